/** Samples of every kind and oddity, for properties. */
import fc from "fast-check";
import type { Column, Samples } from "../../src/records/series-codec.ts";

/** No two columns of one part have both name and kind in common. */
export function arbitrarySamples(): fc.Arbitrary<Samples> {
  const length = fc.oneof({ weight: 9, arbitrary: fc.nat(12) }, fc.integer({ min: 100, max: 300 }));
  return length.chain((rows) => samplesOfLength(rows, 2));
}

/** Notations that real and unreal providers use, with what only looks like a time. */
export const notations = [
  "2026-01-15T08:00:00.000000+00:00",
  "2026-01-15T08:00:00.000000+00:00",
  "2026-01-15T07:59:59.999999+00:00",
  "2026-01-15T08:00:00Z",
  "2026-01-15T08:00:00z",
  "2026-01-15t08:00:00.5Z",
  "2026-01-15 08:00:00.123+0545",
  "2026-01-15 08:00:00-03",
  "2026-01-15T08:00+14:00",
  "2026-01-15T08:00:00",
  "2026-01-15T08:00:00.",
  "2026-01-15T08:00:00,5Z",
  "2026-01-15T08:00:00.0000000Z",
  "2026-01-15T08:00:00.123456789Z",
  "2026-01-15T08:00:00.000000+00:00[Europe/London]",
  "2026-01-15T08:00:00.000000+00:00\u0130",
  "2026-01-15T08:00:00\u22125:00",
  "0000-01-01T00:00:00Z",
  "0000-02-29T00:00:00Z",
  "9999-12-31T23:59:59.999999Z",
  "1969-12-31T23:59:59.999999-00:00",
  "2024-02-29T00:00:00Z",
  "2025-02-29T00:00:00Z",
  "1900-02-29T00:00:00Z",
  "0001-01-01T00:00:00Z",
  "1827-04-15T00:00:00Z",
  "2112-09-17T23:59:59.999999Z",
  "1970-01-01T00:00:00.000000Z",
  "2026-04-31T00:00:00Z",
  "2026-00-10T00:00:00Z",
  "2026-13-10T00:00:00Z",
  "2026-01-00T00:00:00Z",
  "2026-01-15T24:00:00Z",
  "2026-01-15T23:59:60Z",
  "2026-1-15T08:00:00Z",
  "+002026-01-15T08:00:00Z",
  "2026-01-15",
  "1768464000",
  "",
  null,
];

function samplesOfLength(length: number, depth: number): fc.Arbitrary<Samples> {
  const selector = ({ kind, name }: Column) => `${kind} ${name}`;
  const columns = fc.uniqueArray(columnOfLength(length, depth), { selector, maxLength: 4 });
  return columns.map((some) => ({ length, columns: some }));
}

/** With the prototype of literals. */
const plain = { noNullPrototype: true } as const;

function columnOfLength(length: number, depth: number): fc.Arbitrary<Column> {
  const name = fc.oneof(fc.constantFrom("timestamp", "bpm", "level"), anyText());
  const flat = [
    fc.record({ name, kind: fc.constant("time" as const), texts: listOf(timeText(), length) }, plain),
    fc.record({ name, kind: fc.constant("number" as const), numbers: listOf(anyNumber(), length) }, plain),
    fc.record(
      {
        name,
        kind: fc.constant("number" as const),
        numbers: listOf(fc.integer({ min: 40, max: 180 }), length),
      },
      plain,
    ),
    fc.record({ name, kind: fc.constant("text" as const), texts: listOf(anyText(), length) }, plain),
    fc.record({ name, kind: fc.constant("pair" as const), pairs: listOf(anyPair(), length) }, plain),
  ];
  return depth === 0 ? fc.oneof(...flat) : fc.oneof(...flat, rowsOfLength(name, length, depth));
}

function rowsOfLength(name: fc.Arbitrary<string>, length: number, depth: number): fc.Arbitrary<Column> {
  return listOf(fc.nat(4), length).chain((counts) => {
    const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    const nested = samplesOfLength(total, depth - 1);
    return fc
      .tuple(name, nested)
      .map(([title, { columns }]) => ({ name: title, kind: "rows", counts, columns }));
  });
}

/** With no nulls, a few, or nothing else. */
function listOf<T>(value: fc.Arbitrary<T>, length: number): fc.Arbitrary<(T | null)[]> {
  const size = { minLength: length, maxLength: length };
  const some = fc.option(value, { freq: 4 });
  return fc.oneof(
    fc.array(value, size),
    fc.array(some, size),
    fc.constant(Array.from({ length }, () => null)),
  );
}

function anyNumber(): fc.Arbitrary<number> {
  const odd = [
    0,
    -0,
    5e-324,
    1.7976931348623157e308,
    0.1 + 0.2,
    2 ** 53 + 2,
    -(2 ** 50),
    2 ** 50 + 1,
    1e-9,
    1e-10,
  ];
  return fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    fc.integer({ min: -300, max: 300 }),
    fc.tuple(fc.integer(), fc.nat(10)).map(([whole, decimals]) => whole / 10 ** decimals),
    fc.constantFrom(...odd),
  );
}

function anyPair(): fc.Arbitrary<[number | null, number | null]> {
  return fc.tuple(fc.option(anyNumber()), fc.option(anyNumber()));
}

function anyText(): fc.Arbitrary<string> {
  const halves = fc.constantFrom("\ud800", "\udfff", "a\0b", "😀");
  return fc.oneof(fc.string({ maxLength: 6 }), fc.string({ unit: "binary", maxLength: 6 }), halves);
}

/** Times in all notations, one near another and far away, and what is none. */
export function timeText(): fc.Arbitrary<string> {
  const date = fc.date({
    min: new Date("0000-01-01"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  const near = fc.nat(10_000).map((minutes) => new Date(Date.UTC(2026, 0, 15) + minutes * 60_000));
  const length = fc.oneof(fc.constantFrom(16, 19, 23), fc.integer({ min: 15, max: 24 }));
  const tail = fc.constantFrom(
    "",
    "0",
    "000",
    "456",
    "000000",
    "Z",
    "z",
    "+00:00",
    "-03:30",
    "+0545",
    "+01",
    "?",
  );
  const separator = fc.constantFrom("T", "T", "t", " ", "_");
  const written = fc
    .tuple(fc.oneof(date, near), length, fc.array(tail, { maxLength: 2 }), separator)
    .map(([at, size, tails, mark]) => at.toISOString().slice(0, size).replace("T", mark) + tails.join(""));
  return fc.oneof(
    written,
    written,
    fc.constantFrom(...notations).map((text) => text ?? "null"),
    anyText(),
  );
}
