import fc from "fast-check";
import { expect, test } from "vitest";
import { ADMIN } from "../../src/access/viewer.ts";
import { appendChanges } from "../../src/feed/append-changes.ts";
import type { Change } from "../../src/feed/change.ts";
import { changeFilterOf, passes, passesSql } from "../../src/feed/change-filter.ts";
import { readNext } from "../../src/feed/read-changes.ts";
import { anyChange, anyFilterArgs, connectionChanged, recordSaved, userIdOf } from "./change-makers.ts";
import { openFeedDatabase } from "./feed-database.ts";

test("passes the same changes in SQL and in memory", async () => {
  await using database = await openFeedDatabase();
  await appendChanges(database.db, fc.sample(anyChange, 300));
  const all = await readNext(database.db, "0", 1_000);
  await fc.assert(
    fc.asyncProperty(anyFilterArgs, async (args) => {
      const filter = changeFilterOf(ADMIN, args);
      const query = database.db.selectFrom("changes").selectAll().where(passesSql(filter)).orderBy("seq");
      expect(await query.execute()).toEqual(all.filter((change) => passes(filter, change)));
    }),
  );
});

const stored = { seq: "1", at: "2026-01-15 08:00:00+00" };
const saved: Change = { ...stored, ...recordSaved("a") };
const changed: Change = { ...stored, ...connectionChanged() };

test("passes everything without arguments, and nothing with an empty list", () => {
  expect([saved, changed].every((change) => passes(changeFilterOf(ADMIN, {}), change))).toBe(true);
  for (const args of [{ userIds: [] }, { types: [] }, { recordTypes: [] }]) {
    expect([saved, changed].some((change) => passes(changeFilterOf(ADMIN, args), change))).toBe(false);
  }
});

test("brings nothing but records of the types that were asked for", () => {
  expect(passes(changeFilterOf(ADMIN, { recordTypes: ["DAILY"] }), saved)).toBe(true);
  expect(passes(changeFilterOf(ADMIN, { recordTypes: ["SLEEP"] }), saved)).toBe(false);
  expect(passes(changeFilterOf(ADMIN, { recordTypes: ["DAILY"] }), changed)).toBe(false);
  expect(
    passes(changeFilterOf(ADMIN, { recordTypes: ["DAILY"], types: ["CONNECTION_CHANGED"] }), changed),
  ).toBe(false);
});

test("finds nobody by an id that is not a user's", () => {
  expect(passes(changeFilterOf(ADMIN, { userIds: [userIdOf(1)] }), saved)).toBe(true);
  const crafted = Buffer.from(JSON.stringify(["user", "1; drop table"])).toString("base64url");
  expect(changeFilterOf(ADMIN, { userIds: ["nobody", crafted] }).conditions).toEqual([
    { column: "userId", values: [] },
  ]);
});
