/** What Terra deletes (rule 8), as clients see it: in lists, by id, in series and in the feed. */
import { createClient } from "graphql-ws/client";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";

let opened: AsyncDisposableStack;
let gateway: TestGateway;
let pool: pg.Pool;

beforeAll(async () => {
  opened = new AsyncDisposableStack();
  gateway = opened.use(await openTestGateway());
  pool = opened.adopt(openTestPool(gateway.databaseUrl), (one) => one.end());
});

afterAll(async () => {
  expect(gateway.logs.filter(({ level }) => level === "warn" || level === "error")).toEqual([]);
  await opened.disposeAsync();
});

let people = 0;

/** Says something of one person's one day, at Terra's clock. */
function newDay() {
  const user = { user_id: `deleting-${++people}`, reference_id: `deleting-${people}`, provider: "GARMIN" };
  const metadata = { start_time: "2026-03-28T00:00:00+01:00", end_time: "2026-03-28T23:59:59+01:00" };
  const content = (steps: number) => ({
    metadata,
    distance_data: {
      steps,
      detailed: { step_samples: [{ timestamp: "2026-03-28T08:00:00+01:00", steps }] },
    },
  });
  const deleted = { metadata: { ...metadata, upload_type: 4 }, distance_data: { steps: 99 } };
  async function send(clock: number | null, ...data: object[]): Promise<void> {
    const stamp: Record<string, string> = clock === null ? {} : { "x-terra-ordering-timestamp": `${clock}` };
    const answer = await deliver(gateway, { type: "daily", user, data }, stamp);
    expect(answer.status).toBe(200);
  }
  return { referenceId: user.reference_id, content, deleted, send };
}

type Day = { id: string; steps: number | null; revision: number; series: { name: string }[] };

async function daysOf(referenceId: string): Promise<Day[]> {
  const query = `query ($referenceId: String!) {
    user(referenceId: $referenceId) {
      dailies { totalCount nodes { id steps revision series { name } } }
      healthRecords { totalCount nodes { id } }
    }
  }`;
  type List<Node> = { totalCount: number; nodes: Node[] };
  type Read = { user: { dailies: List<Day>; healthRecords: List<{ id: string }> } };
  const { user } = await read<Read>(gateway, query, { referenceId });
  const { nodes } = user.dailies;
  expect(user.healthRecords.nodes.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
  expect([user.dailies.totalCount, user.healthRecords.totalCount]).toEqual([nodes.length, nodes.length]);
  return nodes;
}

async function byId(id: string): Promise<unknown> {
  const query = "query ($id: ID!) { healthRecord(id: $id) { revision series { name } } }";
  return (await read<{ healthRecord: unknown }>(gateway, query, { id })).healthRecord;
}

test("a delete takes a record out of every list, with its series, and newer content brings it back", async () => {
  const { referenceId, content, deleted, send } = newDay();
  await send(1, content(10));
  const [day] = await daysOf(referenceId);
  expect(day).toMatchObject({ steps: 10, revision: 1, series: [{ name: "STEPS" }] });
  const id = day?.id ?? "";

  await send(2, deleted);
  expect(await daysOf(referenceId)).toEqual([]);
  expect(await byId(id)).toBeNull();
  const { rows } = await pool.query(
    `select 1 from series s join connections c on c.id = s.connection_id join users u on u.id = c.user_id
      where u.reference_id = $1`,
    [referenceId],
  );
  expect(rows).toEqual([]);

  await send(3, { ...content(30), calories_data: { BMR_calories: 1500 } });
  expect(await daysOf(referenceId)).toEqual([{ id, steps: 30, revision: 3, series: [{ name: "STEPS" }] }]);
});

describe("a delete at clock 2", () => {
  const orders = [
    { told: [2, 1], steps: [] },
    { told: [1, 2, 1], steps: [] },
    { told: [2, 3, 1], steps: [3] },
    { told: [3, 2, 1], steps: [3] },
    { told: [3, 1, 2, 2], steps: [3] },
  ];
  test.each(orders)("leaves what is newer, and nothing older, when told $told", async ({ told, steps }) => {
    const { referenceId, content, deleted, send } = newDay();
    for (const clock of told) await send(clock, clock === 2 ? deleted : content(clock));
    expect((await daysOf(referenceId)).map((day) => day.steps)).toEqual(steps);
  });

  test("takes away for good what older content stated, and newer content does not", async () => {
    const { referenceId, content, deleted, send } = newDay();
    await send(3, { metadata: content(0).metadata, calories_data: { BMR_calories: 1500 } });
    await send(2, deleted);
    await send(1, content(10));
    expect(await daysOf(referenceId)).toMatchObject([{ steps: null, series: [] }]);
  });
});

test("inside one body the later element of a key stands", async () => {
  const first = newDay();
  await first.send(1, first.content(10), first.deleted);
  expect(await daysOf(first.referenceId)).toEqual([]);
  const second = newDay();
  await second.send(1, second.content(10), second.deleted, second.content(20));
  expect((await daysOf(second.referenceId)).map(({ steps }) => steps)).toEqual([20]);
  const clockless = newDay();
  await clockless.send(null, clockless.deleted, clockless.content(20));
  expect((await daysOf(clockless.referenceId)).map(({ steps }) => steps)).toEqual([20]);
});

test("without clocks the last that arrives stands, a delete as well as content", async () => {
  const { referenceId, content, deleted, send } = newDay();
  await send(null, content(10));
  await send(null, deleted);
  expect(await daysOf(referenceId)).toEqual([]);
  await send(null, content(20));
  expect((await daysOf(referenceId)).map(({ steps }) => steps)).toEqual([20]);
});

test("a delivery that failed in part deletes as of when it first came, however late it comes again", async () => {
  const { referenceId, content, deleted, send } = newDay();
  await send(null, content(10));
  await send(null, {}, deleted);
  await send(null, content(20));
  await send(null, {}, deleted);
  expect((await daysOf(referenceId)).map(({ steps }) => steps)).toEqual([20]);
});

test("a workout is deleted by its upload type, and a night is not", async () => {
  const user = { user_id: "deleting-types", reference_id: "deleting-types", provider: "GARMIN" };
  const metadata = {
    summary_id: "one",
    start_time: "2026-03-28T01:00:00+01:00",
    end_time: "2026-03-28T07:00:00+01:00",
  };
  for (const type of ["activity", "sleep"]) {
    await deliver(gateway, { type, user, data: [{ metadata }] });
    await deliver(gateway, { type, user, data: [{ metadata: { ...metadata, upload_type: 4 } }] });
  }
  const query = `{ user(referenceId: "deleting-types") { healthRecords { nodes { type } } } }`;
  type Read = { user: { healthRecords: { nodes: unknown[] } } };
  expect((await read<Read>(gateway, query)).user.healthRecords.nodes).toEqual([{ type: "SLEEP" }]);
});

test("the feed tells once that a record is gone, and once that it is there again", async () => {
  const { content, deleted, send } = newDay();
  const client = createClient({
    url: `${gateway.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${gateway.adminKey}` },
    retryAttempts: 0,
  });
  await using _ = { [Symbol.asyncDispose]: async () => client.dispose() };
  const { rows } = await pool.query("select coalesce(max(seq), 0)::text as last from changes");
  await send(2, content(20));
  // Said twice, and older than what is there: nothing is told.
  for (const clock of [3, 4, 1]) await send(clock, deleted);
  await send(5, content(50));
  const unseen = newDay();
  await unseen.send(1, unseen.deleted);
  await unseen.send(2, unseen.content(1));
  const changes = await pool.query(
    "select kind, revision from changes where seq > $1 and kind like 'RECORD%' order by seq",
    [rows[0].last],
  );
  expect(changes.rows).toEqual([
    { kind: "RECORD_SAVED", revision: 1 },
    { kind: "RECORD_DELETED", revision: 2 },
    { kind: "RECORD_SAVED", revision: 3 },
    { kind: "RECORD_SAVED", revision: 1 },
  ]);
  type Told = { dataEvents: { __typename: string; recordId?: string } };
  const query = `subscription { dataEvents(after: "START", types: [RECORD_DELETED]) { __typename ... on RecordDeleted { recordId } } }`;
  for await (const { data } of client.iterate<Told>({ query })) {
    expect(data?.dataEvents).toEqual({ __typename: "RecordDeleted", recordId: expect.any(String) });
    break;
  }
});
