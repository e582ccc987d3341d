import type { Kysely } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { dropDeliveries, keptPartitions } from "../../src/deliveries/drop-deliveries.ts";
import { makePartitions } from "../../src/deliveries/partitions.ts";
import { type LogLine, openTestGateway, type TestGateway } from "../gateway.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";

const DAY_MS = 86_400_000;

let gateway: TestGateway;
let pool: pg.Pool;
let db: Kysely<Database>;
beforeAll(async () => {
  gateway = await openTestGateway();
  // As the gateway's own pool is: in UTC, names in camel case.
  pool = openTestPool(gateway.databaseUrl, { options: "-c timezone=UTC" });
  db = openDatabase<Database>(pool);
});
afterAll(async () => {
  await pool.end();
  await gateway[Symbol.asyncDispose]();
});

let logs: LogLine[] = [];
beforeEach(() => {
  logs = [];
});

const options = (keepDays: number) => ({
  db,
  keepDays,
  log: (level: LogLine["level"], message: string, facts: LogLine["facts"] = {}) =>
    void logs.push({ level, message, facts }),
});

/** A delivery that came so many days ago, and what became of it. */
async function deliveredAgo(days: number, state: string): Promise<string> {
  const type = `ago-${days}-${state}`;
  await deliver(gateway, { type, days, state });
  const at = new Date(Date.now() - days * DAY_MS);
  await pool.query("update deliveries set received_at = $2, state = $3 where type = $1", [type, at, state]);
  await pool.query(
    "update delivery_keys k set received_at = d.received_at from deliveries d where d.id = k.delivery_id and d.type = $1",
    [type],
  );
  return type;
}

async function types(): Promise<string[]> {
  const { rows } = await pool.query("select type from deliveries order by type");
  return rows.map(({ type }) => type);
}

async function count(sql: string): Promise<number> {
  return (await pool.query(`select count(*)::int as count from ${sql}`)).rows[0].count;
}

const partitions = () => count("pg_inherits where inhparent = 'deliveries'::regclass");

test("days wholly older than deliveries are kept go, with their keys; others stay", async () => {
  await makePartitions(db, () => {}, Date.now() - 6 * DAY_MS);
  const before = await partitions();
  for (const days of [1, 2, 3, 4, 5]) await deliveredAgo(days, "APPLIED");
  await dropDeliveries(options(3));
  expect(await types()).toEqual(["ago-1-APPLIED", "ago-2-APPLIED", "ago-3-APPLIED"]);
  expect(await count("delivery_keys")).toBe(3);
  expect(await partitions()).toBe(before - 3);
  expect(logs.map(({ message }) => message)).toEqual(Array(3).fill("old deliveries were dropped"));
});

test("a copy of one that is no longer kept is new", async () => {
  expect((await deliver(gateway, { type: "ago-5-APPLIED", days: 5, state: "APPLIED" })).status).toBe(200);
  expect(await count("deliveries where type = 'ago-5-APPLIED' and repeats = 0")).toBe(1);
});

test("a day with something unsettled stays as it is, and is shown", async () => {
  await makePartitions(db, () => {}, Date.now() - 12 * DAY_MS);
  await deliveredAgo(8, "APPLIED");
  await deliveredAgo(8, "FAILED");
  await deliveredAgo(9, "PENDING");
  await deliveredAgo(10, "IGNORED");
  await dropDeliveries(options(6));
  expect((await types()).filter((type) => /-(8|9|10)-/.test(type))).toEqual([
    "ago-8-APPLIED",
    "ago-8-FAILED",
    "ago-9-PENDING",
  ]);
  const day = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
  const kept = [
    { day: day(9), pending: 1, failed: 0 },
    { day: day(8), pending: 0, failed: 1 },
  ];
  expect(await keptPartitions(db, 6)).toEqual(kept);
  expect(logs.filter(({ level }) => level === "warn").map(({ facts }) => facts)).toEqual(kept);
});

test("what came on a day without a partition goes by its age, too", async () => {
  await deliveredAgo(400, "APPLIED");
  await deliveredAgo(401, "FAILED");
  await dropDeliveries(options(30));
  expect((await types()).filter((type) => type.startsWith("ago-40"))).toEqual(["ago-401-FAILED"]);
  expect(
    await count("delivery_keys k where not exists (select from deliveries d where d.id = k.delivery_id)"),
  ).toBe(0);
});

test("somebody who reads deliveries holds up no delivery for long, and the drop comes later", async () => {
  await pool.query("update deliveries set state = 'APPLIED'");
  await makePartitions(db, () => {}, Date.now() - 30 * DAY_MS);
  const reader = await pool.connect();
  await reader.query("begin");
  await reader.query("select from deliveries limit 1");
  const dropped = dropDeliveries(options(20));
  const answers: number[] = [];
  for (let n = 0; n < 10; n += 1) {
    const started = performance.now();
    expect((await deliver(gateway, { type: "meanwhile", n })).status).toBe(200);
    answers.push(performance.now() - started);
  }
  expect(Math.max(...answers)).toBeLessThan(1_500);
  await reader.query("commit");
  reader.release();
  await dropped;
  await dropDeliveries(options(20));
  expect(
    await count(
      "pg_class where relname ~ '^deliveries_\\d' and relkind = 'r' and relname < to_char(now() - interval '20 days', '\"deliveries_\"YYYY_MM_DD')",
    ),
  ).toBe(0);
});

test("while one gateway drops, another does not", async () => {
  const other = await pool.connect();
  await other.query("select pg_advisory_lock(7283640129)");
  await deliveredAgo(1, "APPLIED");
  await makePartitions(db, () => {}, Date.now() - 50 * DAY_MS);
  const before = await partitions();
  await dropDeliveries(options(40));
  expect(await partitions()).toBe(before);
  await other.query("select pg_advisory_unlock(7283640129)");
  other.release();
  await dropDeliveries(options(40));
  expect(await partitions()).toBe(before - 8);
});
