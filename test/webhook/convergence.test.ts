import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestGateway } from "../gateway.ts";
import { openTestPool } from "../pool.ts";
import { arbitraryArrival, arbitraryHistory } from "./arbitrary-history.ts";
import { arbitraryLives } from "./arbitrary-lives.ts";
import { inOrder, stateOf, tell, transfersOf } from "./converging.ts";
import { toldAndThere } from "./told-and-there.ts";

const RUNS = Number(process.env["CONVERGENCE_RUNS"] ?? 12);
// A failure is shrunk no longer than this, so that it is told with its seed before the test's time is over.
const MOST_MS = 20_000 + RUNS * 200;

test.each([
  ["a history", arbitraryHistory()],
  ["a handful of lives", arbitraryLives()],
])(
  "%s ends in one state, however often, in which order and at which gateway it arrives",
  async (_, histories) => {
    await using one = await openTestGateway();
    await using other = await openTestGateway({ databaseUrl: one.databaseUrl });
    const pool = openTestPool(one.databaseUrl);
    let told = 0;
    const history = histories.chain((deliveries) =>
      fc.record({ deliveries: fc.constant(deliveries), arrival: arbitraryArrival(deliveries.length, 2) }),
    );
    await fc
      .assert(
        fc.asyncProperty(history, async ({ deliveries, arrival }) => {
          const [first, second] = [`h${++told}-`, `h${++told}-`];
          await tell([one], deliveries, inOrder(deliveries), first);
          await tell([one, other], deliveries, arrival, second);
          expect(await stateOf(pool, second)).toBe(await stateOf(pool, first));
          expect(await transfersOf(pool, second)).toEqual(await transfersOf(pool, first));
          for (const own of [first, second]) {
            const { told, there } = await toldAndThere(pool, own);
            expect(told).toEqual(there);
          }
        }),
        { numRuns: RUNS, interruptAfterTimeLimit: MOST_MS },
      )
      .finally(() => pool.end());
    const logs = [...one.logs, ...other.logs];
    expect(logs.filter(({ level }) => level === "warn" || level === "error")).toEqual([]);
  },
);
