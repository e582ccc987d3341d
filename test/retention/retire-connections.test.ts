import type { Kysely } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { retireConnections } from "../../src/retention/retire-connections.ts";
import { auth, connectionsOf, day, event, reauth, type Sent, tell } from "../connections/terra-life.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";

import { deliver } from "../terra-client.ts";

const HOUR_MS = 3_600_000;
const NOTHING = { DEAUTHENTICATED: null, REVOKED: null, DEGRADED: null };
const ALL = { DEAUTHENTICATED: 48, REVOKED: 48, DEGRADED: 48 };

let gateway: TestGateway;
let pool: pg.Pool;
let db: Kysely<Database>;

beforeAll(async () => {
  gateway = await openTestGateway();
  pool = openPool(gateway.databaseUrl, { max: 4, applicationName: "test", log: () => undefined });
  db = openDatabase<Database>(pool);
});

afterAll(async () => {
  await pool.end();
  await gateway[Symbol.asyncDispose]();
});

function inHours(hours: number): number {
  return (Date.now() + hours * HOUR_MS) * 1000;
}

async function uuidOfUser(referenceId: string): Promise<string> {
  const { rows } = await pool.query("select id from users where reference_id = $1", [referenceId]);
  return rows[0].id;
}

/** How often a text stands anywhere in the database, bodies included. */
async function traces(text: string): Promise<string[]> {
  const { rows: tables } = await pool.query<{ name: string }>(
    "select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const bodies = name === "deliveries" ? " or position(convert_to($1, 'UTF8') in body) > 0" : "";
    const { rows } = await pool.query(
      `select 1 from ${name} t where t::text like '%' || $1 || '%'${bodies} limit 1`,
      [text],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe("the data of a person who withdrew", () => {
  test("is kept, where no setting says otherwise", async () => {
    await tell(gateway, [
      auth("kept-a", { at: 1 }),
      day("kept-a", 1, { at: 2 }),
      event("deauth", "kept-a", { at: 3 }),
    ]);
    expect(await retireConnections(db, NOTHING, inHours(100_000))).toBe(0);
    expect(await connectionsOf(gateway, "kept-")).toMatchObject([{ dailies: { nodes: [{ steps: 1 }] } }]);
    expect(await retireConnections(db, ALL, inHours(100_000))).toBe(1);
  });

  test("is erased when its time is over, in all that the gateway keeps, and whatever comes for it then is not kept", async () => {
    await tell(gateway, [
      auth("gone-a", { at: 1, reference: "ada-who-left" }),
      day("gone-a", 987004711, { at: 2 }),
      reauth("gone-a", "gone-b", { at: 3 }),
      day("gone-b", 987004712, { at: 4 }),
      day("gone-b", 987004713, { at: 5 }, "2026-05-02"),
      event("access_revoked", "gone-b", { at: 6 }),
    ]);
    expect(await retireConnections(db, { ...NOTHING, REVOKED: 48 }, inHours(47))).toBe(0);
    expect(await retireConnections(db, { ...NOTHING, REVOKED: 48 }, inHours(49))).toBe(1);
    expect(await connectionsOf(gateway, "gone-")).toEqual([]);
    for (const id of ["gone-a", "gone-b", "987004712"]) expect(await traces(id)).toEqual([]);
    const late = day("gone-b", 987004714, { at: 7 });
    expect((await deliver(gateway, late.body, late.headers)).status).toBe(200);
    expect((await deliver(gateway, day("gone-a", 987004715, { at: 8 }).body)).status).toBe(200);
    expect(await connectionsOf(gateway, "gone-")).toEqual([]);
    for (const id of ["gone-a", "gone-b", "987004714"]) expect(await traces(id)).toEqual([]);
    const query = "{ deliveries(states: [IGNORED]) { nodes { type state notes connection { id } } } }";
    const { deliveries } = await read<{ deliveries: { nodes: object[] } }>(gateway, query);
    expect(deliveries.nodes).toHaveLength(2);
    expect(deliveries.nodes[0]).toEqual({
      type: "daily",
      state: "IGNORED",
      notes: ["its connection was erased: nothing of it is kept"],
      connection: null,
    });
  });

  test("leaves the person's other connections, and a new consent, alone", async () => {
    await tell(gateway, [
      auth("left-a", { at: 1, reference: "left-ada" }),
      day("left-a", 1, { at: 2 }),
      auth("left-b", { at: 1, reference: "left-ada", provider: "OURA" }),
      day("left-b", 2, { at: 2 }),
      event("deauth", "left-a", { at: 3 }),
    ]);
    expect(await retireConnections(db, { ...NOTHING, DEAUTHENTICATED: 48 }, inHours(49))).toBe(1);
    await tell(gateway, [auth("left-c", { at: 4, reference: "left-ada" }), day("left-c", 3, { at: 5 })]);
    const shown = await connectionsOf(gateway, "left-");
    expect(
      shown.map(({ terraUserId, user, dailies }) => [terraUserId, user.referenceId, dailies.nodes.length]),
    ).toEqual([
      ["left-b", "left-ada", 1],
      ["left-c", "left-ada", 1],
    ]);
  });

  test("stays where somebody took the place of the id that withdrew", async () => {
    await tell(gateway, [
      day("back-a", 1, { at: 1 }),
      event("deauth", "back-a", { at: 2 }),
      reauth("back-a", "back-b", { at: 3 }),
      event("connection_error", "back-b", { at: 4 }),
      day("back-b", 2, { at: 5 }),
    ]);
    expect(await retireConnections(db, ALL, inHours(100))).toBe(0);
    expect(await connectionsOf(gateway, "back-")).toMatchObject([{ status: "ACTIVE" }]);
  });

  test("is told to subscribers as gone", async () => {
    await tell(gateway, [day("told-a", 1, { at: 1 }), event("deauth", "told-a", { at: 2 })]);
    const [shown] = await connectionsOf(gateway, "told-");
    expect(await retireConnections(db, ALL, inHours(100))).toBe(1);
    const { rows } = await pool.query(
      "select kind, record_type, key from changes where user_id = (select user_id from changes order by seq desc limit 1) order by seq",
    );
    expect(shown).toBeDefined();
    expect(rows).toEqual([
      { kind: "RECORD_DELETED", record_type: "DAILY", key: "2026-05-01" },
      { kind: "CONNECTION_CHANGED", record_type: null, key: null },
    ]);
  });

  test("comes back in nothing that names an erased id, whatever its type", async () => {
    await tell(gateway, [
      auth("trail-a", { at: 1, reference: "ada-of-trail" }),
      day("trail-a", 1, { at: 2 }),
      event("deauth", "trail-a", { at: 3 }),
    ]);
    expect(await retireConnections(db, ALL, inHours(49))).toBe(1);
    const headers = { "x-terra-trace-id": "trail-a-trace", "terra-reference": "trail-a-request" };
    const payload = { url: "https://127.0.0.1/trail-a", expires_in: 300, user: { user_id: "trail-a" } };
    const failed = { status: "error", reference_id: "ada-of-trail", user: { user_id: "trail-a" } };
    await tell(gateway, [
      { ...day("trail-a", 2), headers },
      { ...day("trail-a", 2), headers },
      event("connection_error", "trail-a", { at: 4 }),
      { body: { type: "s3_payload", ...payload } },
      { body: { type: "auth", ...failed } },
      { body: { type: "auth_cancelled", ...failed } },
      { body: { type: "something_new", user: { user_id: "trail-a" } } },
      {
        body: { type: "large_request_sending", user: { user_id: "trail-a" }, expected_payloads: 3 },
        headers,
      },
      { body: { type: "daily", user: { user_id: "trail-a" }, data: [{ metadata: {} }] } },
      reauth("trail-a", "trail-b", { at: 5 }),
      day("trail-b", 3, { at: 6 }),
    ]);
    expect(await traces("trail-a")).toEqual([]);
    const { rows } = await pool.query(
      "select state, count(*)::int from deliveries where notes::text like '%connection was erased%' and body = '' group by state",
    );
    expect(rows).toContainEqual({ state: "APPLIED", count: 1 });
    expect(await connectionsOf(gateway, "trail-")).toMatchObject([
      { terraUserId: "trail-b", status: "ACTIVE", dailies: { nodes: [{ steps: 3 }] } },
    ]);
  });

  test("is in nothing that the feed says of people to whom it once belonged; what they lost, they still hear", async () => {
    await tell(gateway, [
      day("moved-a", 1, { at: 1, reference: "moved-ada" }),
      day("moved-b", 2, { at: 1, reference: "moved-ada" }, "2026-05-02"),
    ]);
    const [a, b] = await connectionsOf(gateway, "moved-");
    await tell(gateway, [
      reauth("moved-a", "moved-b", { at: 2 }),
      day("moved-b", 3, { at: 3, reference: "moved-bob" }),
      event("deauth", "moved-b", { at: 4 }),
    ]);
    expect(await retireConnections(db, ALL, inHours(49))).toBe(1);
    const { rows } = await pool.query(
      "select kind, count(*)::int from changes where user_id = $1 group by kind",
      [await uuidOfUser("moved-ada")],
    );
    expect([a, b]).toHaveLength(2);
    expect(rows).toEqual([{ kind: "RECORD_DELETED", count: 3 }]);
  });

  test("is kept from the day on which the newest id withdrew, not from that on which an older one did", async () => {
    await tell(gateway, [day("since-a", 1, { at: 1 }), event("deauth", "since-a", { at: 2 })]);
    await pool.query(
      "update connections set status_since = now() - interval '40 hours' where terra_user_id = 'since-a'",
    );
    await tell(gateway, [
      day("since-b", 2, { at: 3 }),
      event("deauth", "since-b", { at: 4 }),
      reauth("since-a", "since-b", { at: 3 }),
    ]);
    expect(await retireConnections(db, ALL, inHours(20))).toBe(0);
    expect(await retireConnections(db, ALL, inHours(49))).toBe(1);
  });

  test("is erased though another's cannot be", async () => {
    const ids = ["held-a", "held-b", "held-c"];
    await tell(
      gateway,
      ids.flatMap((id) => [day(id, 1, { at: 1 }), event("deauth", id, { at: 2 })]),
    );
    const { rows } = await pool.query(
      "select id from connections where terra_user_id like 'held-%' order by id",
    );
    await pool.query(`
      create function hold() returns trigger language plpgsql as $$ begin raise 'held'; end $$;
      create trigger hold before delete on connections for each row when (old.id = '${rows[0].id}') execute function hold()`);
    await expect(retireConnections(db, ALL, inHours(49))).rejects.toThrow("held");
    expect(await connectionsOf(gateway, "held-")).toHaveLength(1);
    await pool.query("drop trigger hold on connections");
    expect(await retireConnections(db, ALL, inHours(49))).toBe(1);
  });

  test("is not stored by deliveries that come while it is being erased", async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = `race-${round}`;
      const before = [day(id, 1, { at: 1 }), day(id, 2, { at: 1 }), event("deauth", id, { at: 2 })];
      await tell(gateway, before);
      const user = { user_id: id };
      const named = [
        { body: { type: "s3_payload", url: `https://127.0.0.1/${id}`, user } },
        { body: { type: "auth", status: "error", user } },
      ];
      const later = Array.from({ length: 8 }, (_, n) => day(id, 100 + n, { at: 10 + n }));
      const coming = [...before, ...later, ...named, ...before].map(({ body, ...sent }: Sent) =>
        deliver(gateway, body, sent.headers),
      );
      const [erased, ...answers] = await Promise.all([retireConnections(db, ALL, inHours(100)), ...coming]);
      expect(answers.map(({ status }) => status)).toEqual(coming.map(() => 200));
      expect(erased).toBe(1);
      expect(await connectionsOf(gateway, id)).toEqual([]);
    }
    expect(await traces("race-")).toEqual([]);
    const { rows } = await pool.query(
      "select pg_stat_force_next_flush(), (select deadlocks::int from pg_stat_database where datname = current_database())",
    );
    expect(rows[0].deadlocks).toBe(0);
  });
});
