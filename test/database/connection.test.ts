import { sql } from "kysely";
import { expect, test } from "vitest";
import { checkSession } from "../../src/database/check-session.ts";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import { migrate, pendingMigrations } from "../../src/database/migrate.ts";
import type { Log } from "../../src/log.ts";
import { openTestDatabase } from "../gateway.ts";

const quiet: Log = () => undefined;

function poolTo(url: string, max = 4) {
  const pool = openPool(url, { max, applicationName: "test", log: quiet });
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.end() });
}

test("instants, days and large numbers leave as the text that PostgreSQL wrote", async () => {
  await using database = await openTestDatabase();
  await using pool = poolTo(database.url);
  const { rows } = await pool.query(`select
    timestamptz '2026-01-15 09:00:00.123456+01' as instant, timestamp '2026-01-15 09:00' as wall, date '2026-01-15' as day,
    9007199254740993::int8 as large, 0.1::numeric as exact, 1.5::float8 as float, 7 as small,
    array[timestamptz '2026-01-15 08:00Z'] as instants, array[9007199254740993::int8] as larges`);
  expect(rows).toEqual([
    {
      instant: "2026-01-15 08:00:00.123456+00",
      wall: "2026-01-15 09:00:00",
      day: "2026-01-15",
      large: "9007199254740993",
      exact: "0.1",
      float: 1.5,
      small: 7,
      instants: ["2026-01-15 08:00:00+00"],
      larges: ["9007199254740993"],
    },
  ]);
});

test("statements with parameters are prepared when they come again, and at most 100 of a connection", async () => {
  await using database = await openTestDatabase();
  await using pool = poolTo(database.url, 1);
  const count = "select count(*)::int as names from pg_prepared_statements";
  const names = async () => (await pool.query<{ names: number }>(count)).rows[0]?.names;
  for (let n = 0; n < 310; n++) await pool.query(`select $1::int - ${n}`, [n]);
  expect(await names()).toBe(0);
  for (const value of [1, 2, 3]) {
    expect((await pool.query("select $1::int as value", [value])).rows).toEqual([{ value }]);
  }
  await pool.query("select 1; select 2");
  expect(await names()).toBe(1);
  for (let n = 0; n < 220; n++) await pool.query(`select $1::int + ${n >> 1}`, [n]);
  expect(await names()).toBe(100);
});

test("a connection that is lost while idle is logged, and replaced", async () => {
  await using database = await openTestDatabase();
  const messages: string[] = [];
  const pool = openPool(database.url, {
    max: 1,
    applicationName: "test",
    log: (_, message) => messages.push(message),
  });
  const { rows } = await pool.query<{ pid: number }>("select pg_backend_pid() as pid");
  await using other = poolTo(database.url);
  await other.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
  await expect.poll(() => messages).toEqual(["an idle database connection was lost"]);
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test("says nothing of connections that the server ends while their pool does", async () => {
  await using database = await openTestDatabase();
  await using other = poolTo(database.url);
  const messages: string[] = [];
  for (let round = 0; round < 10; round++) {
    const pool = openPool(database.url, {
      max: 8,
      applicationName: "ending",
      log: (_, message) => messages.push(message),
    });
    await Promise.all(Array.from({ length: 8 }, () => pool.query("select pg_sleep(0.01)")));
    const terminated = other.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ending'",
    );
    await Promise.all([pool.end(), terminated]);
  }
  expect(messages).toEqual([]);
});

test("Kysely speaks camelCase, and leaves the keys of documents alone", async () => {
  await using database = await openTestDatabase();
  await using pool = poolTo(database.url);
  const db = openDatabase<object>(pool);
  const { rows } = await sql`select 1 as some_column, '{"snake_key": 1}'::jsonb as document`.execute(db);
  expect(rows).toEqual([{ someColumn: 1, document: { snake_key: 1 } }]);
});

test("takes a database with sessions of its own", async () => {
  await using database = await openTestDatabase();
  await using pool = poolTo(database.url);
  await checkSession(pool);
});

test("refuses a database in another encoding than UTF8, and says what to do", async () => {
  await using database = await openTestDatabase();
  await using pool = poolTo(database.url);
  await pool.query(
    "create database latin template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'",
  );
  const url = new URL(database.url);
  url.pathname = "/latin";
  const latin = poolTo(url.href);
  await expect(checkSession(latin)).rejects.toMatchObject({
    code: "DATABASE_UNUSABLE",
    message: expect.stringMatching(/UTF8 is needed, and this is in SQL_ASCII: make a database/),
  });
  await latin.end();
  await pool.query("drop database latin with (force)");
});

test("refuses sessions that are not in UTC", async () => {
  await using database = await openTestDatabase();
  await using pool = poolTo(`${database.url}&options=${encodeURIComponent("-c timezone=Asia/Kathmandu")}`);
  await expect(checkSession(pool)).rejects.toMatchObject({
    code: "DATABASE_UNUSABLE",
    message: expect.stringMatching(/sessions in UTC are needed, and this gives Asia\/Kathmandu/),
  });
});

test.each([
  ["a wrong password", { password: "hush-hush" }, /28P01.*password is wrong/],
  ["no such database", { pathname: "/nowhere" }, /3D000.*make it/],
])("says what to do at %s, and not the password", async (_what, spoilt, expected) => {
  await using database = await openTestDatabase();
  const url = Object.assign(new URL(database.url), spoilt);
  await using pool = poolTo(url.href);
  const error = await checkSession(pool).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "DATABASE_UNUSABLE", message: expect.stringMatching(expected) });
  expect(String(error)).not.toContain("hush");
});

test("of two gateways that start at once on an empty database, both succeed", async () => {
  await using database = await openTestDatabase({ fresh: true });
  await using one = poolTo(database.url);
  await using other = poolTo(database.url);
  await Promise.all([one, other].map((pool) => migrate(openDatabase(pool), quiet)));
  expect(await pendingMigrations(openDatabase(one))).toEqual([]);
});

test("refuses a database that a newer version migrated", async () => {
  await using database = await openTestDatabase();
  await using pool = poolTo(database.url);
  await migrate(openDatabase(pool), quiet);
  await pool.query("insert into kysely_migration (name, timestamp) values ('9999-newer', now()::text)");
  await expect(migrate(openDatabase(pool), quiet)).rejects.toMatchObject({
    code: "DATABASE_UNUSABLE",
    message: expect.stringMatching(/another version of Terrarium/),
  });
});
