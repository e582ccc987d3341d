import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTerraJson } from "../../src/terra/json.ts";

const parse = (text: string): unknown => parseTerraJson(new TextEncoder().encode(text));

describe("bodies", () => {
  test("are read as JSON", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(parse(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  test("may begin with a byte order mark", () => {
    expect(parse('\uFEFF{"a":1}')).toEqual({ a: 1 });
    expect(parse('\uFEFF{"a":NaN}')).toEqual({ a: null });
  });

  test("have null where Python wrote no number", () => {
    expect(parse('{"a": NaN, "b": [Infinity,-Infinity, 1], "c": NaN}')).toEqual({
      a: null,
      b: [null, null, 1],
      c: null,
    });
    expect(parse("NaN")).toBeNull();
  });

  test("keep every digit of an id that is a number too large for JavaScript", () => {
    const session =
      '{"session_id": 297405620317847553, "results_count": 297405620317847553, "weight_id": 1.5}';
    const other = '{"metadata": {"summary_id": 297405620317847554, "start": 1}}';
    expect(parse(`{"data": [${session}, ${other}], "user": {"reference_id": -9007199254740993}}`)).toEqual({
      data: [
        { session_id: "297405620317847553", results_count: Number("297405620317847553"), weight_id: 1.5 },
        { metadata: { summary_id: "297405620317847554", start: 1 } },
      ],
      user: { reference_id: "-9007199254740993" },
    });
    expect(parse('{"data": {"session_id": 9007199254740993, "a": NaN}}')).toEqual({
      data: { session_id: "9007199254740993", a: null },
    });
    expect(parse('{"data": {"session_id": 1e300}}')).toEqual({ data: { session_id: 1e300 } });
  });

  test("are read as they are where they go down too deep to be read twice", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(parse(`{"data": {"session_id": 9007199254740993, "deep": ${deep}}}`)).toHaveProperty("data");
  });

  test("keep the tokens inside strings", () => {
    const text = String.raw`{"NaN": "NaN, -Infinity", "q\"NaN": "\\", "Infinity": NaN, "e": "\\\"NaN"}`;
    expect(parse(text)).toEqual({ NaN: "NaN, -Infinity", 'q"NaN': "\\", Infinity: null, e: '\\"NaN' });
  });

  test("with tokens anywhere are the same as with null there", () => {
    const string = fc.string({
      unit: fc.constantFrom('"', "\\", "NaN", "Infinity", "-", ",", " ", "é", "\n"),
    });
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(fc.constant(Number.NaN), fc.integer(), string, tie("list"), tie("object")),
      list: fc.array(tie("value"), { maxLength: 4 }),
      object: fc.dictionary(string, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(tree.value, fc.constantFrom("NaN", "Infinity", "-Infinity"), (value, token) => {
        expect(parse(pythonJson(value, token))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each(["", "{", '{"a": NaN', '{"a": -NaN}', '{"a": NaNs}', '{"a": 1NaN}', '"unclosed NaN', "[NaN,]"])(
    "that are not JSON throw the error of what was sent: %j",
    (text) => {
      const wanted = thrownBy(() => JSON.parse(text));
      const thrown = thrownBy(() => parse(text));
      expect(thrown).toBeInstanceOf(SyntaxError);
      expect(thrown).toEqual(wanted);
    },
  );

  test.each([
    ["one long string", `["${"a".repeat(8_000_000)}", NaN]`],
    ["many backslashes", `["${"\\\\".repeat(4_000_000)}", NaN]`],
    ["many escaped quotes", `["${'\\"'.repeat(4_000_000)}", NaN]`],
    ["many tokens", `[${"NaN,".repeat(1_000_000)}NaN]`],
  ])("of megabytes are read in linear time: %s", (_, text) => {
    const started = performance.now();
    expect(parse(text)).toHaveProperty("length");
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("of megabytes with an unclosed string are refused in linear time", () => {
    const started = performance.now();
    expect(() => parse(`[NaN, "${'\\"'.repeat(4_000_000)}`)).toThrow(SyntaxError);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

function pythonJson(value: unknown, token: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => pythonJson(item, token)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const parts = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}: ${pythonJson(item, token)}`,
    );
    return `{${parts.join(", ")}}`;
  }
  return Number.isNaN(value) ? token : JSON.stringify(value);
}

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
