import { describe, expect, test } from "vitest";
import { type KeyParts, type KeyRule, recordKey } from "../../src/merge/record-key.ts";

const nothing: KeyParts = { id: null, instant: null, start: null, end: null, localDate: null };
const start = "2026-01-15T08:00:00Z";
const end = "2026-01-15T09:00:00Z";

function key(rule: KeyRule, parts: Partial<KeyParts>): string | null {
  return recordKey(rule, { ...nothing, ...parts });
}

describe("the key of a record", () => {
  test("is its id, else its start and end, or its start alone where the end may grow", () => {
    expect(key("id-or-start-and-end", { id: "7", start, end })).toBe("id:7");
    expect(key("id-or-start-and-end", { start, end })).toBe(`at:${start}/${end}`);
    expect(key("id-or-start-and-end", { start })).toBeNull();
    expect(key("id-or-start", { start, end })).toBe(`at:${start}`);
  });

  test("is none where the id is empty and nothing stands in for it", () => {
    expect(key("id-or-start", { id: "" })).toBeNull();
    expect(key("local-date", {})).toBeNull();
  });

  test("is the person's day, or one for the whole connection", () => {
    expect(key("local-date", { id: "7", localDate: "2026-01-15" })).toBe("2026-01-15");
    expect(key("one", {})).toBe("athlete");
  });

  test("is the instant, whatever the offset that it came with", () => {
    expect(key("instant", { id: "7", instant: start, start: "2026-01-15T09:00:00+01:00" })).toBe(start);
    expect(key("instant", { id: "7" })).toBeNull();
  });

  test("is the id alone, with its kind or as it is", () => {
    expect(key("id", { id: "7", start })).toBe("id:7");
    expect(key("id-as-it-is", { id: "297405620317847552" })).toBe("297405620317847552");
    expect(key("id", { id: "", start })).toBeNull();
    expect(key("id-as-it-is", { start })).toBeNull();
  });

  test("is hashed where it is longer than an index can take", () => {
    const long = key("id-or-start", { id: "x".repeat(5000) });
    expect(long).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(long).not.toBe(key("id-or-start", { id: "x".repeat(5001) }));
  });
});
