import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDeleted } from "../../src/merge/record-state.ts";
import { compareVersions } from "../../src/merge/version.ts";
import { fingerprint } from "../../src/records/content.ts";
import { joinRecord, type RecordState } from "../../src/records/join-record.ts";
import { Notes } from "../../src/records/notes.ts";
import { namesOf } from "../../src/records/record-columns.ts";
import { RecordRow } from "../../src/records/record-row.ts";
import { recordDefinitions } from "../../src/records/record-types.ts";
import { statementsOf } from "../../src/records/statements-of.ts";
import { stateOfRow, writeState } from "../../src/records/stored-record.ts";
import { readEnvelope } from "../../src/terra/envelope.ts";

const rankOf = () => 0;

const fullSamples: Record<string, string> = { lab_report: "lab_report.completed__layered-results" };

/** One element of the type, with every field. */
function sample(terraType: string): unknown[] {
  const name = fullSamples[terraType] ?? `${terraType}__schema-full-coverage`;
  const file = new URL(`../data/terra/samples/${name}.json`, import.meta.url);
  return readEnvelope(JSON.parse(readFileSync(file, "utf8"))).elements.slice(0, 1);
}

function definition(terraType: string) {
  const found = recordDefinitions.find((one) => one.terraType === terraType);
  if (!found) throw new Error(terraType);
  return found;
}

function state(
  terraType: string,
  elements: unknown[],
  clockMicros: number | null,
  arrivedMicros = 1,
): RecordState {
  const notes = new Notes();
  const stamp = { terraUserId: "t", clockMicros, arrivedMicros, deliveryId: `d${arrivedMicros}` };
  const { statements, errors } = statementsOf(definition(terraType), elements, stamp, notes);
  expect(errors).toEqual([]);
  expect(statements).toHaveLength(1);
  return statements[0] as RecordState;
}

// As the database would keep it: through JSON, series apart.
function stored(terraType: string, joined: RecordState): RecordState {
  const { sections } = joined;
  const names = namesOf(definition(terraType));
  const written = new RecordRow({
    count: names.length,
    places: new Map(names.map((name, place) => [name, place])),
  });
  writeState(written, definition(terraType), joined);
  const row = JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, written.get(name)]))));
  const series = Object.entries(sections).filter(([, pieces]) => pieces[0]?.content.kind === "series");
  const read = stateOfRow(definition(terraType), row);
  return { ...read, sections: { ...read.sections, ...Object.fromEntries(series) } };
}

function shown({ sections }: RecordState) {
  return Object.entries(sections)
    .map(([name, pieces]) => [
      name,
      pieces.map(({ from, to, version, content }) => [from, to, version, fingerprint(content)]),
    ])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

describe.each(recordDefinitions.map(({ terraType }) => terraType))("a record of type %s", (terraType) => {
  test("takes every field of Terra's model without a note and without anything left over", () => {
    const notes = new Notes();
    const stamp = { terraUserId: "t", clockMicros: 1, arrivedMicros: 1, deliveryId: "d" };
    const { statements } = statementsOf(definition(terraType), sample(terraType), stamp, notes);
    expect(notes.list()).toEqual([]);
    for (const pieces of Object.values(statements[0]?.sections ?? {})) {
      for (const { content } of pieces) if (content.kind === "values") expect(content.extra).toEqual({});
    }
  });

  test("is the same after it was stored and read", () => {
    const joined = joinRecord(null, [state(terraType, sample(terraType), 5)], rankOf);
    expect(shown(stored(terraType, joined))).toEqual(shown(joined));
  });

  test("does not change when the same is stated again", () => {
    const once = state(terraType, sample(terraType), 5);
    const again = joinRecord(stored(terraType, joinRecord(null, [once], rankOf)), [once], rankOf);
    expect(again.changed).toBe("nothing");
  });

  test("moves its version only when a newer version states the same", () => {
    const before = stored(terraType, joinRecord(null, [state(terraType, sample(terraType), 5)], rankOf));
    expect(joinRecord(before, [state(terraType, sample(terraType), 6)], rankOf).changed).toBe("version");
  });
});

// Half-built payloads of one day, and deletes among them.
const dayElement = fc
  .record({ steps: fc.option(fc.nat(3)), burned: fc.option(fc.nat(3)), uploadType: fc.constantFrom(1, 4) })
  .map(({ steps, burned, uploadType }) => ({
    metadata: { start_time: at(0), end_time: at(24), upload_type: uploadType },
    distance_data: { steps },
    calories_data: { total_burned_calories: burned },
  }));

test("versions and deletes of one day end in the same record, in any order, grouping and repetition", () => {
  const version = fc.record({
    elements: fc.array(dayElement, { minLength: 1, maxLength: 3 }),
    clock: fc.option(fc.nat(4)),
  });
  const told = fc.array(version, { minLength: 1, maxLength: 6 }).chain((all) =>
    fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray([...all.keys(), ...all.keys()], { minLength: all.length * 2 }),
      groups: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 }),
    }),
  );
  const known = (record: RecordState) => [shown(record), record.version, record.tombstone, isDeleted(record)];
  fc.assert(
    fc.property(told, ({ all, order, groups }) => {
      // Which of two deliveries that say the same at one clock it is from depends on their order.
      const arrivalOf = (clock: number | null, i: number) => (clock === null ? i : 0);
      const stated = all.map(({ elements, clock }, i) =>
        state("daily", elements, clock, arrivalOf(clock, i)),
      );
      let record: RecordState | null = null;
      for (let i = 0, from = 0; from < order.length; from += groups[i] ?? 1, i += 1) {
        const group = order.slice(from, from + (groups[i] ?? 1)).map((place) => stated[place] as RecordState);
        record = stored("daily", joinRecord(record, group, rankOf));
      }
      const expected = stored("daily", joinRecord(null, stated, rankOf));
      expect(known(record as RecordState)).toEqual(known(expected));
    }),
    { numRuns: 500 },
  );
});

// Half-built payloads of one body day: every part may be missing, windows overlap, values differ.
const hour = fc.integer({ min: 0, max: 23 });
const element = fc
  .record({
    from: hour,
    hours: fc.integer({ min: 1, max: 24 }),
    weight: fc.option(fc.nat(5)),
    samples: fc.array(fc.tuple(hour, fc.nat(3))),
    measurements: fc.array(fc.tuple(fc.option(hour), fc.nat(3))),
    unknown: fc.option(fc.nat(2)),
  })
  .map(({ from, hours, weight, samples, measurements, unknown }) => ({
    metadata: { start_time: at(from), end_time: at(from + hours), timestamp_localization: 1 },
    measurements_data: {
      day_avg_weight_kg: weight,
      measurements: measurements.map(([when, kg]) => ({
        measurement_time: when === null ? null : at(when),
        weight_kg: kg,
      })),
    },
    temperature_data: {
      body_temperature_samples: samples.map(([when, degrees]) => ({
        timestamp: at(when),
        temperature_celsius: degrees,
      })),
    },
    ...(unknown === null ? {} : { new_data: { leaf: unknown } }),
  }));

function at(hours: number): string {
  return new Date(Date.UTC(2026, 0, 15, hours)).toISOString().replace("Z", "000-05:00");
}

const versions = fc.array(
  fc.record({ elements: fc.array(element, { minLength: 1, maxLength: 2 }), clock: fc.option(fc.nat(4)) }),
  {
    minLength: 1,
    maxLength: 6,
  },
);

describe("versions of one body day", () => {
  test("end in the same record in any order, any grouping and any repetition, stored in between", () => {
    fc.assert(
      fc.property(
        versions.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray([...all.keys(), ...all.keys()], { minLength: all.length * 2 }),
            fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 }),
          ),
        ),
        ([all, order, groups]) => {
          const stated = all.map(({ elements, clock }, i) => state("body", elements, clock, i));
          const expected = joinRecord(null, stated, rankOf);
          let record: RecordState | null = null;
          const left = [...order];
          for (let i = 0; left.length > 0; i += 1) {
            const group = left.splice(0, groups[i]).map((place) => stated[place] as RecordState);
            record = stored("body", joinRecord(record, group, rankOf));
          }
          expect(shown(record as RecordState)).toEqual(shown(stored("body", expected)));
        },
      ),
    );
  });

  test("never lose to an older version what the newer one states", () => {
    fc.assert(
      fc.property(element, element, (older, newer) => {
        const [first, second] = [state("body", [older], 1), state("body", [newer], 2)];
        const joined = joinRecord(null, [second, first], rankOf);
        for (const [section, pieces] of Object.entries(second.sections)) {
          const own = joined.sections[section]?.filter(
            ({ version }) =>
              compareVersions(version, (pieces[0] as (typeof pieces)[0]).version, rankOf) === 0,
          );
          expect(own?.map(({ content }) => fingerprint(content))).toEqual(
            pieces.map(({ content }) => fingerprint(content)),
          );
        }
      }),
    );
  });
});
