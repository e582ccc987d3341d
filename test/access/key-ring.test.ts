import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type KeyRing, type KeyRingOptions, openKeyRing } from "../../src/access/key-ring.ts";
import { makeKeyText } from "../../src/access/key-text.ts";
import { insertKey, type NewKey, revokeKey, updateKey } from "../../src/access/save-keys.ts";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { openListener } from "../../src/database/listener.ts";
import { appendChanges } from "../../src/feed/append-changes.ts";
import { openFeed } from "../../src/feed/feed.ts";
import { recordSaved } from "../feed/change-makers.ts";
import { type FeedDatabase, openFeedDatabase, readAsOn } from "../feed/feed-database.ts";
import { openLine } from "../freezable-line.ts";
import { watched } from "../watched-pool.ts";

const plain: NewKey = {
  name: "a key",
  scopes: ["READ"],
  study: null,
  expiresAt: null,
  referenceIds: null,
  userIds: null,
  providers: null,
  recordTypes: null,
  grants: [],
};

async function makeKey({ db }: Pick<FeedDatabase, "db">, given: Partial<NewKey> = {}) {
  const text = makeKeyText();
  return { text, ...(await insertKey(db, text, { ...plain, ...given })) };
}

/** A ring as an instance has it, and the statements that it made. */
async function openRing(
  { db, databaseUrl }: Pick<FeedDatabase, "db" | "databaseUrl">,
  options: Partial<KeyRingOptions> & { pingMs?: number } = {},
) {
  const log = () => {};
  const { pingMs = 5_000, ...rest } = options;
  const listener = await openListener({ databaseUrl, log, pingMs });
  const ring = await openKeyRing({ db, listener, log, ...rest });
  const close = async () => {
    await ring.close();
    await listener.close();
  };
  return { ...ring, listener, close, [Symbol.asyncDispose]: close };
}

function endOf(ring: KeyRing, id: string, version = 1): Promise<string> {
  return new Promise((resolve) => ring.watch(id, version, resolve));
}

test("finds a key by its text alone", async () => {
  await using database = await openFeedDatabase();
  await using ring = await openRing(database);
  const made = await makeKey(database);
  expect(await ring.find(made.text)).toMatchObject({ id: made.id, version: 1, scopes: ["READ"] });
  expect(await ring.get(made.id)).toMatchObject({ id: made.id });
  for (const text of ["", "trk_", made.prefix, `${made.text}=`, made.text.toLowerCase(), makeKeyText()])
    expect(await ring.find(text)).toBeNull();
});

test("asks the database once for a key that many ask with", async () => {
  await using database = await openFeedDatabase();
  await using ring = await openRing(database);
  const made = await makeKey(database);
  await ring.listener.hearAll();
  await Promise.all(Array.from({ length: 200 }, () => ring.find(made.text)));
  await database.query("alter table api_keys rename to away");
  expect(await ring.find(made.text)).toMatchObject({ id: made.id });
});

test("looks once, for all who ask at a time, whether keys stand", async () => {
  await using database = await openFeedDatabase();
  const statements: string[] = [];
  const db = openDatabase<Database>(watched(database.pool, (sql) => void statements.push(sql)));
  await using ring = await openRing({ ...database, db });
  const keys = [await makeKey(database), await makeKey(database)];
  for (const { text } of keys) await ring.find(text);
  statements.length = 0;
  const asked = Array.from({ length: 300 }, (_, i) => ring.stands(keys[i % 2]?.id ?? "", 1));
  expect(new Set(await Promise.all(asked))).toEqual(new Set([true]));
  expect(statements).toHaveLength(1);
});

test("holds up with one connection however many unknown keys come", async () => {
  await using database = await openFeedDatabase();
  await using ring = await openRing(database);
  const made = await makeKey(database);
  const unknown = Array.from({ length: 3_000 }, () => ring.find(makeKeyText()));
  expect(await ring.find(made.text)).not.toBeNull();
  expect(new Set(await Promise.all(unknown))).toEqual(new Set([null]));
  expect(database.pool.totalCount).toBeLessThan(4);
});

test("a key that was revoked on one instance is revoked on the others, and its holders are told first", async () => {
  await using database = await openFeedDatabase();
  await using here = await openRing(database);
  await using there = await openRing(database);
  const made = await makeKey(database);
  for (const ring of [here, there]) await ring.find(made.text);
  const told: string[] = [];
  for (const ring of [here, there]) ring.watch(made.id, 1, (why) => told.push(why));
  await revokeKey(database.db, made.id);
  await expect.poll(() => told, { timeout: 5_000 }).toEqual(["REVOKED", "REVOKED"]);
  for (const ring of [here, there]) {
    expect(await ring.stands(made.id, 1)).toBe(false);
    expect(await ring.find(made.text)).toMatchObject({ revokedAt: expect.any(String) });
  }
});

test("says of a key what it was told of, however long the reading of it takes", async () => {
  await using database = await openFeedDatabase();
  await using ring = await openRing(database);
  const made = await makeKey(database);
  await ring.find(made.text);
  await ring.listener.hearAll();
  const slow = await database.pool.connect();
  await slow.query("begin");
  await slow.query("lock table api_keys");
  await slow.query("update api_keys set providers = '{OURA}'");
  // Another tells of it before it is committed, so that the reading begins and waits.
  await database.query(`select pg_notify('terrarium_keys', '${made.id}')`);
  await ring.listener.hearAll();
  const stands = Promise.all([ring.stands(made.id, 1), ring.stands(made.id, 2)]);
  const asked = Promise.race([stands, sleep(200).then(() => "waits")]);
  expect(await asked).toBe("waits");
  await slow.query("commit");
  slow.release();
  expect(await stands).toEqual([false, true]);
});

test("while it hears nothing it asks the database, and tells everybody when it hears again", async () => {
  await using database = await openFeedDatabase();
  await using line = await openLine(database.databaseUrl);
  await using ring = await openRing({ db: database.db, databaseUrl: line.url });
  const [revoked, changed, kept] = [
    await makeKey(database),
    await makeKey(database),
    await makeKey(database),
  ];
  for (const { text } of [revoked, changed, kept]) await ring.find(text);
  const told: string[] = [];
  for (const { id } of [revoked, changed, kept]) ring.watch(id, 1, (why) => told.push(`${why} ${id}`));
  line.cut();
  await expect.poll(() => ring.listener.isConnected(), { timeout: 5_000 }).toBe(false);
  await revokeKey(database.db, revoked.id);
  expect(await ring.find(revoked.text)).toMatchObject({ revokedAt: expect.any(String) });
  expect(told).toEqual([`REVOKED ${revoked.id}`]);
  await updateKey(database.db, changed.id, { name: "another" });
  expect(await ring.stands(kept.id, 1)).toBe(true);
  expect(told).toHaveLength(1);
  expect(ring.listener.isConnected()).toBe(false);
  line.mend();
  await expect.poll(() => told, { timeout: 10_000 }).toHaveLength(2);
  expect(told[1]).toBe(`CHANGED ${changed.id}`);
  expect(ring.listener.isConnected()).toBe(true);
});

test("a revocation while the listener's backend is killed comes through", async () => {
  await using database = await openFeedDatabase();
  await using ring = await openRing(database);
  const made = await makeKey(database);
  await ring.find(made.text);
  const end = endOf(ring, made.id);
  await database.query(
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and application_name = 'terrarium listener'",
  );
  await revokeKey(database.db, made.id);
  expect(await end).toBe("REVOKED");
  expect(await ring.stands(made.id, 1)).toBe(false);
});

test("believes nothing of a line that is dead without a word", async () => {
  await using database = await openFeedDatabase();
  await using line = await openLine(database.databaseUrl);
  await using ring = await openRing({ db: database.db, databaseUrl: line.url }, { pingMs: 100 });
  const made = await makeKey(database);
  await ring.find(made.text);
  line.freeze();
  const end = endOf(ring, made.id);
  await revokeKey(database.db, made.id);
  expect(await end).toBe("REVOKED");
});

test("tells who watches too late at once, and who has left never", async () => {
  await using database = await openFeedDatabase();
  await using ring = await openRing(database);
  const made = await makeKey(database);
  await revokeKey(database.db, made.id);
  expect(await endOf(ring, made.id)).toBe("REVOKED");
  const other = await makeKey(database);
  const told: string[] = [];
  const leave = ring.watch(other.id, 1, (why) => told.push(why));
  leave();
  await revokeKey(database.db, other.id);
  expect(await endOf(ring, other.id)).toBe("REVOKED");
  expect(told).toEqual([]);
  expect(await endOf(ring, "00000000-0000-4000-8000-000000000000")).toBe("REVOKED");
});

test("tells at the moment when a key expires, also one whose expiry was moved", async () => {
  await using database = await openFeedDatabase();
  await using ring = await openRing(database);
  const soon = new Date(Date.now() + 300).toISOString();
  const made = await makeKey(database, { expiresAt: soon });
  expect(await endOf(ring, made.id)).toBe("EXPIRED");
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(soon));
  expect(await ring.stands(made.id, 1)).toBe(false);
  await updateKey(database.db, made.id, { expiresAt: new Date(Date.now() + 300).toISOString() });
  await expect.poll(() => ring.stands(made.id, 2), { timeout: 5_000 }).toBe(true);
  expect(await endOf(ring, made.id, 2)).toBe("EXPIRED");
});

test("an expiry in a hundred years is none now", async () => {
  await using database = await openFeedDatabase();
  await using ring = await openRing(database);
  const made = await makeKey(database, { expiresAt: "2127-01-01T00:00:00Z" });
  await ring.find(made.text);
  const told: string[] = [];
  ring.watch(made.id, 1, (why) => told.push(why));
  await sleep(100);
  expect([await ring.stands(made.id, 1), told]).toEqual([true, []]);
});

test("a key that is emptied out of the table with all others, and put back, is what it is", async () => {
  await using database = await openFeedDatabase();
  await using ring = await openRing(database);
  const made = await makeKey(database);
  await ring.find(made.text);
  await database.query("create table kept as table api_keys");
  const end = endOf(ring, made.id);
  await database.query("truncate api_keys");
  expect(await end).toBe("REVOKED");
  expect(await ring.find(made.text)).toBeNull();
  await database.query("update kept set id = gen_random_uuid()");
  await database.query("insert into api_keys table kept");
  const again = await ring.find(made.text);
  expect(again?.id).not.toBe(made.id);
  expect(again).toMatchObject({ prefix: made.prefix });
});

test("writes when keys were used for many in one statement, and what is left when it closes", async () => {
  await using database = await openFeedDatabase();
  let now = Date.parse("2027-01-01T00:00:00Z");
  const ring = await openRing(database, { clock: () => now });
  const made = await Promise.all(Array.from({ length: 20 }, () => makeKey(database)));
  const times = async () =>
    (await database.query("select distinct last_used_at::text as at from api_keys order by 1")) as {
      at: string | null;
    }[];
  for (const { id } of made) ring.used(id);
  await expect.poll(times, { timeout: 5_000 }).toEqual([{ at: "2027-01-01 00:00:00+00" }]);
  now += 59_000;
  for (const { id } of made) ring.used(id);
  await sleep(1_200);
  expect(await times()).toEqual([{ at: "2027-01-01 00:00:00+00" }]);
  await ring.close();
  expect(await times()).toEqual([{ at: "2027-01-01 00:00:59+00" }]);
});

test("closes in time when the database no longer answers", async () => {
  await using database = await openFeedDatabase();
  await using line = await openLine(database.databaseUrl);
  const pool = openPool(line.url, { max: 1, applicationName: "test", log: () => {} });
  const ring = await openRing({ db: openDatabase<Database>(pool), databaseUrl: line.url });
  const made = await makeKey(database);
  await ring.find(made.text);
  ring.used(made.id);
  line.freeze();
  const startedAt = performance.now();
  await ring.close();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  // What was frozen is never given back: ending the pool would wait for it, and it breaks with the line.
  void pool.end();
});

test.each([
  ["is notified", 3_600_000],
  ["looks by itself", 1],
])(
  "knows of a revocation before the feed tells of what was stored after it, when the feed %s",
  async (_, pollMs) => {
    await using database = await openFeedDatabase();
    const { db } = database;
    await using ring = await openRing(database);
    await using feed = await openFeed({
      db,
      readAs: readAsOn(database.pool),
      listener: ring.listener,
      log: () => {},
      pollMs,
    });
    for (let round = 0; round < 100; round++) {
      const made = await makeKey(database);
      await ring.find(made.text);
      const told: string[] = [];
      ring.watch(made.id, 1, (why) => told.push(why));
      const heard = feed.wait(feed.position(), AbortSignal.timeout(5_000));
      await revokeKey(db, made.id);
      await appendChanges(db, [recordSaved(`${round}`)]);
      expect(await heard).toBe(true);
      expect([await ring.stands(made.id, 1), told]).toEqual([false, ["REVOKED"]]);
    }
  },
);

test("is never in the way when uses cannot be written", async () => {
  await using database = await openFeedDatabase();
  const lines: string[] = [];
  await using ring = await openRing(database, { log: (_, message) => void lines.push(message) });
  const made = await makeKey(database);
  await ring.listener.hearAll();
  await ring.find(made.text);
  await database.query("alter table api_keys rename to away");
  ring.used(made.id);
  await expect
    .poll(() => lines, { timeout: 5_000 })
    .toContain("when API keys were used could not be written");
  expect(await ring.find(made.text)).not.toBeNull();
});

test("whatever befalls keys in whatever order, every instance says of each what the database says", async () => {
  await using database = await openFeedDatabase();
  await using one = await openRing(database);
  await using two = await openRing(database);
  const step = fc.record({
    key: fc.nat(4),
    ring: fc.nat(1),
    act: fc.constantFrom("find", "stands", "rename", "revoke", "delete", "remake", "kill"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const texts = Array.from({ length: 5 }, makeKeyText);
      const ids = await Promise.all(
        texts.map(async (text) => (await insertKey(database.db, text, plain)).id),
      );
      const rings = [one, two];
      const asked: Promise<unknown>[] = [];
      for (const { key, ring, act } of steps) {
        const [text, id, asks] = [texts[key] ?? "", ids[key] ?? "", rings[ring] ?? one];
        if (act === "find") asked.push(asks.find(text));
        if (act === "stands") asked.push(asks.stands(id, 1));
        if (act === "rename") await updateKey(database.db, id, { name: String(Math.random()) });
        if (act === "revoke") await revokeKey(database.db, id);
        if (act === "delete") await database.query(`delete from api_keys where id = '${id}'`);
        if (act === "kill")
          await database.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'terrarium listener' limit 1",
          );
        if (act === "remake") {
          await database.query(`delete from api_keys where id = '${id}'`);
          ids[key] = (await insertKey(database.db, text, plain)).id;
        }
      }
      await Promise.all(asked);
      for (const [n, text] of texts.entries()) {
        const [row] = (await database.query(
          `select name, version, revoked_at is null as "isOpen" from api_keys where id = '${ids[n]}'`,
        )) as { name: string; version: number; isOpen: boolean }[];
        for (const ring of rings) {
          await expect
            .poll(async () => {
              const key = await ring.find(text);
              return key && { name: key.name, version: key.version, isOpen: key.revokedAt === null };
            })
            .toEqual(row ?? null);
          expect(await ring.stands(ids[n] ?? "", row?.version ?? 1)).toBe(row?.isOpen ?? false);
        }
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);
