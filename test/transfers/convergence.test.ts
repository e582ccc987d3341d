import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestGateway } from "../gateway.ts";
import { openTestPool } from "../pool.ts";
import { arbitraryArrival, type HistoryDelivery } from "../webhook/arbitrary-history.ts";
import { inOrder, tell, transfersOf } from "../webhook/converging.ts";
import { arbitraryRequests } from "./arbitrary-requests.ts";
import { stateOf, TerraRequest } from "./terra-request.ts";

const REFUSED = "a payload was not fetched";
const RUNS = 25;
// A failure is shrunk no longer than this, so that it is told with its seed before the test's time is over.
const MOST_MS = 20_000;

test("transfers end the same, however often, in which order and at which gateway what is said of them arrives", async () => {
  await using one = await openTestGateway();
  await using other = await openTestGateway({ databaseUrl: one.databaseUrl });
  const pool = openTestPool(one.databaseUrl);
  let told = 0;
  const history = arbitraryRequests().chain((deliveries) =>
    fc.record({ deliveries: fc.constant(deliveries), arrival: arbitraryArrival(deliveries.length, 2) }),
  );
  await fc
    .assert(
      fc.asyncProperty(history, async ({ deliveries, arrival }) => {
        const [first, second] = [`h${++told}-`, `h${++told}-`];
        await tell([one], deliveries, inOrder(deliveries), first);
        await tell([one, other], deliveries, arrival, second);
        expect(await transfersOf(pool, second)).toEqual(await transfersOf(pool, first));
        expect(await transfersOf(pool, first)).toHaveLength(openedBy(deliveries).size);
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: MOST_MS },
    )
    .finally(() => pool.end());
  const logs = [...one.logs, ...other.logs];
  // The links lead to this machine, which the gateway does not fetch from.
  const loud = logs.filter(
    ({ level, message }) => level !== "info" && level !== "debug" && message !== REFUSED,
  );
  expect(loud).toEqual([]);
});

test("an opening and its payloads that come at once at two gateways miss none of one another", async () => {
  await using one = await openTestGateway();
  await using other = await openTestGateway({ databaseUrl: one.databaseUrl });
  const links = { type: "s3_payload", url: "https://127.0.0.1/payload", expires_in: 300 };
  const requests = Array.from({ length: 25 }, () => new TerraRequest());
  for (const request of requests) {
    const link = { "terra-reference": request.reference, "x-terra-trace-id": `${request.reference}:chunk:9` };
    await Promise.all([
      request.chunk(one, 1),
      request.sending(other, 4, Math.random() < 0.5 ? {} : { user: undefined }),
      request.send(one, links, link),
      request.chunk(other, 2),
      request.chunk(one, 3),
    ]);
  }
  const states = await Promise.all(requests.map(({ reference }) => stateOf(one, reference)));
  expect(new Set(states)).toEqual(new Set(["COMPLETE 4/4"]));
});

function openedBy(deliveries: readonly HistoryDelivery[]): Set<string | undefined> {
  const opening = ["large_request_processing", "large_request_sending", "rate_limit_hit"];
  const opens = ({ body }: HistoryDelivery) => "type" in body && opening.includes(String(body.type));
  return new Set(deliveries.filter(opens).map(({ headers }) => headers["terra-reference"]));
}
