import { type Kysely, sql } from "kysely";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { writeTransaction } from "../../src/database/write-transaction.ts";
import { openTestDatabase, type TestDatabase } from "../gateway.ts";

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await openTestDatabase({ fresh: true });
  pool = openPool(database.url, { max: 1, applicationName: "writes", pipelines: true, log: () => undefined });
  await pool.query("create table kept (place int primary key, at timestamptz not null default now())");
});

beforeEach(async () => void (await pool.query("truncate kept")));

afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

async function kept(): Promise<number[]> {
  const { rows } = await pool.query<{ place: number }>("select place from kept order by place");
  return rows.map(({ place }) => place);
}

function keep(db: Kysely<Database>, place: number) {
  return sql`insert into kept (place) values (${place}::int)`.execute(db);
}

test("commits what was waited for and what was not, in the order in which it was asked for", async () => {
  const seen = await writeTransaction(pool, async (db, later) => {
    later(keep(db, 1));
    const counted = sql<{
      count: number;
    }>`select count(*)::int as count from kept where place > ${0}::int`.execute(db);
    later(keep(db, 2));
    return (await counted).rows[0]?.count;
  });
  expect(seen).toBe(1);
  expect(await kept()).toEqual([1, 2]);
});

test("keeps nothing when a statement fails that nobody waited for, and says which", async () => {
  const failing = writeTransaction(pool, async (db, later) => {
    later(keep(db, 1));
    later(keep(db, 1));
    later(keep(db, 2));
  });
  await expect(failing).rejects.toMatchObject({ code: "23505" });
  expect(await kept()).toEqual([]);
});

test("says the first error, and not the one that came of it", async () => {
  const failing = writeTransaction(pool, async (db, later) => {
    later(sql`select ${"x"}::int`.execute(db));
    await keep(db, 1);
  });
  await expect(failing).rejects.toMatchObject({ code: "22P02" });
});

test("keeps nothing when what writes throws, and its connection serves the next", async () => {
  const failing = writeTransaction(pool, async (db) => {
    await keep(db, 1);
    throw new TypeError("on purpose");
  });
  await expect(failing).rejects.toThrow("on purpose");
  await writeTransaction(pool, (db) => keep(db, 2));
  expect(await kept()).toEqual([2]);
});

test("sends a statement before those before it are answered", async () => {
  const happened: string[] = [];
  await writeTransaction(pool, async (db, later) => {
    later(sql`select pg_sleep(0.2)`.execute(db).then(() => happened.push("slept")));
    later(keep(db, 1).then(() => happened.push("kept")));
    happened.push("asked for both");
  });
  expect(happened).toEqual(["asked for both", "slept", "kept"]);
});

test("fails when its connection is lost, and the pool has another", async () => {
  const failing = writeTransaction(pool, async (db) => {
    await keep(db, 1);
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(db);
  });
  await expect(failing).rejects.toThrow();
  await writeTransaction(pool, (db) => keep(db, 2));
  expect(await kept()).toEqual([2]);
});

test("keeps nothing of what nobody waited for when what writes throws at once", async () => {
  const failing = writeTransaction(pool, async (db, later) => {
    later(keep(db, 1));
    throw new TypeError("on purpose");
  });
  await expect(failing).rejects.toThrow("on purpose");
  expect(await kept()).toEqual([]);
});

test("keeps nothing of what is asked for in steps when what writes throws between them", async () => {
  const failing = writeTransaction(pool, async (db, later) => {
    later(keep(db, 1).then(() => keep(db, 2)));
    await sql`select 1`.execute(db);
    throw new TypeError("on purpose");
  });
  await expect(failing).rejects.toThrow("on purpose");
  expect(await kept()).toEqual([]);
});

test("keeps nothing when a statement cannot be sent, and its connection serves the same statement again", async () => {
  const failing = (value: unknown) =>
    writeTransaction(pool, async (db, later) => {
      later(keep(db, 1));
      later(sql`insert into kept (place) select (${value}::jsonb ->> 'place')::int`.execute(db));
    });
  // From the third time on it is a statement with a name.
  for (const place of [2, 3, 4]) {
    await failing({ place });
    await pool.query("truncate kept");
  }
  await expect(failing({ place: 5n })).rejects.toThrow(TypeError);
  expect(await kept()).toEqual([]);
  await failing({ place: 6 });
  expect(await kept()).toEqual([1, 6]);
});

test("a statement that gets its name in a transaction that fails serves the next", async () => {
  const write = (...places: number[]) =>
    writeTransaction(pool, async (db, later) => {
      for (const place of places) later(sql`insert into kept values (${place}::int, now())`.execute(db));
    });
  await expect(write(1, 1, 2, 3)).rejects.toMatchObject({ code: "23505" });
  await expect(write(4, 4, 5, 6)).rejects.toMatchObject({ code: "23505" });
  await write(7, 8, 9);
  expect(await kept()).toEqual([7, 8, 9]);
});
