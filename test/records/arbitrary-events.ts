/** Bodies of events with sample arrays, as devices send them and as nobody should, for properties. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Values } from "../../src/records/content.ts";
import { recordDefinitions } from "../../src/records/record-types.ts";
import { notations } from "./arbitrary-samples.ts";

const SAMPLES = join(import.meta.dirname, "../data/terra/samples");

/** How the same JSON is spaced: as JavaScript writes it, as Python does, as people do, and as nobody does. */
const spacings = [
  [":", ",", ""],
  [": ", ", ", ""],
  [": ", ",\n    ", "\n  "],
  ["\t:\r\n ", " ,", " "],
] as const;
type Spacing = (typeof spacings)[number];
const oddNumbers = [
  "-0",
  "-0.0",
  "0.0",
  "1e5",
  "1E400",
  "-1e-7",
  "0.1",
  "1.0",
  "123456789012345678",
  "9".repeat(310),
  "0.30000000000000004",
];
const noNumbers = ["01", "-", "1.", ".5", "+1", "NaN", "-Infinity", "1 2", "0x1", "00", "- 1"];
const oddValues = [
  "true",
  "false",
  "{}",
  "[]",
  "[1,2]",
  '"x"',
  '""',
  '{"a":1}',
  '"\\u0031"',
  '"a\\"b"',
  '"é"',
  '"\\\\"',
  "nul",
  "nulls",
];
const oddKeys = [
  "__proto__",
  "7",
  "session_id",
  "id",
  "na\\u006de",
  "constructor",
  "",
  "a b",
  "é",
  "unknown",
  "bpm",
];
const fragments = [
  '"',
  "\\",
  '\\"',
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  " ",
  "\n",
  "\0",
  "é",
  "\uFEFF",
  "NaN",
  "-",
  "e5",
  "null",
  "0",
  "Z",
  "T",
  '[{"',
  '"hr_samples":[{"bpm":1},{"bpm":2}]',
  '"samples":',
  '\\"hr_samples":[{"bpm":1},{"bpm":2}]',
  '"__proto__":',
  '"session_id":9007199254740993,',
  '"data":',
  "  ",
  "},{",
];

/** With the name, as sent, and where what is sent as JSON may be none. */
export function arbitraryEvent(): fc.Arbitrary<string> {
  return fc.oneof({ weight: 3, arbitrary: eventOfSamples() }, { weight: 1, arbitrary: mutated(realEvent()) });
}

function eventOfSamples(): fc.Arbitrary<string> {
  const definition = fc.constantFrom(...recordDefinitions.filter(({ series }) => series.length > 0));
  const plain = definition.chain((of) => {
    const paths = of.series.map(({ path }) => path);
    const place = fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...paths) },
      fc.constantFrom(
        "hr_samples",
        "unknown.hr_samples",
        "heart_rate_data.hr_samples",
        "metadata.samples",
        "x.stress_data.samples",
      ),
    );
    const leavesAt = (path: string) => {
      const series = of.series.find((known) => known.path === path)?.definition;
      return [series?.timeLeaf ?? "timestamp", ...(series?.columns.map(({ name }) => name) ?? ["bpm"])];
    };
    const placed = place.chain((path) => fc.tuple(fc.constant(path), valueAt(leavesAt(path), path)));
    const element = fc.tuple(fc.array(placed, { maxLength: 4 }), fc.nat(3));
    return fc
      .tuple(
        fc.constantFrom(...of.events, of.terraType),
        fc.array(element, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
      )
      .map(([type, elements, isList]) =>
        eventText(
          type,
          elements.map(([series, id]) => elementText(series, id)),
          isList,
        ),
      );
  });
  return fc.oneof({ weight: 2, arbitrary: plain }, { weight: 1, arbitrary: mutated(plain) });
}

function eventText(type: string, elements: string[], isList: boolean): string {
  const data = isList ? `[${elements.join(",")}]` : (elements[0] ?? "null");
  return `{"type":"${type}","user":{"user_id":"someone","last_webhook_update":"2026-01-15T08:00:00Z"},"data":${data}}`;
}

function elementText(series: readonly (readonly [string, string])[], id: number): string {
  const times = {
    start_time: `2026-01-1${id}T00:00:00.000000+00:00`,
    end_time: `2026-01-1${id + 1}T00:00:00.000000+00:00`,
  };
  const element: Values = { metadata: { ...times, summary_id: `s${id}` } };
  for (const [i, [path]] of series.entries()) put(element, path.split("."), `place ${i}`);
  return series.reduce(
    (text, [, value], i) => text.replace(`"place ${i}"`, () => value),
    // An id for which JavaScript has no number has all numbers called ids read once more, as texts.
    JSON.stringify(element).replace('"s3"', "297405620317847553"),
  );
}

function put(values: Values, [step = "", ...steps]: readonly string[], value: string): void {
  const inner = (values[step] ?? {}) as Values;
  values[step] = steps.length === 0 ? value : inner;
  if (steps.length > 0) put(inner, steps, value);
}

/** Mostly one array; or two under one name, or a text that looks like one. */
function valueAt(leaves: readonly string[], path: string): fc.Arbitrary<string> {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const array = arrayText(leaves);
  return fc.oneof(
    { weight: 12, arbitrary: array },
    { weight: 1, arbitrary: fc.tuple(array, array).map(([one, other]) => `${one},"${name}":${other}`) },
    { weight: 1, arbitrary: array.map((text) => JSON.stringify(`"${name}":${text}`)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "[]",
        "null",
        "{}",
        "[null]",
        "[1,2,3]",
        '"text"',
        "[[]]",
        "[{}]",
        "[{},{}]",
      ),
    },
  );
}

/** Samples all alike; or with one odd value, with odd values, or with another first sample. */
function arrayText(leaves: readonly string[]): fc.Arbitrary<string> {
  const odd = fc.shuffledSubarray(oddKeys, { minLength: 1, maxLength: 2 });
  const keys = fc.oneof(
    { weight: 6, arbitrary: fc.subarray([...leaves], { minLength: 1 }) },
    { weight: 2, arbitrary: fc.shuffledSubarray([...leaves, "unknown", "other"], { minLength: 1 }) },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.subarray([...leaves]), odd).map(([some, more]) => [...some, ...more]),
    },
  );
  const oddness = fc.constantFrom(0, 0, 0, 1, 2);
  const spacing = fc.constantFrom(...spacings, ...spacings.slice(0, 2));
  return fc.tuple(keys, oddness, spacing).chain(([names, odds, spaced]) => {
    const rows = fc.array(rowText(names, odds, spaced), { maxLength: 12 });
    const otherKey = fc.constantFrom(...leaves, "other");
    const first = otherKey.chain((other) => rowText([other, ...names.slice(1)], odds, spaced));
    const all = fc.oneof(
      { weight: 6, arbitrary: rows },
      { weight: 2, arbitrary: fc.tuple(first, rows).map(([one, others]) => [one, ...others]) },
    );
    return fc.oneof(
      { weight: 3, arbitrary: all.map((some) => listText(some, spaced)) },
      { weight: 1, arbitrary: withOneOdd(all.map((some) => listText(some, spaced))) },
    );
  });
}

function listText(rows: readonly string[], [, comma, space]: Spacing): string {
  return rows.length === 0 ? "[]" : `[${rows.join(comma)}${space}]`;
}

/** With another value in the place of one, mostly of the same kind. */
function withOneOdd(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const number = fc.constantFrom(...oddNumbers, ...noNumbers);
  return fc
    .tuple(text, fc.nat(30), oddTimeText(), number, fc.option(anyValue(), { freq: 2 }))
    .map(([array, place, oddTime, oddNumber, any]) => {
      const values = [...array.matchAll(/(:\s*)("[^"]*"|-?\d[\d.e+-]*|null)/g)];
      const one = values[place % Math.max(values.length, 1)];
      const [whole = "", lead = "", value = ""] = one ?? [];
      const from = (one?.index ?? 0) + lead.length;
      const other = any ?? (value.startsWith('"') ? oddTime : oddNumber);
      return one ? array.slice(0, from) + other + array.slice(one.index + whole.length) : array;
    });
}

/** With one character wrong, or far away. */
function oddTimeText(): fc.Arbitrary<string> {
  const wrong = fc.constantFrom(..."0123456789:.TZ+- ", "\x7f", "é", "\\n");
  const broken = fc
    .tuple(timeText(), fc.integer({ min: 1, max: 33 }), wrong)
    .map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + 1));
  return fc.oneof(
    broken,
    fc.constantFrom(...notations).map((text) => JSON.stringify(text)),
  );
}

function rowText(
  names: readonly string[],
  odds: number,
  [colon, comma, space]: Spacing,
): fc.Arbitrary<string> {
  const values = fc.tuple(...names.map((name) => leafText(name, odds)));
  const row = values.map(
    (texts) =>
      `{${texts.map((text, i) => `${JSON.stringify(names[i]).replace("\\\\", "\\")}${colon}${text}`).join(comma)}${space}}`,
  );
  if (odds < 2) return row;
  return fc.oneof(
    { weight: 20, arbitrary: row },
    {
      weight: 1,
      arbitrary: fc.constantFrom("null", "5", "{}", "[]", '{"bpm":1,"bpm":2}', '{"timestamp":null}'),
    },
  );
}

function leafText(name: string, odds: number): fc.Arbitrary<string> {
  const isTime = name.includes("timestamp");
  const usual = isTime ? timeText() : numberText();
  if (odds === 0)
    return fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: fc.constant("null") });
  return fc.oneof(
    { weight: odds === 1 ? 60 : 10, arbitrary: usual },
    { weight: 1, arbitrary: fc.constant("null") },
    { weight: 1, arbitrary: anyValue() },
  );
}

function anyValue(): fc.Arbitrary<string> {
  return fc.oneof(
    timeText(),
    numberText(),
    ...[oddNumbers, noNumbers, oddValues].map((some) => fc.constantFrom(...some)),
    fc.constantFrom(...notations).map((text) => JSON.stringify(text)),
  );
}

function timeText(): fc.Arbitrary<string> {
  const near = fc
    .nat(3_000_000)
    .map((seconds) => new Date(Date.UTC(2026, 0, 15) + seconds * 977).toISOString());
  const form = fc.constantFrom(
    (iso: string) => iso.replace("Z", "000+00:00"),
    (iso: string) => iso.replace(/\.\d+Z/, ".000000-05:00"),
    (iso: string) => iso.replace(/\.\d+Z/, "Z"),
    (iso: string) => iso.replace(/\.\d+Z/, ""),
    (iso: string) => iso.slice(0, 16),
    (iso: string) => iso,
  );
  return fc.oneof(
    { weight: 8, arbitrary: near.map((iso) => JSON.stringify(iso.replace(/\.\d+Z/, ".000000-05:00"))) },
    { weight: 2, arbitrary: fc.tuple(near, form).map(([iso, write]) => JSON.stringify(write(iso))) },
  );
}

function numberText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.integer({ min: -5, max: 200 }).map(String),
    fc
      .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.nat(9))
      .map(([whole, decimals]) => (whole / 100).toFixed(decimals)),
    fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 })
      .map((number) => JSON.stringify(number)),
    fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(String),
  );
}

const samples = readdirSync(SAMPLES).map((name) =>
  JSON.stringify(JSON.parse(readFileSync(join(SAMPLES, name), "utf8"))),
);

/** One of Terra's own, with its sample arrays made longer. */
function realEvent(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...samples), fc.nat(4))
    .map(([text, times]) =>
      text.replaceAll(/:\[(\{"[^[\]{}]*\})/g, (_, row: string) => `:[${`${row},`.repeat(times)}${row}`),
    );
}

/** With some of its characters lost, doubled or replaced. */
function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(3),
    put: fc.oneof(fc.constant(""), fc.constantFrom(...fragments)),
    cut: fc.nat(40),
  });
  return fc.tuple(text, fc.array(change, { maxLength: 2 })).map(([whole, changes]) =>
    changes.reduce((now, { at, drop, put, cut }) => {
      const place = Math.floor(at * now.length);
      return now.slice(0, place) + put + (cut === 0 ? "" : now.slice(place + drop));
    }, whole),
  );
}
