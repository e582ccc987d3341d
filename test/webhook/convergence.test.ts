import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestGateway } from "../gateway.ts";
import { openTestPool } from "../pool.ts";
import { arbitraryArrival, arbitraryHistory } from "./arbitrary-history.ts";
import { inOrder, stateOf, tell } from "./converging.ts";
import { toldAndThere } from "./told-and-there.ts";

const RUNS = Number(process.env["CONVERGENCE_RUNS"] ?? 12);
// A failure is shrunk no longer than this, so that it is told with its seed before the test's time is over.
const MOST_MS = 20_000 + RUNS * 200;

test("a history ends in one state, however often, in which order and at which gateway it arrives", async () => {
  await using one = await openTestGateway();
  await using other = await openTestGateway({ databaseUrl: one.databaseUrl });
  const pool = openTestPool(one.databaseUrl);
  let told = 0;
  const history = arbitraryHistory().chain((deliveries) =>
    fc.record({ deliveries: fc.constant(deliveries), arrival: arbitraryArrival(deliveries.length, 2) }),
  );
  await fc
    .assert(
      fc.asyncProperty(history, async ({ deliveries, arrival }) => {
        const [first, second] = [`h${++told}-`, `h${++told}-`];
        await tell([one], deliveries, inOrder(deliveries), first);
        await tell([one, other], deliveries, arrival, second);
        expect(await stateOf(pool, second)).toBe(await stateOf(pool, first));
        for (const own of [first, second]) {
          const { told, there } = await toldAndThere(pool, own);
          expect(told).toEqual(there);
        }
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: MOST_MS },
    )
    .finally(() => pool.end());
  expect([...one.logs, ...other.logs].filter(({ level }) => level === "warn" || level === "error")).toEqual(
    [],
  );
});
