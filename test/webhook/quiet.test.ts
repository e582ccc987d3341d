/** What the feed says of deliveries: of a content that changed once, and of anything else nothing. */
import type { Client } from "graphql-ws/client";
import { createClient } from "graphql-ws/client";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver, sampleText } from "../terra-client.ts";

const TYPES = [
  ...["activity", "athlete", "body", "daily", "health_observation", "hormone", "menstruation", "nutrition"],
  ...["planned_workout", "sleep"],
];

let opened: AsyncDisposableStack;
let gateway: TestGateway;
let pool: pg.Pool;
let client: Client;

beforeEach(async () => {
  opened = new AsyncDisposableStack();
  gateway = opened.use(await openTestGateway());
  pool = opened.adopt(openTestPool(gateway.databaseUrl), (pool) => pool.end());
  client = createClient({
    url: `${gateway.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${gateway.adminKey}` },
    retryAttempts: 0,
  });
  opened.defer(async () => client.dispose());
});

afterEach(async () => {
  expect(gateway.logs.filter(({ level }) => level === "warn" || level === "error")).toEqual([]);
  await opened.disposeAsync();
});

type Body = { type: string; user: object; data?: object[]; athlete?: object };

function sample(type: string): Body {
  return JSON.parse(sampleText(`${type}__schema-full-coverage`));
}

let clock = 1_780_000_000_000;

/** Terra says it later than all that was said before. */
function later(): Record<string, string> {
  clock += 1;
  return { "x-terra-ordering-timestamp": String(clock), "x-terra-trace-id": `trace-${clock}` };
}

async function countChanges(): Promise<number> {
  const { rows } = await pool.query("select count(*)::int as count from changes");
  return rows[0].count;
}

async function revisions(): Promise<number[]> {
  type Read = { healthRecords: { nodes: { revision: number }[] } };
  const { healthRecords } = await read<Read>(gateway, "{ healthRecords { nodes { revision } } }");
  return healthRecords.nodes.map(({ revision }) => revision);
}

type Event = { __typename: string; recordType?: string; revision?: number };

/** Reads the feed from its beginning, each time on until a record of the type was saved. */
function readFeed(): (recordType: string) => Promise<Event[]> {
  const query = `subscription { dataEvents(after: "START") { __typename ... on RecordSaved { recordType revision } } }`;
  const events = client.iterate<{ dataEvents: Event }>({ query });
  return async function until(recordType) {
    const seen: Event[] = [];
    while (seen.at(-1)?.recordType !== recordType) {
      const { value } = await events.next();
      if (!value?.data) throw new Error(JSON.stringify(value?.errors ?? "the subscription ended"));
      seen.push(value.data.dataEvents);
    }
    return seen;
  };
}

test("the same body again, and equal content under newer stamps, are said to nobody", async () => {
  for (const type of TYPES) await deliver(gateway, sample(type), later());
  const before = { changes: await countChanges(), revisions: await revisions() };
  const until = readFeed();
  await until("SLEEP");
  for (const type of TYPES) {
    const headers = later();
    for (let time = 0; time < 3; time += 1)
      expect((await deliver(gateway, sample(type), headers)).status).toBe(200);
  }
  await Promise.all(TYPES.map((type) => deliver(gateway, sample(type), later())));
  expect({ changes: await countChanges(), revisions: await revisions() }).toEqual(before);
  // A change of another connection ends the wait: nothing came before it.
  const user = { user_id: "another", provider: "POLAR" };
  const metadata = { start_time: "2026-05-01T00:00:00Z", end_time: "2026-05-02T00:00:00Z" };
  await deliver(gateway, { type: "daily", user, data: [{ metadata }] }, later());
  expect(await until("DAILY")).toEqual([
    { __typename: "ConnectionChanged" },
    { __typename: "RecordSaved", recordType: "DAILY", revision: 1 },
  ]);
});

test("a change of content is said once", async () => {
  for (const type of TYPES) await deliver(gateway, sample(type), later());
  const changes = await countChanges();
  const until = readFeed();
  await until("SLEEP");
  for (const [i, type] of TYPES.entries()) {
    const body = sample(type);
    const [element] = body.data ?? [body.athlete ?? {}];
    Object.assign(element ?? {}, { unheard_of: { leaf: i } });
    const headers = later();
    for (let time = 0; time < 2; time += 1) await deliver(gateway, body, headers);
    expect(await until(type.toUpperCase())).toEqual([
      { __typename: "RecordSaved", recordType: type.toUpperCase(), revision: 2 },
    ]);
  }
  expect((await countChanges()) - changes).toBe(TYPES.length);
});

test("a window of a day that says again what a longer one said is no change", async () => {
  const reading = (at: string, weight_kg: number) => ({ measurement_time: `2026-05-01T${at}Z`, weight_kg });
  const body = (start: string, measurements: object[]) => ({
    type: "body",
    user: { user_id: "scale", provider: "WITHINGS" },
    data: [
      {
        metadata: { start_time: `2026-05-01T${start}Z`, end_time: "2026-05-02T00:00:00Z" },
        measurements_data: { measurements },
      },
    ],
  });
  const both = [reading("08:00:00", 70), reading("20:00:00", 71)];
  await deliver(gateway, body("00:00:00", both), later());
  // The window's own start changes with it; said again, nothing does.
  await deliver(gateway, body("12:00:00", both.slice(1)), later());
  const before = { changes: await countChanges(), revisions: await revisions() };
  await deliver(gateway, body("12:00:00", both.slice(1)), later());
  expect({ changes: await countChanges(), revisions: await revisions() }).toEqual(before);
});
