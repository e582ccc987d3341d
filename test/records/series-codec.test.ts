import { crc32, zstdDecompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Column,
  decodeSamples,
  encodeSamples,
  instantsOf,
  type Samples,
} from "../../src/records/series-codec.ts";
import { arbitrarySamples, notations, timeText } from "./arbitrary-samples.ts";

describe("a packed series", () => {
  test("comes back to the last bit", () => {
    fc.assert(fc.property(arbitrarySamples(), expectUnchanged), { numRuns: 500 });
  });

  test("has one encoding, also when packed again from its decoded form", () => {
    fc.assert(
      fc.property(arbitrarySamples(), (samples) => {
        const once = encodeSamples(samples);
        expect(encodeSamples(structuredClone(samples))).toStrictEqual(once);
        expect(encodeSamples(decodeSamples(once.packed))).toStrictEqual(once);
      }),
    );
  });

  test.each([
    ["-0 beside 0", [0, -0, 0, 1]],
    ["the least and the largest double", [5e-324, -5e-324, 1.7976931348623157e308, -1.7976931348623157e308]],
    ["sums that are not what they seem", [0.1 + 0.2, 0.3, 1.1 * 3, 3.3]],
    ["whole numbers that are almost too large", [2 ** 53 + 2, 2 ** 53 - 1, -(2 ** 53), 2 ** 51, 2 ** 51 + 1]],
    ["the widest of all bends", [2 ** 51, -(2 ** 51), 2 ** 51, 1 - 2 ** 51, 2 ** 51 - 1, 0, 2 ** 51]],
    ["decimals, and some that are none", [51.5073219, -0.1276474, 1 / 3, 48.123456789, 1e-10]],
    ["numbers of 32 bits", [0.1, 2.5, 7.3, 1e-7].map(Math.fround)],
    ["nothing but nulls", [null, null, null]],
  ])("keeps %s", (_, numbers) => {
    expectUnchanged({ length: numbers.length, columns: [{ name: "level", kind: "number", numbers }] });
  });

  test("keeps every notation of a time, and what is none", () => {
    expectUnchanged(timesAlone(notations));
    for (const text of notations) expectUnchanged(timesAlone([text, text]));
  });

  test("keeps times that are a century apart", () => {
    const texts = [
      "1900-01-01T00:00:00Z",
      "2100-01-01T00:00:00Z",
      "1999-12-31T23:59:59Z",
      "1920-06-01T00:00:00Z",
    ];
    expectUnchanged(timesAlone(texts));
    expectUnchanged(timesAlone(texts.toReversed()));
  });

  test("keeps nanoseconds, in which each row seems to have a notation of its own", () => {
    expectUnchanged(timesAlone(nanoseconds(500)));
  });

  test("keeps half a surrogate pair, in texts and in names", () => {
    const texts = ["\ud800", "a\ud800b", "😀", ""];
    expectUnchanged({ length: 4, columns: [{ name: "\udc00", kind: "text", texts }] });
  });

  test("may be empty: of rows, of columns, of both", () => {
    expectUnchanged({ length: 0, columns: [] });
    expectUnchanged({ length: 7, columns: [] });
    expectUnchanged({ ...heartRate(0) });
  });

  test("holds hundreds of thousands of rows", () => {
    const length = 300_000;
    const { columns } = heartRate(length);
    const thirds = Array.from({ length }, (_, i) => (i % 97) / 3);
    expectUnchanged({
      length,
      columns: [
        ...columns,
        { name: "level", kind: "number", numbers: thirds },
        { name: "note", kind: "text", texts: thirds.map((third, i) => (i % 5 === 0 ? null : String(third))) },
        { name: "absent", kind: "pair", pairs: Array.from({ length }, () => null) },
      ],
    });
  });

  test("takes at most 0.8 bytes a sample for a day of heart rate, and 2 for an hour", () => {
    expect(encodeSamples(heartRate(1440)).packed.length / 1440).toBeLessThan(0.8);
    expect(encodeSamples(heartRate(60)).packed.length / 60).toBeLessThan(2);
  });

  test("takes two bytes for 128 rows of times that are evenly spaced, or of one number", () => {
    const [{ columns: few }, { columns: many }] = [heartRate(128), heartRate(128 * 11)];
    const time = (columns: Column[]) => columns.filter(({ kind }) => kind === "time");
    const size = (length: number, columns: Column[]) =>
      encodeSamples({ length, columns: [...columns, sameNumber(length)] }).packed.length;
    // Ten blocks more of the times, of their forms and of the number; and the count of rows may take two bytes more.
    expect(size(128 * 11, time(many)) - size(128, time(few))).toBeLessThanOrEqual(10 * 3 * 2 + 2);
  });

  test("is compressed where it is long", () => {
    const [hour, week] = [encodeSamples(heartRate(60)).packed, encodeSamples(heartRate(10_080)).packed];
    expect([hour[0], week[0]]).toStrictEqual([1, 2]);
  });

  test("has a hash of 32 digits, another one for other samples", () => {
    const [hour, day] = [encodeSamples(heartRate(60)), encodeSamples(heartRate(1440))];
    expect([hour.hash.length, day.hash.length]).toStrictEqual([32, 32]);
    expect(hour.hash).not.toStrictEqual(day.hash);
  });

  test("cannot be made of columns of another length, or of counts that are none", () => {
    const short: Column = { name: "bpm", kind: "number", numbers: [1, 2] };
    expect(() => encodeSamples({ length: 3, columns: [short] })).toThrow('"bpm" has 2 rows in a series of 3');
    const odd: Column = { name: "raw_signal", kind: "rows", counts: [1.5, -1], columns: [] };
    expect(() => encodeSamples({ length: 2, columns: [odd] })).toThrow("counts that are no counts");
  });
});

describe("the instants of a column", () => {
  test("are the same with and without its texts", () => {
    fc.assert(
      fc.property(arbitrarySamples(), (samples) => {
        expect(instantsIn(decodeSamples(encodeSamples(samples).packed))).toStrictEqual(instantsIn(samples));
      }),
    );
  });

  test("are of each text what they are of that text alone", () => {
    fc.assert(
      fc.property(fc.array(timeText(), { maxLength: 20 }), (texts) => {
        const together = instantsOf({ name: "timestamp", kind: "time", texts });
        const alone = texts.flatMap((text) => instantsOf({ name: "timestamp", kind: "time", texts: [text] }));
        expect(together).toStrictEqual(alone);
      }),
      { numRuns: 1000 },
    );
  });

  test("are what Date says, where Date understands the text", () => {
    const [min, max] = [new Date("1828-01-01"), new Date("2112-01-01")];
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
        const texts = [date.toISOString(), date.toISOString().replace("Z", "+05:45")];
        const instants = [date.getTime() * 1000, (date.getTime() - 345 * 60_000) * 1000];
        expect(instantsOf({ name: "timestamp", kind: "time", texts })).toStrictEqual(instants);
      }),
    );
  });

  test.each([
    ["2026-01-15T08:00:00.000001+00:00", 1_768_464_000_000_001],
    ["2026-01-15T08:00:00", 1_768_464_000_000_000],
    ["2026-01-15 08:00-03", 1_768_474_800_000_000],
    ["2026-01-15t08:00:00.123456789+0545", 1_768_443_300_123_456],
    ["1969-12-31T23:59:59.5z", -500_000],
    ["2026-02-30T08:00:00Z", null],
    ["9999-12-31T23:59:59Z", null],
    ["2026-01-15T08:00:00 somewhere", null],
    ["2026-01-15T08:005Z", null],
    ["yesterday", null],
    [null, null],
  ])("has %s as %s", (text, micros) => {
    expect(instantsOf({ name: "timestamp", kind: "time", texts: [text] })).toStrictEqual([micros]);
  });

  test("are readable in nanoseconds", () => {
    const texts = nanoseconds(500);
    const eight = Date.UTC(2026, 0, 15, 8) * 1000;
    expect(instantsOf({ name: "timestamp", kind: "time", texts })).toStrictEqual(texts.map(() => eight));
  });
});

describe("damaged bytes", () => {
  test("bring a clear error, or do no harm, whichever is hit", () => {
    fc.assert(
      fc.property(
        arbitrarySamples(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (samples, place, change) => {
          const { packed } = encodeSamples(samples);
          const at = place % packed.length;
          packed[at] = (packed[at] ?? 0) ^ change;
          const decoded = decodedUnlessDamaged(packed);
          if (decoded !== undefined) expect(decoded).toStrictEqual(samples);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("bring a clear error when they end early or are noise", () => {
    fc.assert(
      fc.property(arbitrarySamples(), fc.nat(), (samples, place) => {
        const { packed } = encodeSamples(samples);
        expect(() => decodeSamples(packed.subarray(0, place % packed.length))).toThrow("damaged series: ");
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 99 }), (noise) => {
        expect(() => decodeSamples(noise)).toThrow("damaged series: ");
      }),
    );
  });

  test("bring a clear error, or other samples, even where their checksum is right", () => {
    const hits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(arbitrarySamples(), hits, (samples, places) => {
        const payload = payloadOf(encodeSamples(samples).packed);
        for (const [place, byte] of places) payload[place % payload.length] = byte;
        JSON.stringify(decodedUnlessDamaged(sealed(payload)));
      }),
      { numRuns: 1000 },
    );
  });

  test("take no memory for rows that they only claim", () => {
    const trillions = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x03];
    for (const kind of [0, 1, 2, 3, 4]) {
      const claim = Buffer.from([...trillions, 1, kind, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
      expect(() => decodeSamples(sealed(claim))).toThrow("damaged series: ");
    }
  });

  test("take no memory for a size that they only claim", () => {
    const { packed } = encodeSamples(heartRate(1440));
    const compressed = 2;
    const claim = Buffer.concat([Buffer.from([compressed, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]), packed]);
    expect(() => decodeSamples(claim)).toThrow("damaged series: it claims to be too large");
  });
});

function expectUnchanged(samples: Samples): void {
  expect(decodeSamples(encodeSamples(samples).packed)).toStrictEqual(samples);
}

function timesAlone(texts: (string | null)[]): Samples {
  return { length: texts.length, columns: [{ name: "timestamp", kind: "time", texts }] };
}

function nanoseconds(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `2026-01-15T08:00:00.000000${String(i).padStart(3, "0")}Z`);
}

function sameNumber(length: number): Column {
  return { name: "timer", kind: "number", numbers: Array.from({ length }, () => 60) };
}

/** A heart in a random walk, minute by minute, with the noise of a sensor. */
function heartRate(minutes: number): Samples {
  const start = Date.UTC(2026, 0, 15);
  const texts: string[] = [];
  const numbers: number[] = [];
  let [chance, level] = [1, 70];
  for (let minute = 0; minute < minutes; minute++) {
    chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) >>> 0;
    level = Math.min(170, Math.max(45, level + ((chance >>> 8) % 1000) / 100 - 4.995));
    const noise = ((chance >>> 20) % 5) - 2;
    numbers.push(Math.round(level) + noise);
    texts.push(new Date(start + minute * 60_000).toISOString().replace("Z", "000+00:00"));
  }
  return {
    length: minutes,
    columns: [
      { name: "timestamp", kind: "time", texts },
      { name: "bpm", kind: "number", numbers },
    ],
  };
}

function instantsIn({ columns }: Samples): (number | null)[][] {
  return columns.flatMap((column) => (column.kind === "time" ? [instantsOf(column)] : []));
}

/** The samples, or undefined after an error that says what is damaged; any other error is thrown on. */
function decodedUnlessDamaged(packed: Buffer): Samples | undefined {
  try {
    return decodeSamples(packed);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("damaged series: ")) return undefined;
    throw error;
  }
}

const CRC_BYTES = 4;

function payloadOf(packed: Buffer): Buffer {
  const sizeBytes = packed.subarray(1).findIndex((byte) => byte < 0x80) + 1;
  const body = packed.subarray(1 + sizeBytes + CRC_BYTES);
  return packed[0] === 1 ? Buffer.from(body) : zstdDecompressSync(body);
}

/** Any payload, with the head that belongs to it. */
function sealed(payload: Buffer): Buffer {
  const head = [1];
  let size = payload.length;
  for (; size >= 0x80; size = Math.floor(size / 0x80)) head.push((size % 0x80) + 0x80);
  const checksum = Buffer.alloc(CRC_BYTES);
  checksum.writeUInt32LE(crc32(payload));
  return Buffer.concat([Buffer.from([...head, size]), checksum, payload]);
}
