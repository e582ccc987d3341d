import { expect, test } from "vitest";
import { ADMIN } from "../../src/access/viewer.ts";
import { changeFilterOf } from "../../src/feed/change-filter.ts";
import { ChangeRing } from "../../src/feed/change-ring.ts";
import { recordSaved } from "./change-makers.ts";

const everything = changeFilterOf(ADMIN, {});

test("holds no more than its size, and knows from where on it holds everything", () => {
  const ring = new ChangeRing("40", 100);
  expect([ring.covers("39"), ring.covers("40")]).toEqual([false, true]);
  for (let seq = 41; seq <= 1_040; seq += 10) ring.push(changes(seq, 10));
  expect([ring.length, ring.head]).toEqual([100, "1040"]);
  expect([ring.covers("939"), ring.covers("940")]).toEqual([false, true]);
});

test("compares places by number, not by letters", () => {
  const ring = new ChangeRing("8", 100);
  ring.push(changes(9, 4));
  expect(ring.read("9", everything, 10).changes.map(({ seq }) => seq)).toEqual(["10", "11", "12"]);
  expect(ring.read("10", everything, 1)).toMatchObject({ changes: [{ seq: "11" }], position: "11" });
});

test("keeps a cursor that is ahead of it where it is", () => {
  const ring = new ChangeRing("8", 100);
  ring.push(changes(9, 4));
  expect(ring.read("99", everything, 10)).toEqual({ changes: [], position: "99" });
  expect(ring.read("12", everything, 10)).toEqual({ changes: [], position: "12" });
});

function changes(firstSeq: number, count: number) {
  const at = "2026-01-15 08:00:00+00";
  return [...Array(count).keys()].map((i) => ({ ...recordSaved("key"), seq: String(firstSeq + i), at }));
}
