import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareVersions, type Version } from "../../src/merge/version.ts";

const ranks: Record<string, number> = { first: 0, second: 1, third: 2 };
const rankOf = (terraUserId: string) => ranks[terraUserId] ?? 0;
const compare = (a: Version, b: Version) => Math.sign(compareVersions(a, b, rankOf));

const small = fc.option(fc.nat(2), { nil: null });
const version: fc.Arbitrary<Version> = fc.record({
  terraUserId: fc.constantFrom("first", "second", "third"),
  clockMicros: small,
  arrivedMicros: fc.nat(2),
  deliveryId: fc.constantFrom("a", "b"),
  tie: fc.tuple(small, small, fc.constantFrom("x", "y")),
});

const base: Version = {
  terraUserId: "first",
  clockMicros: 5,
  arrivedMicros: 1,
  deliveryId: "a",
  tie: [null, null, "x"],
};

describe("the order of versions", () => {
  test("is total: antisymmetric and transitive", () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(compare(a, b)).toBe(-compare(b, a) || 0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 5000 },
    );
  });

  test("puts a later id of the chain first, whatever the clocks say", () => {
    expect(compare({ ...base, terraUserId: "second", clockMicros: null }, { ...base, clockMicros: 9 })).toBe(
      1,
    );
  });

  test("ranks no clock below every clock", () => {
    expect(compare({ ...base, clockMicros: null, arrivedMicros: 99 }, { ...base, clockMicros: 0 })).toBe(-1);
  });

  test("lets arrival decide only where both have no clock", () => {
    const clockless = { ...base, clockMicros: null };
    expect(compare({ ...clockless, arrivedMicros: 2 }, clockless)).toBe(1);
    expect(compare({ ...base, arrivedMicros: 2 }, base)).toBe(0);
  });

  test("decides equal clocks by steps, then calories, then the hash", () => {
    expect(compare({ ...base, tie: [7, null, "a"] }, { ...base, tie: [6, 900, "z"] })).toBe(1);
    expect(compare({ ...base, tie: [7, 800, "a"] }, { ...base, tie: [7, 900, "a"] })).toBe(-1);
    expect(compare({ ...base, tie: [7, 900, "b"] }, { ...base, tie: [7, 900, "a"] })).toBe(1);
  });
});
