import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { sql } from "kysely";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { settingsOfViewer } from "../../src/access/settings-of-viewer.ts";
import { ADMIN } from "../../src/access/viewer.ts";
import { openPool } from "../../src/database/connection.ts";
import { ReadSession, type ReadSource } from "../../src/database/read-session.ts";
import { openTestDatabase, type TestDatabase } from "../gateway.ts";

let database: TestDatabase;
let pool: pg.Pool;
let source: ReadSource;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database[Symbol.asyncDispose]());

beforeEach(() => {
  pool = openPool(database.url, { max: 2, applicationName: "reads", log: () => undefined });
  source = {
    pool,
    takesReaderRole: true,
    statementTimeoutMs: 5_000,
    operationTimeoutMs: 10_000,
    viewer: { settings: settingsOfViewer(ADMIN, true), stands: null },
  };
});

afterEach(() => pool.end());

const echo = async (session: ReadSession, value: number, seconds = 0): Promise<number | undefined> => {
  const { rows } = await sql<{ value: number }>`select ${value}::int4 as value, pg_sleep(${seconds})`.execute(
    session.db,
  );
  return rows[0]?.value;
};

test("an operation that reads nothing takes no connection", async () => {
  const session = new ReadSession(source);
  await session.end();
  expect(pool.totalCount).toBe(0);
});

test("all statements of an operation see one moment, in one transaction on one connection", async () => {
  await using session = new ReadSession(source);
  await using writer = { [Symbol.asyncDispose]: () => pool.query("delete from users").then(() => {}) };
  const count = async () => (await session.db.selectFrom("users").select("id").execute()).length;
  expect(await count()).toBe(0);
  await pool.query("insert into users (id) values (gen_random_uuid())");
  expect(await count()).toBe(0);
  await using later = new ReadSession({ ...source });
  await session.end();
  expect((await later.db.selectFrom("users").select("id").execute()).length).toBe(1);
  expect(writer).toBeDefined();
});

test("statements that are asked for at once go one after the other", async () => {
  await using session = new ReadSession(source);
  const values = Array.from({ length: 20 }, (_, i) => i);
  expect(await Promise.all(values.map((value) => echo(session, value)))).toEqual(values);
  expect(pool.totalCount).toBe(1);
});

test("an end stops what still runs, and refuses what comes after", async () => {
  const session = new ReadSession(source);
  const asked = Promise.allSettled([echo(session, 1, 30), echo(session, 2)]);
  await sleep(100);
  const startedAt = performance.now();
  await session.end();
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect((await asked).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect(echo(session, 3)).rejects.toThrow("ended");
  expect(pool.idleCount).toBe(pool.totalCount);
});

test("a session that is cancelled while it waits for a connection gives it back unused", async () => {
  await using one = new ReadSession(source);
  await using other = new ReadSession(source);
  await Promise.all([echo(one, 1), echo(other, 2)]);
  const waiting = new ReadSession(source);
  const asked = Promise.allSettled([echo(waiting, 3)]);
  await waiting.cancel();
  const ended = waiting.end();
  await one.end();
  await ended;
  expect((await asked)[0]?.status).toBe("rejected");
  expect(await echo(other, 4)).toBe(4);
});

test("a lost connection fails its operation alone, and is not used again", async () => {
  const session = new ReadSession(source);
  expect(await echo(session, 1)).toBe(1);
  await pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'reads' and state = 'idle in transaction'",
  );
  await expect(echo(session, 2)).rejects.toThrow();
  await session.end();
  await using next = new ReadSession(source);
  expect(await echo(next, 3)).toBe(3);
});

test("what is read within a limit of its own leaves the operation as it was, also when it fails", async () => {
  await using session = new ReadSession(source);
  const setting = async () =>
    (await sql<{ limit: string }>`select current_setting('statement_timeout') as limit`.execute(session.db))
      .rows;
  const before = await setting();
  expect(await session.within(20, (db) => sql`select pg_sleep(10)`.execute(db))).toBeNull();
  expect(await session.within(1_000, async (db) => (await sql`select 1 as one`.execute(db)).rows)).toEqual([
    { one: 1 },
  ]);
  await expect(session.within(1_000, (db) => sql`select 1 / 0`.execute(db))).rejects.toThrow(
    "division by zero",
  );
  expect(await setting()).toEqual(before);
});

test("the end of the operation's time is not taken for the end of a limit within it", async () => {
  await using session = new ReadSession({ ...source, operationTimeoutMs: 100 });
  await expect(session.within(5_000, (db) => sql`select pg_sleep(10)`.execute(db))).rejects.toThrow("100 ms");
});

// Two connections and many operations, so that each cancel has a neighbour or a successor to hit.
test("a cancel never reaches another operation", async () => {
  const operation = fc.record({
    leavesAfterMs: fc.option(fc.integer({ min: 0, max: 12 })),
    statements: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 40 }), async (operations) => {
      await Promise.all(
        operations.map(async ({ leavesAfterMs, statements }) => {
          const session = new ReadSession(source);
          const leaving = leavesAfterMs === null ? null : sleep(leavesAfterMs).then(() => session.cancel());
          try {
            for (let value = 0; value < statements; value++)
              expect(await echo(session, value, 0.003)).toBe(value);
          } catch (error) {
            if (leaving === null) throw error;
          } finally {
            await session.end();
            await leaving;
          }
        }),
      );
      expect(pool.idleCount).toBe(pool.totalCount);
    }),
    { numRuns: 15 },
  );
});

test("without a viewer there is nothing to see, and settings do not outlive their transaction", async () => {
  const { viewer: _nobody, ...nobodys } = source;
  await pool.query("insert into users (id) values (gen_random_uuid())");
  const seen = async (of: ReadSource) => {
    await using session = new ReadSession(of);
    return (await session.db.selectFrom("users").select("id").execute()).length;
  };
  expect(await seen(source)).toBeGreaterThan(0);
  for (let i = 0; i < 3; i++) expect(await seen(nobodys)).toBe(0);
});

test("a viewer who may ask nothing any more reads nothing", async () => {
  await using session = new ReadSession({ ...source, viewer: { settings: [], stands: "1 = 2" } });
  await expect(echo(session, 1)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await expect(echo(session, 2)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});
