/** Row security costs no index: what is asked often is found as fast as without it. */
import { CamelCasePlugin, type CompiledQuery, Kysely, PostgresDialect, sql } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settingsOfViewer } from "../../src/access/settings-of-viewer.ts";
import { ADMIN, type Viewer } from "../../src/access/viewer.ts";
import { viewerOfToken } from "../../src/access/viewer-of-token.ts";
import { readConnections } from "../../src/connections/read-connections.ts";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import type { Change } from "../../src/feed/change.ts";
import { changesToldTo } from "../../src/feed/told-to.ts";
import { readRecords } from "../../src/records/read-records.ts";
import { readSeries } from "../../src/records/read-series.ts";
import { filterOf, type RecordArgs } from "../../src/records/record-filter.ts";
import type { Parents } from "../../src/records/record-page.ts";
import { allColumns } from "../../src/records/record-selection.ts";
import { definitionOf } from "../../src/records/record-types.ts";
import { readUsers } from "../../src/users/read-users.ts";
import { openTestDatabase, type TestDatabase } from "../gateway.ts";

const USERS = 3_000;
const DAYS = 10;
/** Of a person in the middle. */
const USER = uuidOf(1, 200);
const CONNECTION = uuidOf(2, 200);

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = openPool(database.url, { max: 2, applicationName: "plans", log: () => {} });
  const db = openDatabase<Database>(pool);
  await sql`
    insert into users (id, reference_id)
    select ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'user ' || n
      from generate_series(1, ${sql.lit(USERS)}) n`.execute(db);
  await sql`
    insert into connections (id, user_id, terra_user_id, provider)
    select replace(id::text, '10000000', '20000000')::uuid, id, id::text, 'GARMIN' from users`.execute(db);
  await sql`
    insert into dailies
      (connection_id, key, start_text, start_instant, end_text, end_instant, local_date, deleted, terra_user_id,
       arrived_at, delivery_id, tie)
    select c.id, 'day ' || d, s::text, s, e::text, e, s::date, false, 'terra', now(), gen_random_uuid(), '[null, null, ""]'
      from connections c, generate_series(1, ${sql.lit(DAYS)}) d,
           lateral (select '2026-01-01'::timestamptz + d * interval '1 day' as s) start,
           lateral (select s + interval '1 day' as e) finish`.execute(db);
  await sql`
    insert into series (connection_id, type, key, name, window_start, version, hash, count, packed)
    select connection_id, 'daily', key, 'HEART_RATE', '-infinity', '[]', '', 1, '' from dailies`.execute(db);
  await sql`
    insert into changes (kind, user_id, connection_id, record_type, key, revision)
    select 'RECORD_SAVED', c.user_id, c.id, 'DAILY', d.key, 1 from dailies d join connections c on c.id = d.connection_id`.execute(
    db,
  );
  await sql`analyze`.execute(db);
}, 60_000);

afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

function uuidOf(kind: number, number: number): string {
  return `${kind}0000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

const ada = viewerOfToken({ referenceId: "user 200", expiresAt: Date.now() + 60_000 }, Buffer.alloc(32));
const reader: Viewer = {
  ...ADMIN,
  kind: "READER",
  scopes: ["READ"],
  reach: {
    people: { userIds: [USER], referenceIds: ["user 201"] },
    providers: ["GARMIN"],
    recordTypes: ["DAILY"],
  },
};

type Plan = { "Node Type": string; "Relation Name"?: string; Plans?: Plan[] };

/** The tables that a reading goes through row by row, as a reader with the viewer's settings. */
async function scanned(
  viewer: Viewer,
  readIt: (db: Kysely<Database>) => Promise<unknown>,
): Promise<string[]> {
  const asked: CompiledQuery[] = [];
  const noting = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: ({ query }) => void asked.push(query),
  });
  await readIt(noting).catch(() => {});
  expect(asked.length).toBeGreaterThan(0);
  const tables: string[] = [];
  const client = await pool.connect();
  try {
    await client.query("begin read only; set local role terrarium_reader");
    await client.query(`select ${settingsOfViewer(viewer, true).join(", ")}`);
    for (const { sql: statement, parameters } of asked) {
      const { rows } = await client.query(`explain (format json) ${statement}`, [...parameters]);
      const plan: Plan = rows[0]["QUERY PLAN"][0].Plan;
      const found = scansIn(plan);
      if (found.length > 0) tables.push(...found);
    }
    return tables;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

function scansIn(plan: Plan): string[] {
  const own = plan["Node Type"] === "Seq Scan" ? [plan["Relation Name"] ?? "?"] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scansIn)];
}

const definition = definitionOf("DAILY");
const dailies =
  (viewer: Viewer, parents: Parents, args: RecordArgs, first: number) => (db: Kysely<Database>) =>
    readRecords(db, viewer, {
      definition,
      columns: allColumns(definition),
      parents,
      filter: { ...filterOf(args), userIds: null, connectionIds: null },
      order: "NEWEST_FIRST",
      first,
      after: null,
    });
const month: RecordArgs = { days: { from: "2026-01-01", to: "2026-01-28" }, first: 50, after: null };

const viewers: [string, Viewer][] = [
  ["an admin", ADMIN],
  ["a user", ada],
  ["a narrowed reader", reader],
];

test.each(viewers)("a month of one user's dailies, for %s", async (_, viewer) => {
  expect(await scanned(viewer, dailies(viewer, { by: "userId", ids: [USER] }, month, 50))).toEqual([]);
});

test.each(viewers)("the newest hundred of everyone's dailies, for %s", async (_, viewer) => {
  const tables = await scanned(viewer, dailies(viewer, { by: "nothing" }, { first: 100, after: null }, 100));
  expect(tables.filter((table) => table === "dailies")).toEqual([]);
  if (viewer !== ADMIN) expect(tables).toEqual([]);
});

test.each(viewers)("the series of a month, for %s", async (_, viewer) => {
  const days = [...Array(28).keys()].map((day) => `day ${day + 1}`);
  const refs = days.map((key) => ({ type: "DAILY" as const, connectionId: CONNECTION, key }));
  expect(await scanned(viewer, (db) => readSeries(db, viewer, refs, ["HEART_RATE"]))).toEqual([]);
});

test.each(viewers.slice(1))("their users and connections, for %s", async (_, viewer) => {
  const users = (db: Kysely<Database>) => readUsers(db, viewer, { after: null, limit: 51 });
  const connections = (db: Kysely<Database>) => readConnections(db, viewer, { limit: 51 });
  const ofUser = (db: Kysely<Database>) => readConnections(db, viewer, { userIds: [USER] });
  for (const readIt of [users, connections, ofUser]) expect(await scanned(viewer, readIt)).toEqual([]);
});

test.each(viewers.slice(1))("whether they are told of a change, for %s", async (_, viewer) => {
  const change = { seq: "17" } as Change;
  expect(await scanned(viewer, (db) => changesToldTo(db, viewer, [change]))).toEqual([]);
});
