import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { appendChanges } from "../../src/feed/append-changes.ts";
import type { Change } from "../../src/feed/change.ts";
import { readNext } from "../../src/feed/read-changes.ts";
import { connectionChanged, recordSaved } from "./change-makers.ts";
import { type FeedDatabase, openFeedDatabase } from "./feed-database.ts";

test("gives changes their places in the order given", async () => {
  await using database = await openFeedDatabase();
  const changes = [...Array(50).keys()].map((number) => recordSaved(`key ${number}`, { revision: number }));
  const given = [...changes, connectionChanged()];
  await appendChanges(database.db, given);
  const stored = await readNext(database.db, "0", 100);
  expect(stored.map(({ seq: _seq, at: _at, ...change }) => change)).toEqual(given);
  expect(stored.map((change) => change.seq)).toEqual(given.map((_, i) => String(i + 1)));
});

test("leaves nothing of a transaction that was rolled back, and nothing of an empty list", async () => {
  await using database = await openFeedDatabase();
  await expect(commitOrNot(database, "lost", { before: 0, after: 0, isRolledBack: true })).rejects.toThrow(
    "rolled back",
  );
  await appendChanges(database.db, []);
  expect(await readNext(database.db, "0", 100)).toEqual([]);
});

const delays = fc.record({
  before: fc.integer({ min: 0, max: 4 }),
  after: fc.integer({ min: 0, max: 4 }),
  isRolledBack: fc.boolean(),
});

test("a reader behind its last seq loses nothing, and sees commits whole and in their order", async () => {
  await using database = await openFeedDatabase();
  const writers = fc.array(fc.array(delays, { minLength: 3, maxLength: 8 }), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(writers, async (plans) => {
      const read = readWhile(
        database,
        Promise.all(plans.map((plan, writer) => write(database, writer, plan))),
      );
      const { changes, written } = await read;
      expect(changes.map((change) => change.key)).toEqual(
        (await everyChange(database)).map((change) => change.key),
      );
      const places = placesOf(changes);
      expect([...places.keys()].sort()).toEqual(
        written
          .flat()
          .map(({ name }) => name)
          .sort(),
      );
      for (const commits of written) expectOrder(commits, places);
      await database.db.deleteFrom("changes").execute();
    }),
    { numRuns: 15 },
  );
});

type Delays = { before: number; after: number; isRolledBack: boolean };
type Commit = { name: string };

async function write(database: FeedDatabase, writer: number, plan: readonly Delays[]): Promise<Commit[]> {
  const commits: Commit[] = [];
  for (const [turn, delays] of plan.entries()) {
    const name = `${writer}.${turn}`;
    await commitOrNot(database, name, delays).then(
      () => commits.push({ name }),
      () => {},
    );
  }
  return commits;
}

// The delay behind the append is what would let a later seq be committed first.
async function commitOrNot(
  { db }: FeedDatabase,
  name: string,
  { before, after, isRolledBack }: Delays,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sleep(before);
    await appendChanges(transaction, [
      recordSaved(`${name}/1`),
      recordSaved(`${name}/2`),
      recordSaved(`${name}/3`),
    ]);
    await sleep(after);
    if (isRolledBack) throw new Error("rolled back");
  });
}

async function readWhile<Result>({ db }: FeedDatabase, writing: Promise<Result>) {
  let isWriting = true;
  const written = writing.finally(() => {
    isWriting = false;
  });
  const changes: Change[] = [];
  for (let isLast = false; ; isLast = !isWriting) {
    const page = await readNext(db, changes.at(-1)?.seq ?? "0", 7);
    changes.push(...page);
    if (isLast && page.length === 0) return { changes, written: await written };
  }
}

async function everyChange({ db }: FeedDatabase): Promise<Change[]> {
  return await readNext(db, "0", 100_000);
}

/** Where each commit's changes lie; all three must be there, side by side. */
function placesOf(changes: readonly Change[]): Map<string, number> {
  const places = new Map<string, number>();
  for (let i = 0; i < changes.length; i += 3) {
    const keys = changes.slice(i, i + 3).map((change) => change.key);
    const name = keys[0]?.split("/")[0] ?? "";
    expect(keys).toEqual([`${name}/1`, `${name}/2`, `${name}/3`]);
    places.set(name, i);
  }
  return places;
}

// A writer begins its next transaction after the commit of the one before.
function expectOrder(commits: readonly Commit[], places: Map<string, number>): void {
  const order = commits.map(({ name }) => places.get(name) ?? -1);
  expect(order).toEqual([...order].sort((a, b) => a - b));
}
