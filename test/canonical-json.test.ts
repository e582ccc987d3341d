import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../src/canonical-json.ts";

test("is JSON of the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("is the same for any order of keys, at any depth", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.integer())), (value) => {
      const turned = (part: object) => Object.fromEntries(Object.entries(part).reverse());
      const other = turned(
        Object.fromEntries(Object.entries(value).map(([key, part]) => [key, turned(part)])),
      );
      expect(canonicalJson(other)).toBe(canonicalJson(value));
    }),
  );
});
