import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "../../src/database/connection.ts";
import { readTerraHeaders } from "../../src/terra/headers.ts";
import { arrivalMicros } from "../../src/webhook/arrival.ts";
import { prepareDelivery } from "../../src/webhook/prepare-delivery.ts";
import type { PreparedDelivery } from "../../src/webhook/prepared-delivery.ts";
import { storeBatch, storeFailed } from "../../src/webhook/store-batch.ts";
import { openTestDatabase, type TestDatabase } from "../gateway.ts";
import { watched } from "../watched-pool.ts";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await openTestDatabase();
  pool = openPool(database.url, { max: 4, applicationName: "test", pipelines: true, log: () => undefined });
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

/** A delivery as the door makes it of a request. */
function prepared(body: object, headers: Record<string, string> = {}): PreparedDelivery {
  return prepareDelivery(
    {
      id: randomUUID(),
      receivedMicros: arrivalMicros(),
      terra: readTerraHeaders(headers),
      headers,
      body: Buffer.from(JSON.stringify(body)),
      secret: 0,
      notes: [],
      parentId: null,
    },
    [],
  );
}

function daily(terraUserId: string, steps: number) {
  const metadata = { start_time: "2026-03-01T00:00:00Z", end_time: "2026-03-02T00:00:00Z" };
  return { type: "daily", user: { user_id: terraUserId }, data: [{ metadata, distance_data: { steps } }] };
}

test("duplicates that come in different orders at once wait for one another in one order", async () => {
  const bodies = Array.from({ length: 40 }, (_, n) => ({ type: "healthcheck", n }));
  const all = () => bodies.map((body) => prepared(body));
  await storeBatch(pool, all());
  for (let time = 0; time < 10; time += 1)
    await Promise.all([storeBatch(pool, all()), storeBatch(pool, all().reverse()), storeBatch(pool, all())]);
  const { rows } = await pool.query("select distinct repeats from deliveries where type = 'healthcheck'");
  expect(rows).toEqual([{ repeats: 30 }]);
});

test("a delivery that failed and comes again is applied as the one that it was, and has its connection then", async () => {
  const first = prepared(daily("healed", 5));
  await storeFailed(pool, first, "a release that could not read it");
  await Promise.all([
    storeBatch(pool, [prepared(daily("healed", 5))]),
    storeBatch(pool, [prepared(daily("healed", 5))]),
  ]);
  const { rows } = await pool.query(
    `select d.id, d.state, d.error, d.attempts, d.repeats, r.delivery_id as of_record
       from deliveries d join connections c on c.id = d.connection_id join dailies r on r.connection_id = c.id
      where c.terra_user_id = 'healed'`,
  );
  // Of the two only the one that had the lock first tried it again.
  expect(rows).toEqual([
    { id: first.id, state: "APPLIED", error: null, attempts: 2, repeats: 2, of_record: first.id },
  ]);
});

test("what is said again under a later stamp is said anew, though without a trace id its bytes are the same", async () => {
  for (const [steps, stamp] of [
    [5, 1000],
    [7, 2000],
    [5, 3000],
    [5, 3000],
  ]) {
    const headers = { "x-terra-ordering-timestamp": String(stamp) };
    await storeBatch(pool, [prepared(daily("restated", steps ?? 0), headers)]);
  }
  const { rows } = await pool.query(
    `select steps, (select array_agg(repeats order by received_at) from deliveries where terra_user_id = 'restated') as repeats
       from dailies join connections c on c.id = connection_id where c.terra_user_id = 'restated'`,
  );
  expect(rows).toEqual([{ steps: 5, repeats: [0, 0, 1] }]);
});

test("tells what came before from what is new, though both have the same bytes", async () => {
  const body = { type: "healthcheck", told: "apart" };
  const [one, two] = [{ "x-terra-trace-id": "one" }, { "x-terra-trace-id": "two" }];
  await storeBatch(pool, [prepared(body, one)]);
  const outcomes = await storeBatch(pool, [prepared(body, one), prepared(body, two), prepared(body, two)]);
  expect(outcomes.map(({ duplicate }) => duplicate)).toEqual([true, false, true]);
});

test("ids of different dev-ids are not linked, though all is told in one batch", async () => {
  const said = (type: string, devId: string, users: object) =>
    prepared({ type, status: "success", ...users }, { "dev-id": devId });
  const [a, b] = [{ user_id: "dev-a" }, { user_id: "dev-b" }];
  await storeBatch(pool, [
    said("auth", "one", { user: a }),
    said("user_reauth", "two", { old_user: a, new_user: b }),
    said("auth", "two", { user: b }),
  ]);
  const { rows } = await pool.query(
    "select terra_user_id, dev_id from connections where terra_user_id like 'dev-%' order by terra_user_id",
  );
  expect(rows).toMatchObject([{ terra_user_id: "dev-a" }, { terra_user_id: "dev-b" }]);
});

test("what is known of lives and erasures costs data of known connections no statement", async () => {
  const ids = ["plain-a", "plain-b", "plain-c"];
  await storeBatch(
    pool,
    ids.map((id) => prepared(daily(id, 1))),
  );
  const asked: string[] = [];
  await storeBatch(
    watched(pool, (sql) => asked.push(sql)),
    ids.map((id) => prepared(daily(id, 2))),
  );
  const tables =
    /\b(terra_user_links|connection_aliases|connection_events|erased_ids|user_events|users|pg_advisory_\w+)\b/;
  expect(asked.filter((sql) => tables.test(sql))).toEqual([]);
  expect(asked.length).toBeGreaterThan(0);
});

test("an id that PostgreSQL cannot keep is looked for nowhere, and fails its own delivery alone", async () => {
  const batch = [prepared(daily("nul\u0000", 1)), prepared(daily("beside-nul", 1))];
  const outcomes = await storeBatch(pool, batch);
  expect(outcomes.map(({ state }) => state)).toEqual(["FAILED", "APPLIED"]);
});
