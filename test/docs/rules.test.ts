/** docs/rules.md says what is so: its tables are the code's. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { DeliveryState } from "../../src/deliveries/delivery.ts";
import type { KeyRule } from "../../src/merge/record-key.ts";
import { compareVersions, type Version } from "../../src/merge/version.ts";
import { type RecordDefinition, recordDefinitions } from "../../src/records/record-types.ts";
import { RULES } from "../../src/simulator/conformance/case.ts";
import { codeIn, rowsIn, rowsOf } from "./markdown-table.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const docs = readFileSync(`${root}docs/rules.md`, "utf8");

test("its rules are those of the conformance kit, in their order", () => {
  const { 0: _door, ...rules } = RULES;
  const headings = [...docs.matchAll(/^## (\d+\. .*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(Object.entries(rules).map(([number, rule]) => `${number}. ${rule}`));
});

describe("the order of versions", () => {
  const older: Version = {
    terraUserId: "a",
    clockMicros: 5,
    arrivedMicros: 5,
    deliveryId: "b",
    tie: [5, 5, "b"],
  };
  const lesser = { arrivedMicros: 4, deliveryId: "a" };
  const without = { ...older, clockMicros: null };
  // Newer by one thing, and older by all that come after it.
  const contests: Record<string, [Version, Version]> = {
    chain: [{ ...older, ...lesser, terraUserId: "b", clockMicros: null, tie: [4, 4, "a"] }, older],
    clock: [{ ...older, ...lesser, clockMicros: 6, tie: [4, 4, "a"] }, older],
    arrival: [{ ...without, arrivedMicros: 6, deliveryId: "a", tie: [4, 4, "a"] }, without],
    delivery: [{ ...without, deliveryId: "c", tie: [4, 4, "a"] }, without],
    steps: [{ ...older, ...lesser, tie: [6, 4, "a"] }, older],
    calories: [{ ...older, ...lesser, tie: [5, 6, "a"] }, older],
    hash: [{ ...older, ...lesser, tie: [5, 5, "c"] }, older],
  };

  test("has the rows of the code, in its order", () => {
    expect(rowsOf(docs, "versions").map(([place, by]) => [Number(place), by])).toEqual(
      Object.keys(contests).map((by, i) => [i + 1, by]),
    );
  });

  test.each(rowsOf(docs, "versions").map(([, by = ""]) => by))("goes by %s before what is below it", (by) => {
    const [newer, other] = contests[by] ?? [];
    if (!newer || !other) throw new Error(`nothing is tried for ${by}`);
    const rankOf = (id: string) => id.charCodeAt(0);
    expect(compareVersions(newer, other, rankOf)).toBeGreaterThan(0);
    expect(compareVersions(other, newer, rankOf)).toBeLessThan(0);
  });
});

test("every type of record has its key, its day, its windows and what deletes it", () => {
  expect(rowsOf(docs, "records")).toEqual(
    recordDefinitions.map((definition) => {
      const { terraType, day, windowed, deletedBy } = definition;
      return [
        `\`${terraType}\``,
        keyInWords(definition),
        { day: "of its window", moment: "of its start", sleep: "of waking", none: "none" }[day],
        windowed ? "each stands" : "",
        deletedBy ? `\`${deletedBy.path}\` ${deletedBy.code}` : "",
      ];
    }),
  );
});

function keyInWords({ keyedBy, idAt }: RecordDefinition): string {
  const id = idAt.map((path) => `\`${path}\``).join(", else ");
  const words: Record<KeyRule, string> = {
    id,
    "id-as-it-is": id,
    "id-or-start-and-end": `${id}, else start and end`,
    "id-or-start": `${id}, else start`,
    instant: "the instant of its start",
    "local-date": "its day",
    one: "one a connection",
  };
  return words[keyedBy];
}

test("every state of a delivery has its meaning", () => {
  const chapter = docs.slice(docs.indexOf("## 9. "), docs.indexOf("## 10. "));
  expect(rowsIn(chapter).map(([state]) => state)).toEqual(Object.keys(DeliveryState));
});

describe("the places in the code", () => {
  const files = rowsOf(docs, "places").map(([, file]) => codeIn(file ?? "")[0] ?? "");

  test("are there", () => {
    expect(files.filter((file) => !existsSync(`${root}${file}`))).toEqual([]);
  });

  test("have every file of src/merge, and every rule", () => {
    const merging = readdirSync(`${root}src/merge`).map((file) => `src/merge/${file}`);
    expect(files.filter((file) => file.startsWith("src/merge/")).sort()).toEqual(merging.sort());
    const rules = new Set(rowsOf(docs, "places").map(([rule]) => Number(rule)));
    expect([...rules]).toEqual(Object.keys(RULES).map(Number).slice(1));
  });
});
