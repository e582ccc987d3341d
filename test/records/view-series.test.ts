import fc from "fast-check";
import { expect, test } from "vitest";
import { type SeriesDefinition, seriesDefinitions } from "../../src/records/series.ts";
import { type Column, decodeSamples, encodeSamples, type Samples } from "../../src/records/series-codec.ts";
import type { Series } from "../../src/records/series-view.ts";
import { viewSeries } from "../../src/records/view-series.ts";
import { readTime } from "../../src/terra/times.ts";

function definition(name: string): SeriesDefinition {
  const found = seriesDefinitions.find((one) => one.name === name);
  if (!found) throw new Error(`no series ${name}`);
  return found;
}

function column(series: Series | undefined, name: string) {
  return series?.columns.find((one) => one.name === name);
}

test("gives times as offsets in seconds after the first, which keeps its offset", () => {
  const [series] = viewSeries(definition("HEART_RATE"), {
    length: 4,
    columns: [
      {
        name: "timestamp",
        kind: "time",
        texts: [
          null,
          "2026-01-15T08:00:00.000000+01:00",
          "2026-01-15T08:00:30.250001+01:00",
          "2026-01-15T07:59:59.000000+01:00",
        ],
      },
      { name: "bpm", kind: "number", numbers: [60, 61.5, null, 63] },
    ],
  });
  expect(series).toEqual({
    name: "HEART_RATE",
    cumulative: false,
    start: "2026-01-15T08:00:00.000000+01:00",
    offsets: [null, 0, 30.250001, -1],
    columns: [{ name: "bpm", unit: "beats/min", numbers: [60, 61.5, null, 63], texts: null }],
  });
});

test("keeps the texts of just those times that start and offset cannot express", () => {
  const texts = [
    "2026-01-15T08:00:00+01:00",
    "soon",
    "2026-01-15T08:00:02+02:00",
    "2026-01-15T08:00:03",
    "2026-01-15T08:00:04.1234567+01:00",
    "2026-01-15 08:00:05.5+01:00",
    null,
  ];
  const columns: Column[] = [{ name: "timestamp", kind: "time", texts }];
  const [series] = viewSeries(definition("HEART_RATE"), { length: texts.length, columns });
  expect(series?.offsets).toEqual([0, null, -3598, 3603, 4.123456, 5.5, null]);
  expect(column(series, "timestamp")?.texts).toEqual([
    null,
    "soon",
    texts[2],
    texts[3],
    texts[4],
    null,
    null,
  ]);
});

test("has no offsets where the samples have no times", () => {
  const columns: Column[] = [{ name: "method", kind: "text", texts: ["power"] }];
  const [series] = viewSeries(definition("TSS"), { length: 1, columns });
  expect(series).toMatchObject({
    start: null,
    offsets: null,
    columns: [{ name: "method", numbers: null, texts: ["power"] }],
  });
});

test("names codes, and leaves unknown ones without a name", () => {
  const columns: Column[] = [{ name: "level", kind: "number", numbers: [4, 99, null] }];
  const [series] = viewSeries(definition("HYPNOGRAM"), { length: 3, columns });
  expect(column(series, "level")).toEqual({
    name: "level",
    unit: null,
    numbers: [4, 99, null],
    texts: ["LIGHT_SLEEP", null, null],
  });
});

test("makes two columns of a pair, and carries columns that no definition knows", () => {
  const [series] = viewSeries(definition("POSITION"), {
    length: 3,
    columns: [
      { name: "coords_lat_lng_deg", kind: "pair", pairs: [[51.5, -0.1], null, [null, 2]] },
      { name: "note", kind: "text", texts: [null, "x", null] },
    ],
  });
  expect(series?.columns).toEqual([
    { name: "coords_lat_lng_deg[0]", unit: "[lat, lng] degrees", numbers: [51.5, null, null], texts: null },
    { name: "coords_lat_lng_deg[1]", unit: "[lat, lng] degrees", numbers: [-0.1, null, 2], texts: null },
    { name: "note", unit: null, numbers: null, texts: [null, "x", null] },
  ]);
});

test("gives the points of all readings of an ECG as a series of their own, each with its reading", () => {
  const [readings, signal, ...more] = viewSeries(definition("ECG"), {
    length: 3,
    columns: [
      {
        name: "start_timestamp",
        kind: "time",
        texts: ["2026-01-15T08:00:00Z", "2026-01-15T09:00:00Z", null],
      },
      { name: "avg_hr_bpm", kind: "number", numbers: [60, 61, 62] },
      {
        name: "raw_signal",
        kind: "rows",
        counts: [2, null, 1],
        columns: [
          {
            name: "timestamp",
            kind: "time",
            texts: ["2026-01-15T08:00:00Z", "2026-01-15T08:00:01Z", "2026-01-15T10:00:00Z"],
          },
          { name: "potential_uV", kind: "number", numbers: [1.5, -2, 0] },
        ],
      },
    ],
  });
  expect(readings).toMatchObject({
    name: "ECG",
    offsets: [0, 3600, null],
    columns: [{ name: "avg_hr_bpm" }],
  });
  expect(signal).toMatchObject({
    name: "ECG_SIGNAL",
    offsets: [0, 1, 7200],
    columns: [
      { name: "reading", numbers: [0, 0, 2] },
      { name: "potential_uV", numbers: [1.5, -2, 0] },
    ],
  });
  expect(more).toEqual([]);
});

const nullable = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });
const timeText = fc
  .record({
    micros: fc.integer({ min: 1_600_000_000_000_000, max: 1_900_000_000_000_000 }),
    digits: fc.integer({ min: 0, max: 9 }),
    suffix: fc.constantFrom("", "Z", "+00:00", "+05:30", "-0800", "+01"),
    separator: fc.constantFrom("T", " "),
  })
  .map(({ micros, digits, suffix, separator }) => {
    const clock = new Date(micros / 1000).toISOString().slice(0, 19).replace("T", separator);
    const fraction = String(micros % 1_000_000)
      .padStart(6, "0")
      .padEnd(9, "7")
      .slice(0, digits);
    return `${clock}${digits > 0 ? `.${fraction}` : ""}${suffix}`;
  });
const anyTime = nullable(fc.oneof({ arbitrary: timeText, weight: 8 }, { arbitrary: fc.string(), weight: 1 }));
const samples: fc.Arbitrary<Samples> = fc.integer({ min: 0, max: 12 }).chain((length) => {
  const rows = <Value>(values: fc.Arbitrary<Value>) =>
    fc.array(values, { minLength: length, maxLength: length });
  return fc
    .tuple(
      rows(anyTime),
      rows(nullable(fc.double({ noNaN: true, noDefaultInfinity: true }))),
      rows(nullable(fc.string())),
    )
    .map(([times, numbers, texts]) => ({
      length,
      columns: [
        { name: "timestamp", kind: "time", texts: times },
        { name: "bpm", kind: "number", numbers },
        { name: "unheard_of", kind: "text", texts },
      ] satisfies Column[],
    }));
});

/** What a time text says: its instant and its offset where it is a time to the microsecond, else itself. */
function meaningOf(text: string | null | undefined): string | null {
  const time = readTime(text);
  if (text === null || text === undefined) return null;
  const exact =
    time !== null && time.offsetMinutes !== null && text.length > 10 && !/\.\d{6}0*[1-9]/.test(text);
  return exact ? `${time.instantMicros} ${time.offsetMinutes}` : text;
}

function timesOf(series: Series): (string | null)[] {
  const start = readTime(series.start);
  const texts = column(series, "timestamp")?.texts ?? [];
  return (series.offsets ?? []).map((offset, i) => {
    const text = texts[i];
    if (text !== null && text !== undefined) return meaningOf(text);
    return offset === null || !start
      ? null
      : `${start.instantMicros + Math.round(offset * 1e6)} ${start.offsetMinutes}`;
  });
}

test("loses nothing of what was packed", () => {
  fc.assert(
    fc.property(samples, (packed) => {
      const [series] = viewSeries(definition("HEART_RATE"), decodeSamples(encodeSamples(packed).packed));
      if (!series) throw new Error("no series came");
      const [time, bpm, unknown] = packed.columns;
      expect(timesOf(series)).toEqual(time?.kind === "time" ? time.texts.map(meaningOf) : []);
      expect(column(series, "bpm")?.numbers).toEqual(bpm?.kind === "number" ? bpm.numbers : []);
      expect(column(series, "unheard_of")?.texts).toEqual(unknown?.kind === "text" ? unknown.texts : []);
    }),
  );
});
