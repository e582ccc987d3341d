/** What subscribers hear of transfers, and what time does to them. */
import { type Client, createClient } from "graphql-ws/client";
import type { Kysely } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { markQuietTransfers, watchTransfers } from "../../src/transfers/watch-transfers.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { readTransfer, stateOf, TerraRequest } from "./terra-request.ts";

type Event = {
  __typename: string;
  cursor: string;
  transfer?: { reference: string; status: string; receivedPayloads: number } | null;
};

const MINUTE_MS = 60_000;
// The tests' time only goes on: no delivery arrives before an earlier one.
let now = Date.now();

const subscription = `subscription ($after: String, $userIds: [ID!], $types: [DataEventType!], $recordTypes: [RecordType!]) {
  dataEvents(after: $after, userIds: $userIds, types: $types, recordTypes: $recordTypes) {
    __typename cursor ... on TransferProgressed { transfer { reference status receivedPayloads } }
  }
}`;

let opened: AsyncDisposableStack;
let gateway: TestGateway;
let client: Client;
let db: Kysely<Database>;

beforeEach(async () => {
  pass(0);
  opened = new AsyncDisposableStack();
  gateway = opened.use(await openTestGateway());
  client = createClient({
    url: `${gateway.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${gateway.adminKey}` },
    retryAttempts: 0,
  });
  opened.defer(() => client.dispose());
  const pool = openPool(gateway.databaseUrl, { max: 3, applicationName: "test", log: () => undefined });
  opened.defer(() => pool.end());
  db = openDatabase<Database>(pool);
});
afterEach(async () => {
  vi.useRealTimers();
  await opened.disposeAsync();
});

test("tells each step of a transfer, as the transfer is by then", async () => {
  const events = subscribe({ types: ["TRANSFER_PROGRESSED"], after: "START" });
  const request = new TerraRequest();
  const steps = [
    () => request.processing(gateway),
    () => request.sending(gateway, 2),
    () => request.chunk(gateway, 1),
    () => request.chunk(gateway, 2),
  ];
  const heard: string[] = [];
  for (const step of steps) {
    await step();
    heard.push(...(await take(events, 1)));
  }
  expect(heard).toEqual(["PROCESSING 0", "SENDING 0", "SENDING 1", "COMPLETE 2"]);
});

test("tells nothing where nothing of a transfer changed, nor where its person is not known", async () => {
  const events = subscribe({ types: ["TRANSFER_PROGRESSED"], after: "START" });
  const [nobody, request] = [new TerraRequest(), new TerraRequest()];
  await nobody.sending(gateway, 2, { user: undefined });
  await request.sending(gateway, 2);
  expect(await take(events, 1)).toEqual(["SENDING 0"]);
  await request.chunk(gateway, 1);
  expect(await take(events, 1)).toEqual(["SENDING 1"]);
  await request.chunk(gateway, 1, {}, 5);
  await request.processing(gateway);
  await request.sending(gateway, 2);
  await request.chunk(gateway, 2);
  expect(await take(events, 1)).toEqual(["COMPLETE 2"]);
});

test("several steps in one page arrive as one, and types, users and record types are filtered", async () => {
  const [one, other] = [new TerraRequest(), new TerraRequest()];
  for (const request of [one, other]) {
    await request.sending(gateway, 2);
    for (const number of [1, 2]) await request.chunk(gateway, number);
  }
  const types = ["TRANSFER_PROGRESSED"];
  expect(await take(subscribe({ after: "START", types }), 2)).toEqual(["COMPLETE 2", "COMPLETE 2"]);
  const { user } = await read<{ user: { id: string } }>(
    gateway,
    "query ($referenceId: String) { user(referenceId: $referenceId) { id } }",
    { referenceId: other.user.reference_id },
  );
  const [event] = await takeEvents(subscribe({ after: "START", types, userIds: [user.id] }), 1);
  expect(event?.transfer?.reference).toBe(other.reference);
  const kinds = await takeEvents(subscribe({ after: "START", recordTypes: ["DAILY"] }), 2);
  expect(kinds.map(({ __typename }) => __typename)).toEqual(["RecordSaved", "RecordSaved"]);
});

test("is STALLED an hour after the last payload, and SENDING again when a later one comes", async () => {
  const request = new TerraRequest();
  await request.sending(gateway, 2);
  await request.chunk(gateway, 1);
  pass(59);
  await markQuietTransfers(db);
  expect(await stateOf(gateway, request.reference)).toBe("SENDING 1/2");
  pass(2);
  expect(await stateOf(gateway, request.reference)).toBe("STALLED 1/2");
  await markQuietTransfers(db);
  await markQuietTransfers(db);
  await request.chunk(gateway, 1, {}, 5);
  expect(await stateOf(gateway, request.reference)).toBe("SENDING 1/2");
  pass(61);
  await markQuietTransfers(db);
  expect(await stateOf(gateway, request.reference)).toBe("STALLED 1/2");
  await request.chunk(gateway, 2);
  expect(await stateOf(gateway, request.reference)).toBe("COMPLETE 2/2");
  pass(178);
  await markQuietTransfers(db);
  expect(await stateOf(gateway, request.reference)).toBe("COMPLETE 2/2");
  // Opened, 1 of 2, STALLED, SENDING, STALLED, COMPLETE.
  expect(await changesOf(request)).toHaveLength(6);
});

test("waits an hour from Terra's next try, where that is later than the last payload", async () => {
  const request = new TerraRequest();
  await request.sending(gateway, 2);
  await request.chunk(gateway, 1);
  await request.rateLimit(gateway, { retrying_at: new Date(now + 90 * MINUTE_MS).toISOString() });
  pass(149);
  expect(await stateOf(gateway, request.reference)).toBe("RATE_LIMITED 1/2");
  pass(2);
  expect(await stateOf(gateway, request.reference)).toBe("STALLED 1/2");
});

test("is QUIET after an hour where nobody knows how many payloads to expect", async () => {
  const requests = [new TerraRequest(), new TerraRequest()];
  for (const request of requests) await request.processing(gateway);
  await requests[1]?.chunk(gateway, 1);
  pass(61);
  for (const [i, request] of requests.entries())
    expect(await stateOf(gateway, request.reference)).toBe(`QUIET ${i}/unknown`);
  await requests[1]?.chunk(gateway, 2);
  expect(await stateOf(gateway, requests[1]?.reference ?? "")).toBe("SENDING 2/unknown");
});

test("gateways that look at once tell each transfer once", async () => {
  const requests = Array.from({ length: 20 }, () => new TerraRequest());
  await Promise.all(requests.map((request) => request.sending(gateway, 2)));
  pass(61);
  const logged: string[] = [];
  const stops = [1, 2, 3].map(() => watchTransfers(db, (_level, message) => logged.push(message), 5));
  const stalled = () => db.selectFrom("transfers").where("status", "=", "STALLED").selectAll().execute();
  await expect.poll(stalled).toHaveLength(requests.length);
  await Promise.all(stops.map((stop) => stop()));
  expect(logged).toEqual([]);
  for (const request of requests) expect(await changesOf(request)).toHaveLength(2);
});

test("keeps its count when the deliveries of its payloads are no longer kept", async () => {
  const request = new TerraRequest();
  await request.sending(gateway, 3);
  for (const number of [1, 2]) await request.chunk(gateway, number);
  await db.deleteFrom("deliveries").execute();
  await request.rateLimit(gateway);
  expect(await readTransfer(gateway, request.reference)).toMatchObject({ receivedPayloads: 2 });
});

function pass(minutes: number): void {
  now += minutes * MINUTE_MS;
  vi.useFakeTimers({ toFake: ["Date"], now });
}

function changesOf({ reference }: TerraRequest) {
  return db.selectFrom("changes").where("reference", "=", reference).selectAll().execute();
}

function subscribe(variables: Record<string, unknown>) {
  return client.iterate<{ dataEvents: Event }>({ query: subscription, variables });
}

async function take(events: ReturnType<typeof subscribe>, count: number): Promise<string[]> {
  const taken = await takeEvents(events, count);
  return taken.map(({ transfer }) => `${transfer?.status} ${transfer?.receivedPayloads}`);
}

async function takeEvents(events: ReturnType<typeof subscribe>, count: number): Promise<Event[]> {
  const taken: Event[] = [];
  while (taken.length < count) {
    const { value } = await events.next();
    if (value?.errors) throw new Error(JSON.stringify(value.errors));
    if (!value?.data) throw new Error("The subscription ended.");
    taken.push(value.data.dataEvents);
  }
  return taken;
}
