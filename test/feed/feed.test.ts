import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import pg from "pg";
import { expect, test } from "vitest";
import { ADMIN } from "../../src/access/viewer.ts";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { appendChanges } from "../../src/feed/append-changes.ts";
import { CHANNEL } from "../../src/feed/change.ts";
import { changeFilterOf } from "../../src/feed/change-filter.ts";
import type { Feed } from "../../src/feed/feed.ts";
import { openLine } from "../freezable-line.ts";
import { anyChange, anyFilterArgs, recordSaved, uuidOf } from "./change-makers.ts";
import { type FeedDatabase, openFeedDatabase, openFeedOf } from "./feed-database.ts";

// Long enough that a test which needs the poll to pass does not.
const NEVER_MS = 3_600_000;
const everything = changeFilterOf(ADMIN, {});

test("gives the same pages from memory and from the database", async () => {
  await using database = await openFeedDatabase();
  await using inMemory = await openFeedOf(database);
  await appendChanges(database.db, fc.sample(anyChange, 300));
  await inMemory.head();
  await using inDatabase = await openFeedOf(database);
  const requests = fc.record({
    after: fc.integer({ min: 0, max: 299 }).map(String),
    args: anyFilterArgs,
    limit: fc.integer({ min: 1, max: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(requests, async ({ args, ...request }) => {
      const filter = changeFilterOf(ADMIN, args);
      expect(await inMemory.read({ ...request, filter })).toEqual(
        await inDatabase.read({ ...request, filter }),
      );
    }),
  );
});

test("hears at once of what another process wrote", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database, { pollMs: NEVER_MS });
  const heard = feed.wait("0", AbortSignal.timeout(5_000));
  await insertAsAnotherProcess(database, `notify ${CHANNEL}`);
  expect(await heard).toBe(true);
  expect((await feed.read({ after: "0", filter: everything, limit: 10 })).changes).toMatchObject([
    { key: "elsewhere" },
  ]);
});

test("finds what no notification told of", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database, { pollMs: 50 });
  const heard = feed.wait("0", AbortSignal.timeout(5_000));
  await insertAsAnotherProcess(database, "select 1");
  expect(await heard).toBe(true);
});

test("catches up and listens again when its connection was killed", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database, { pollMs: NEVER_MS });
  for (const seq of ["1", "2", "3"]) {
    const heard = feed.wait(feed.position(), AbortSignal.timeout(10_000));
    if (seq !== "3") await killListener(database);
    await appendChanges(database.db, [recordSaved(seq)]);
    expect(await heard).toBe(true);
    expect(feed.position()).toBe(seq);
  }
});

test("goes on reading after it could not for a while", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database, { pollMs: 50 });
  const heard = feed.wait("0", AbortSignal.timeout(10_000));
  await database.query("alter table changes rename to changes_away");
  await sleep(200);
  expect(await feed.head()).toBe("0");
  await database.query("alter table changes_away rename to changes");
  await appendChanges(database.db, [recordSaved("a")]);
  expect(await heard).toBe(true);
});

test("wakes nobody for what is not behind their cursor, and nobody twice", async () => {
  await using database = await openFeedDatabase();
  await using feed = await openFeedOf(database);
  const stop = new AbortController();
  const ahead = feed.wait("5", stop.signal);
  const present = feed.wait("0", stop.signal);
  await appendChanges(database.db, [recordSaved("a"), recordSaved("b")]);
  expect(await present).toBe(true);
  expect(feed.waiting()).toBe(1);
  stop.abort();
  expect(await ahead).toBe(false);
  expect(feed.waiting()).toBe(0);
});

test("starts at the oldest change that is kept", async () => {
  await using database = await openFeedDatabase();
  await appendChanges(database.db, [recordSaved("a"), recordSaved("b"), recordSaved("c")]);
  await database.db.deleteFrom("changes").where("seq", "<", "3").execute();
  await using feed = await openFeedOf(database);
  expect(await feed.start()).toBe("2");
  expect([feed.position(), await feed.head()]).toEqual(["3", "3"]);
});

test("looks through a long feed in stretches, and finds what lies far apart", async () => {
  await using database = await openFeedDatabase();
  await database.query(`
    insert into changes (seq, kind, user_id, connection_id) overriding system value
    select seq, 'CONNECTION_CHANGED', case when seq % 120000 = 0 then '${uuidOf(2)}'::uuid else '${uuidOf(1)}' end, '${uuidOf(3)}'
    from generate_series(10, 250000, 10) as seq`);
  await using feed = await openFeedOf(database);
  const filter = changeFilterOf(ADMIN, {
    userIds: [Buffer.from(JSON.stringify(["user", uuidOf(2)])).toString("base64url")],
  });
  expect(await readToEnd(feed, filter)).toEqual(["120000", "240000"]);
});

test("ends every wait when it closes, and refuses new ones", async () => {
  await using database = await openFeedDatabase();
  const feed = await openFeedOf(database);
  const waits = [feed.wait("0", new AbortController().signal), feed.wait("7", new AbortController().signal)];
  await feed.close();
  expect(await Promise.all(waits)).toEqual([false, false]);
  expect(await feed.wait("0", new AbortController().signal)).toBe(false);
  expect(await listeners(database)).toBe(0);
});

test("goes on on another connection when one no longer answers", async () => {
  await using database = await openFeedDatabase();
  await using line = await openLine(database.databaseUrl);
  await using pool = await openPoolOf(line.url);
  await using feed = await openFeedOf({ ...database, db: pool.db }, { pollMs: 50, readTimeoutMs: 200 });
  line.freeze();
  const heard = feed.wait("0", AbortSignal.timeout(10_000));
  await appendChanges(database.db, [recordSaved("a")]);
  expect(await heard).toBe(true);
});

test("closes in time when the database no longer answers", async () => {
  await using database = await openFeedDatabase();
  await using line = await openLine(database.databaseUrl);
  const feed = await openFeedOf({ ...database, databaseUrl: line.url });
  line.freeze();
  const startedAt = performance.now();
  await feed.close();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

async function openPoolOf(url: string) {
  const pool = openPool(url, { max: 4, applicationName: "test", log: () => {} });
  // What was frozen is never given back: ending the pool would wait for it, and it breaks with the line.
  return { db: openDatabase<Database>(pool), [Symbol.asyncDispose]: async () => void pool.end() };
}

async function insertAsAnotherProcess({ databaseUrl }: FeedDatabase, then: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { kind, userId, connectionId, recordType, revision } = recordSaved("elsewhere");
  await client.query(
    "insert into changes (kind, user_id, connection_id, record_type, key, revision) values ($1, $2, $3, $4, 'elsewhere', $5)",
    [kind, userId, connectionId, recordType, revision],
  );
  await client.query(then);
  await client.end();
}

async function killListener(database: FeedDatabase): Promise<void> {
  const mine = "datname = current_database() and application_name = 'terrarium listener'";
  await database.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where ${mine}`);
}

async function listeners(database: FeedDatabase): Promise<number> {
  const mine = "datname = current_database() and application_name = 'terrarium listener'";
  return (await database.query(`select from pg_stat_activity where ${mine}`)).length;
}

async function readToEnd(feed: Feed, filter: typeof everything): Promise<string[]> {
  const seqs: string[] = [];
  for (let after = "0"; after !== feed.position(); ) {
    const page = await feed.read({ after, filter, limit: 10 });
    seqs.push(...page.changes.map(({ seq }) => seq));
    after = page.position;
  }
  return seqs;
}
