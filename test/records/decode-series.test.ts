import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeSeries } from "../../src/records/decode-series.ts";
import { Notes } from "../../src/records/notes.ts";
import { type SeriesDefinition, seriesDefinitions } from "../../src/records/series.ts";
import { decodeSamples, type Samples } from "../../src/records/series-codec.ts";
import { cleanText } from "../../src/terra/clean-text.ts";
import { notations } from "./arbitrary-samples.ts";

describe("a sample array", () => {
  test("has in its columns what a slow reading finds in its samples", () => {
    const definition = definitionOf("HEART_RATE");
    fc.assert(
      fc.property(arbitraryRows(), (rows) => {
        expect(decoded(definition, rows)).toStrictEqual(slowly(definition, rows));
      }),
      { numRuns: 500 },
    );
  });

  test("keeps the columns that only one of many samples has", () => {
    const rows: Record<string, unknown>[] = Array.from({ length: 300 }, (_, i) => ({
      timestamp: at(i),
      bpm: i,
    }));
    rows[150] = { bpm: 1, timestamp: at(150), sensor: "wrist" };
    rows[299] = { timestamp: at(299), bpm: null, timer_duration_seconds: 7 };
    const { samples } = decoded(definitionOf("HEART_RATE"), rows);
    expect(samples?.columns.map(({ name }) => name)).toStrictEqual([
      "timestamp",
      "bpm",
      "timer_duration_seconds",
      "sensor",
    ]);
    expect(samples).toStrictEqual(slowly(definitionOf("HEART_RATE"), rows).samples);
  });

  test("cleans texts that are no times, and leaves times as they are", () => {
    const rows = [{ timestamp: at(0) }, { timestamp: "\0\ud800" }, { timestamp: 7 }, { timestamp: null }];
    const { samples } = decoded(definitionOf("HEART_RATE"), rows);
    expect(samples?.columns).toMatchObject([{ texts: [at(0), "\ufffd\ufffd", "7", null] }]);
  });

  test("says by path what did not fit, once for each", () => {
    const rows = [{ timestamp: {}, bpm: "fast" }, "no object", { timestamp: at(0), bpm: [] }];
    expect(decoded(definitionOf("HEART_RATE"), rows).notes).toStrictEqual([
      "hr: 1 samples are no objects; left out",
      "hr[].timestamp: wanted a time, got an object; kept as null",
      "hr[].bpm: wanted a number, got a string; kept as null",
      "hr[].bpm: wanted a number, got a list; kept as null",
    ]);
  });
});

type Decoded = { samples: Samples | null; notes: string[] };

function decoded(definition: SeriesDefinition, rows: readonly unknown[]): Decoded {
  const notes = new Notes();
  const content = decodeSeries(definition, JSON.parse(JSON.stringify(rows)), "hr", notes);
  const packed = content?.kind === "series" ? content.packed : null;
  return { samples: packed && decodeSamples(packed), notes: notes.list() };
}

/** The same, leaf by leaf; for series without samples in samples. */
function slowly({ timeLeaf, columns }: SeriesDefinition, sent: readonly unknown[]): Decoded {
  const notes = new Notes();
  const rows: Record<string, unknown>[] = [];
  let others = 0;
  for (const row of JSON.parse(JSON.stringify(sent))) {
    if (typeof row === "object" && row !== null && !Array.isArray(row)) rows.push(row);
    else if (row !== null) others++;
  }
  if (others > 0) notes.say(`hr: ${others} samples are no objects; left out`);
  const values = (name: string, what: string, read: (value: unknown) => unknown) =>
    rows.map((row) => {
      const value = Object.hasOwn(row, name) ? row[name] : null;
      const fit = value === null ? null : read(value);
      if (value !== null && fit === null) notes.add(`hr[].${name}`, what, value);
      return fit;
    });
  const number = (value: unknown) => (typeof value === "number" ? value : null);
  const text = (value: unknown) =>
    typeof value === "string" || typeof value === "number" ? cleanText(String(value)) : null;
  const found: Record<string, unknown>[] = [
    { name: timeLeaf, kind: "time", texts: values(timeLeaf ?? "", "a time", text) },
  ];
  for (const { name, kind } of columns)
    found.push(
      kind === "number"
        ? { name, kind, numbers: values(name, "a number", number) }
        : { name, kind, texts: values(name, "a text", text) },
    );
  const known = new Set([timeLeaf, ...columns.map(({ name }) => name)]);
  for (const name of new Set(rows.flatMap((row) => Object.keys(row)).filter((leaf) => !known.has(leaf)))) {
    const own = rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null));
    const numbers = own.every((value) => value === null || typeof value === "number");
    const texts = own.map((value) =>
      value === null
        ? null
        : (text(typeof value === "number" ? JSON.stringify(value) : value) ?? JSON.stringify(value)),
    );
    found.push(numbers ? { name, kind: "number", numbers: own } : { name, kind: "text", texts });
  }
  const stated = found.filter((column) =>
    ((column["numbers"] ?? column["texts"]) as unknown[]).some((value) => value !== null),
  );
  const samples = { length: rows.length, columns: stated } as Samples;
  return { samples: stated.length === 0 ? null : samples, notes: notes.list() };
}

/** Mostly alike, as a device sends them, with oddities between them. */
function arbitraryRows(): fc.Arbitrary<unknown[]> {
  const number = fc.oneof(
    fc.integer({ min: 40, max: 180 }),
    fc.integer({ min: 0, max: 5000 }).map((part) => part / 100),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((odd) => odd + 0),
  );
  const usual = fc.record({ timestamp: fc.nat(5000).map(at), bpm: number, timer_duration_seconds: number });
  const odd = fc.oneof(fc.constantFrom(...notations), fc.constantFrom(null, true, "x", [], {}, 0), number);
  const name = fc.constantFrom(
    "timestamp",
    "bpm",
    "timer_duration_seconds",
    "context",
    "unknown",
    "valueOf",
    "7",
  );
  const oddRow = fc.dictionary(name, odd, { maxKeys: 4, noNullPrototype: true });
  const row = fc.oneof(
    { weight: 20, arbitrary: usual },
    { weight: 2, arbitrary: oddRow },
    { weight: 1, arbitrary: fc.constantFrom(null, 5, "row", []) },
  );
  return fc.array(row, { maxLength: 40 });
}

function at(minute: number): string {
  return new Date(Date.UTC(2026, 0, 15) + minute * 60_000).toISOString().replace("Z", "000-05:00");
}

function definitionOf(name: string): SeriesDefinition {
  const definition = seriesDefinitions.find((known) => known.name === name);
  if (!definition) throw new Error(`There is no series ${name}.`);
  return definition;
}
