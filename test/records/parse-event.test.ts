import { deepStrictEqual } from "node:assert";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Notes } from "../../src/records/notes.ts";
import { parseEvent } from "../../src/records/parse-event.ts";
import { definitionOfTerraType } from "../../src/records/record-types.ts";
import { ScannedSamples } from "../../src/records/scan-samples.ts";
import { statementsOf } from "../../src/records/statements-of.ts";
import { readEnvelope } from "../../src/terra/envelope.ts";
import { parseTerraJson } from "../../src/terra/json.ts";
import { isPlainObject } from "../../src/terra/sent-values.ts";
import { arbitraryEvent } from "./arbitrary-events.ts";

const RUNS = Number(process.env["SCAN_RUNS"] ?? 3000);
const ALL = { body: 0, array: 0 };

describe("an event whose sample arrays are read from its bytes", () => {
  test("states what it states read as JSON, and is refused for the same", () => {
    let scanned = 0;
    fc.assert(
      fc.property(arbitraryEvent(), (text) => {
        const body = Buffer.from(text);
        const wanted = outcomeOf(() => parseTerraJson(body));
        const outcome = outcomeOf(() => parseEvent(body, ALL));
        deepStrictEqual(stated(outcome), stated(wanted));
        scanned += countScanned(outcome);
        deepStrictEqual(withRows(outcome), wanted);
      }),
      { numRuns: RUNS },
    );
    // It is of these that the property speaks.
    expect(scanned).toBeGreaterThan(RUNS / 10);
  });

  test("keeps thousands of samples, over days, gaps and changes of the clock", () => {
    const body = dailyOf(5000, (i) => {
      const at = new Date(Date.UTC(2026, 2, 7) + i * 37_511).toISOString();
      const timestamp = i % 9 === 1 ? null : at.replace("Z", i < 2500 ? "000-05:00" : "000-04:00");
      return { timestamp, bpm: i % 7 === 2 ? null : 60 + (i % 50) / 4, context: null, unknown: i };
    });
    const parsed = parseEvent(body);
    expect(countScanned(parsed)).toBe(1);
    deepStrictEqual(stated({ parsed }), stated({ parsed: parseTerraJson(body) }));
  });

  test("keeps times of more notations than a series packs", () => {
    const body = dailyOf(1000, (i) => ({ timestamp: `2026-03-07T00:00:00.000000${i}Z`, bpm: i }));
    const parsed = parseEvent(body);
    expect(countScanned(parsed)).toBe(0);
    deepStrictEqual(stated({ parsed }), stated({ parsed: parseTerraJson(body) }));
  });

  test("keeps what is nearly a time, or far away, between times", () => {
    const time = '"2026-03-07T08:05:09.250000-05:00"';
    const broken = Array.from(time, (_, at) =>
      Array.from('0123456789:.TZ+- "\\n\x7fé', (wrong) => time.slice(0, at) + wrong + time.slice(at + 1)),
    );
    const far = [
      "1969-12-31T23:59:59Z",
      "2112-09-17T00:00:00Z",
      "2112-09-17T23:59:59Z",
      "9999-12-31T00:00:00Z",
    ];
    const pairs = far.map((text) => [JSON.stringify(far[1]), JSON.stringify(text)]);
    for (const [before, odd] of [...broken.flat().map((text) => [time, text]), ...pairs]) {
      const samples = [before, odd, time].map((timestamp) => `{"timestamp":${timestamp},"bpm":1}`);
      const body = Buffer.from(String(dailyOf(0, Object)).replace("[]", `[${samples.join(",")}]`));
      const wanted = outcomeOf(() => parseTerraJson(body));
      deepStrictEqual(stated(outcomeOf(() => parseEvent(body, ALL))), stated(wanted), `${before}, ${odd}`);
    }
  });

  test("is read as JSON where it is small", () => {
    expect(countScanned(parseEvent(dailyOf(20, (i) => ({ bpm: i }))))).toBe(0);
  });
});

function dailyOf(samples: number, sampleAt: (i: number) => object): Buffer {
  const hr_samples = Array.from({ length: samples }, (_, i) => sampleAt(i));
  const metadata = { start_time: "2026-03-07T00:00:00.000000-05:00" };
  const data = [{ metadata, heart_rate_data: { detailed: { hr_samples } } }];
  return Buffer.from(JSON.stringify({ type: "daily", user: { user_id: "someone" }, data }));
}

type Outcome = { parsed: unknown } | { error: unknown };

function outcomeOf(parse: () => unknown): Outcome {
  try {
    return { parsed: parse() };
  } catch (error) {
    return { error };
  }
}

function stated(outcome: Outcome): unknown {
  if (!("parsed" in outcome) || !isPlainObject(outcome.parsed)) return null;
  const { type, elements } = readEnvelope(outcome.parsed);
  const definition = definitionOfTerraType(type);
  const stamp = { terraUserId: "someone", clockMicros: 1, arrivedMicros: 1, deliveryId: "a delivery" };
  const notes = new Notes();
  return definition && { ...statementsOf(definition, elements, stamp, notes), notes: notes.list() };
}

function countScanned(value: unknown): number {
  if (value instanceof ScannedSamples) return 1;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>((sum, part) => sum + countScanned(part), 0);
}

/** With JSON's rows in place of what was scanned. */
function withRows(value: unknown): unknown {
  if (value instanceof ScannedSamples) return value.rows();
  if (typeof value !== "object" || value === null || value instanceof Error) return value;
  for (const [key, part] of Object.entries(value))
    Object.defineProperty(value, key, {
      value: withRows(part),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  return value;
}
