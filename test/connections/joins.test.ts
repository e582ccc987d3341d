/** Connections that turn out to be one when both have much already, or while something else happens to them. */
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { retireConnections } from "../../src/retention/retire-connections.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { connect } from "../graphql/socket-client.ts";
import { read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { toldAndThere } from "../webhook/told-and-there.ts";
import { auth, connectionsOf, day, event, reauth, type Sent, tell } from "./terra-life.ts";

const DAYS = 400;

let gateway: TestGateway;
let pool: pg.Pool;
/** What is logged on purpose. */
const quiet: string[] = [];

beforeAll(async () => {
  gateway = await openTestGateway();
  pool = openTestPool(gateway.databaseUrl);
});

afterAll(async () => {
  await pool.end();
  const loud = gateway.logs.filter(
    ({ level, message }) => (level === "warn" || level === "error") && !quiet.includes(message),
  );
  await gateway[Symbol.asyncDispose]();
  expect(loud).toEqual([]);
});

function dateOf(place: number): string {
  return new Date(Date.UTC(2020, 0, 1 + place)).toISOString().slice(0, 10);
}

/** Days with samples; every tenth is deleted. */
function days(id: string, from: number, steps: number): Sent {
  const data = Array.from({ length: DAYS }, (_, i) => {
    const date = dateOf(from + i);
    const hr_samples = Array.from({ length: 50 }, (_, n) => ({
      timestamp: `${date}T08:${String(n).padStart(2, "0")}:00+02:00`,
      bpm: 60 + steps,
    }));
    const upload = (from + i) % 10 === 0 ? { upload_type: 4 } : {};
    return {
      metadata: { start_time: `${date}T00:00:00+02:00`, end_time: `${date}T23:59:59+02:00`, ...upload },
      distance_data: { steps },
      heart_rate_data: { detailed: { hr_samples } },
    };
  });
  return { body: { type: "daily", user: { user_id: id }, data }, headers: stamp(steps) };
}

/** Blood pressure of one half of each day. */
function cuffs(id: string, half: "morning" | "evening"): Sent {
  const [start, at, end] =
    half === "morning" ? ["06:00:00", "07:00:00", "10:00:00"] : ["18:00:00", "19:00:00", "22:00:00"];
  const data = Array.from({ length: DAYS }, (_, i) => {
    const date = dateOf(i);
    const sample = { timestamp: `${date}T${at}+02:00`, systolic_bp: 120, diastolic_bp: 80 };
    return {
      metadata: { start_time: `${date}T${start}+02:00`, end_time: `${date}T${end}+02:00` },
      blood_pressure_data: { blood_pressure_samples: [sample] },
    };
  });
  return { body: { type: "body", user: { user_id: id }, data }, headers: stamp(half === "morning" ? 1 : 2) };
}

function stamp(at: number): Record<string, string> {
  return { "x-terra-ordering-timestamp": String(1_780_000_000_000 + at) };
}

async function countOf(query: string, own: string): Promise<Record<string, number>[]> {
  const { rows } = await pool.query(query.replace("OWN", "c.terra_user_id like $1"), [`${own}%`]);
  return rows;
}

describe("connections that turn out to be one", () => {
  test("have what both had, however much that is: of each day the newer, of its windows both, of deletes what came after", async () => {
    const half = Math.floor(DAYS / 2);
    await tell(gateway, [
      days("large-a", 0, 1),
      days("large-b", half, 2),
      cuffs("large-a", "morning"),
      cuffs("large-b", "evening"),
    ]);
    await tell(gateway, [reauth("large-a", "large-b", { at: 5 })]);
    const deleted = (from: number, to: number) => Math.ceil(to / 10) - Math.ceil(from / 10);
    expect(
      await countOf(
        "select steps, deleted, count(*)::int from dailies join connections c on c.id = connection_id where OWN group by steps, deleted order by steps, deleted",
        "large-",
      ),
    ).toEqual([
      { steps: 1, deleted: false, count: half - deleted(0, half) },
      { steps: 2, deleted: false, count: DAYS - deleted(half, half + DAYS) },
      { steps: null, deleted: true, count: deleted(0, half + DAYS) },
    ]);
    expect(
      await countOf(
        "select type, count(*)::int, sum(count)::int as samples from series join connections c on c.id = connection_id where OWN group by type order by type",
        "large-",
      ),
    ).toMatchObject([
      { type: "body", samples: DAYS * 2 },
      { type: "daily", samples: 50 * (DAYS + half - deleted(0, half + DAYS)) },
    ]);
    const { told, there } = await toldAndThere(pool, "large-");
    expect(told).toEqual(there);
    const { rows } = await pool.query(
      "select count(*)::int from series where connection_id not in (select id from connections)",
    );
    expect(rows).toEqual([{ count: 0 }]);
  });

  test("are one for whoever says so at once, at two gateways, and in whatever direction", async () => {
    await using other = await openTestGateway({ databaseUrl: gateway.databaseUrl });
    for (let round = 0; round < 6; round += 1) {
      const id = (place: number) => `both-${round}-${place}`;
      const made = (place: number) => ({
        createdAt: new Date(Date.UTC(2026, 0, 1 + place)).toISOString(),
        reference: `both-${round}-ada`,
      });
      const said = [0, 1, 2, 3].flatMap((place) => [
        day(id(place), place + 1, { at: 10 + place }),
        day(id(place), place + 11, { at: 10 + place }, `2026-05-1${place}`),
        auth(id(place), made(place)),
        ...(place > 0 ? [reauth(id(place - 1), id(place), { at: 50 + place })] : []),
      ]);
      await Promise.all([
        ...said.map((one) => tell(gateway, [one])),
        ...said.toReversed().map((one) => tell(other, [one])),
      ]);
      const shown = await connectionsOf(gateway, `both-${round}-`);
      expect(shown).toMatchObject([{ terraUserId: id(3), user: { referenceId: `both-${round}-ada` } }]);
      expect(shown[0]?.dailies.nodes.map(({ steps }) => steps)).toEqual([4, 11, 12, 13, 14]);
      const { told, there } = await toldAndThere(pool, `both-${round}-`);
      expect(told).toEqual(there);
    }
    const { rows } = await pool.query(
      "select id from users u where reference_id is null and not exists (select from connections c where c.user_id = u.id)",
    );
    expect(rows).toEqual([]);
  });

  test("are joined or erased where both happen at once, and what took the place of the id that withdrew lives on", async () => {
    const kysely = openDatabase<Database>(pool);
    for (let round = 0; round < 6; round += 1) {
      const [a, b] = [`race-${round}-a`, `race-${round}-b`];
      await tell(gateway, [
        day(a, 1, { at: 1 }, "2026-05-03"),
        event("deauth", a, { at: 2 }),
        day(b, 2, { at: 3 }),
      ]);
      await Promise.all([
        retireConnections(
          kysely,
          { DEAUTHENTICATED: 48, REVOKED: 48, DEGRADED: 48 },
          (Date.now() + 49 * 3_600_000) * 1000,
        ),
        tell(gateway, [reauth(a, b, { at: 4 })]),
        tell(gateway, [day(b, 3, { at: 5 }, "2026-05-02")]),
      ]);
      const shown = await connectionsOf(gateway, `race-${round}-`);
      expect(shown).toMatchObject([{ terraUserId: b, status: "ACTIVE" }]);
      const steps = shown[0]?.dailies.nodes.map((node) => node.steps);
      const { rows } = await pool.query("select from erased_ids where hash = keyed_hash($1)", [a]);
      expect(steps).toEqual(rows.length > 0 ? [2, 3] : [2, 3, 1]);
      const { told, there } = await toldAndThere(pool, `race-${round}-`);
      expect(told).toEqual(there);
    }
  });

  test("leave no person behind who has nothing, and none without what is theirs", async () => {
    await tell(gateway, [
      day("named-a", 1, { at: 1 }),
      day("named-b", 2, { at: 2, reference: "named-ada" }),
      day("named-c", 3, { at: 3 }, "2026-05-02"),
      auth("named-d", { at: 3, reference: "named-ada", provider: "OURA" }),
      reauth("named-a", "named-b", { at: 4 }),
      reauth("named-b", "named-c", { at: 5 }),
    ]);
    expect(await connectionsOf(gateway, "named-")).toMatchObject([
      {
        terraUserId: "named-c",
        user: { referenceId: "named-ada" },
        dailies: { nodes: [{ steps: 2 }, { steps: 3 }] },
      },
      { terraUserId: "named-d", user: { referenceId: "named-ada" } },
    ]);
    const { rows } = await pool.query(
      "select id from users u where reference_id is null and not exists (select from connections c where c.user_id = u.id)",
    );
    expect(rows).toEqual([]);
  });

  test("are one whatever else cannot be stored beside it", async () => {
    await pool.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'refused' using errcode = '22000'; end $$;
      create trigger refuse before insert on activities for each row execute function refuse()`);
    for (let round = 0; round < 6; round += 1) {
      const [a, b] = [`torn-${round}-a`, `torn-${round}-b`];
      const activity = {
        metadata: {
          summary_id: "refused",
          start_time: "2026-05-01T08:00:00Z",
          end_time: "2026-05-01T09:00:00Z",
        },
      };
      await Promise.all(
        [
          day(a, 1, { at: 1 }),
          day(b, 2, { at: 2 }, "2026-05-02"),
          { body: { type: "activity", user: { user_id: b }, data: [activity] }, headers: stamp(3) },
          reauth(a, b, { at: 4 }),
          { body: { type: "activity", user: { user_id: a }, data: [activity] }, headers: stamp(5) },
        ].map((one) => tell(gateway, [one])),
      );
      expect(await connectionsOf(gateway, `torn-${round}-`)).toMatchObject([
        { terraUserId: b, dailies: { nodes: [{ steps: 1 }, { steps: 2 }] } },
      ]);
      const { told, there } = await toldAndThere(pool, `torn-${round}-`);
      expect(told).toEqual(there);
    }
    const { rows } = await pool.query(
      "select type, state, count(*)::int from deliveries where terra_user_id like 'torn-%' group by type, state order by type, state",
    );
    expect(rows).toEqual([
      { type: "activity", state: "FAILED", count: 12 },
      { type: "daily", state: "APPLIED", count: 12 },
      { type: "user_reauth", state: "APPLIED", count: 6 },
    ]);
    quiet.push("a delivery could not be applied");
  });

  test("are found by every id that they ever had, and so are their records, cursors and what the feed said", async () => {
    await tell(gateway, [
      day("found-a", 1, { at: 1, reference: "found-ada" }),
      day("found-b", 2, { at: 2, reference: "found-bob" }, "2026-05-02"),
      day("found-c", 3, { at: 3 }, "2026-05-03"),
      day("found-c", 4, { at: 4 }, "2026-05-01"),
    ]);
    const before = await connectionsOf(gateway, "found-");
    const connectionIds = before.map(({ id }) => id);
    const list = `query ($connectionIds: [ID!], $after: String) {
      healthRecords(connectionIds: $connectionIds, order: OLDEST_FIRST, first: 1, after: $after) {
        nodes { startTime connection { id } } pageInfo { endCursor } } }`;
    type Page = { healthRecords: { nodes: { startTime: string }[]; pageInfo: { endCursor: string } } };
    const first = await read<Page>(gateway, list, { connectionIds });
    // The second and third are one first, then all three.
    await tell(gateway, [reauth("found-b", "found-c", { at: 5 }), reauth("found-a", "found-b", { at: 4 })]);
    const [one, ...rest] = await connectionsOf(gateway, "found-");
    expect(rest).toEqual([]);
    expect(one?.id).toBe(before[0]?.id);
    for (const { id, dailies } of before) {
      const found = await read(
        gateway,
        "query ($id: ID!) { connection(id: $id) { id terraUserId user { referenceId } } }",
        { id },
      );
      const user = { referenceId: "found-bob" };
      expect(found).toEqual({ connection: { id: one?.id, terraUserId: "found-c", user } });
      for (const record of dailies.nodes) {
        const query =
          "query ($id: ID!) { healthRecord(id: $id) { connection { id } ... on Daily { steps } } }";
        const { healthRecord } = await read<{ healthRecord: object }>(gateway, query, { id: record.id });
        const steps = record.localDate === "2026-05-01" ? 4 : record.steps;
        expect(healthRecord).toEqual({ connection: { id: one?.id }, steps });
      }
    }
    const second = await read<Page>(gateway, list, {
      connectionIds,
      after: first.healthRecords.pageInfo.endCursor,
    });
    expect(second.healthRecords.nodes).toMatchObject([
      { startTime: expect.stringMatching(/^2026-05-0[12]/) },
    ]);
  });

  test("are told to each person's subscribers, to those who listen as to those who come later, and to nobody else", async () => {
    await tell(gateway, [
      day("heard-a", 1, { at: 1, reference: "heard-ada" }),
      day("heard-b", 2, { at: 2, reference: "heard-bob" }),
      day("heard-b", 3, { at: 2, reference: "heard-bob" }, "2026-05-02"),
      auth("heard-c", { at: 1, reference: "heard-cleo" }),
    ]);
    const before = await connectionsOf(gateway, "heard-");
    const people = before.map(({ user }) => user.id);
    const listening = people.map((id) => heardOf(id));
    await tell(gateway, [reauth("heard-a", "heard-b", { at: 5 })]);
    await tell(
      gateway,
      ["ada", "bob", "cleo"].map((name) =>
        day(`end-${name}`, 99, { reference: `heard-${name}` }, "2026-06-01"),
      ),
    );
    const live = await Promise.all(listening);
    const [one] = await connectionsOf(gateway, "heard-");
    const [a = "", ...b] = before.flatMap(({ dailies }) => dailies.nodes.map(({ id }) => id));
    expect(live).toEqual([
      { there: [], gone: [a] },
      { there: one?.dailies.nodes.map(({ id }) => id).sort(), gone: b.toSorted() },
      { there: [], gone: [] },
    ]);
    expect(await Promise.all(people.map((id) => heardOf(id)))).toEqual(live);
  });

  test("have the deliveries of all their ids, by each of these", async () => {
    await tell(gateway, [auth("sent-a", { at: 1 }), auth("sent-b", { at: 2 })]);
    const before = await connectionsOf(gateway, "sent-");
    await tell(gateway, [reauth("sent-a", "sent-b", { at: 5 })]);
    const query = "query ($ids: [ID!]) { deliveries(connectionIds: $ids) { nodes { type } } }";
    const ids = before.map(({ id }) => id);
    expect(ids).toHaveLength(2);
    for (const asked of [...ids.map((id) => [id]), ids]) {
      const { deliveries } = await read<Deliveries>(gateway, query, { ids: asked });
      expect(deliveries.nodes.map(({ type }) => type).sort()).toEqual(["auth", "auth", "user_reauth"]);
    }
  });

  test("are told to the person whom a connection has left", async () => {
    await tell(gateway, [
      auth("left-a", { at: 1, reference: "left-ada" }),
      auth("left-b", { at: 2, reference: "left-bob" }),
    ]);
    const [before] = await connectionsOf(gateway, "left-");
    const listening = connectionChangesOf(before?.user.id ?? "", 2);
    await tell(gateway, [reauth("left-a", "left-b", { at: 5 })]);
    const [one, ...others] = await connectionsOf(gateway, "left-");
    expect(others).toEqual([]);
    expect(one?.user.id).not.toBe(before?.user.id);
    expect(await listening).toEqual([one?.id, one?.id]);
  });
});

type Deliveries = { deliveries: { nodes: { type: string }[] } };

/** The connections, as they are now, that changed for a person, from the beginning on. */
async function connectionChangesOf(userId: string, count: number): Promise<string[]> {
  const query = `subscription ($ids: [ID!]) {
    dataEvents(after: "START", userIds: $ids) { ... on ConnectionChanged { connection { id } } } }`;
  using socket = await connect(gateway);
  socket.send({ id: "1", type: "subscribe", payload: { query, variables: { ids: [userId] } } });
  const changed: string[] = [];
  while (changed.length < count) {
    const { payload } = await socket.next();
    changed.push((payload as ConnectionChange).data.dataEvents.connection.id);
  }
  return changed;
}

type ConnectionChange = { data: { dataEvents: { connection: { id: string } } } };

/** The records that a subscriber from the beginning on believes to be somebody's, and not to be, when the end is told. */
async function heardOf(userId: string): Promise<{ there: string[]; gone: string[] }> {
  const query = `subscription ($userIds: [ID!]) { dataEvents(after: "START", userIds: $userIds) {
    __typename ... on RecordSaved { recordId record { ... on Daily { steps } } } ... on RecordDeleted { recordId } } }`;
  using socket = await connect(gateway);
  socket.send({ id: "1", type: "subscribe", payload: { query, variables: { userIds: [userId] } } });
  const [there, gone] = [new Set<string>(), new Set<string>()];
  for (;;) {
    const { payload } = await socket.next();
    const { dataEvents: event } = (payload as { data: { dataEvents: HeardEvent } }).data;
    if (event.record?.steps === 99) return { there: [...there].sort(), gone: [...gone].sort() };
    if (event.recordId === undefined) continue;
    const [now, before] = event.__typename === "RecordSaved" ? [there, gone] : [gone, there];
    now.add(event.recordId);
    before.delete(event.recordId);
  }
}

type HeardEvent = { __typename: string; recordId?: string; record?: { steps: number } | null };
