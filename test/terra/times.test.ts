import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoOf, localDate, readTime, type TerraTime, trustworthyOffset } from "../../src/terra/times.ts";

const two = (value: number): string => String(value).padStart(2, "0");

const FIRST_MS = Date.UTC(1685, 6, 1);
const LAST_MS = Date.UTC(2255, 5, 1);
const moment = (min: number, max: number) =>
  fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });
// Within these years a number of microseconds is exact.
const wall = moment(FIRST_MS, LAST_MS).map((date) => date.toISOString().slice(0, 19));
const anyWall = moment(Date.parse("0001-01-01T00:00:00Z"), Date.parse("9999-12-31T23:59:59Z")).map((date) =>
  date.toISOString().slice(0, 19),
);
const fraction = fc.stringMatching(/^(\.\d{1,9})?$/);
const offset = fc.oneof(
  fc.constant("Z"),
  fc
    .tuple(fc.constantFrom("+", "-"), fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 59 }))
    .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`),
);
const isoText = fc.tuple(wall, fraction, offset).map((parts) => parts.join(""));

function timeOf(text: string): TerraTime {
  const time = readTime(text);
  if (time === null) throw new Error(`${text} should be a time`);
  return time;
}

describe("a time", () => {
  test("of ISO-8601 comes back as it was sent", () => {
    const any = fc.tuple(anyWall, fraction, offset).map((parts) => parts.join(""));
    fc.assert(
      fc.property(any, (text) => {
        expect(isoOf(timeOf(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test("is the instant that Date.parse finds, to the millisecond", () => {
    fc.assert(
      fc.property(isoText, (text) => {
        expect(Math.floor(timeOf(text).instantMicros / 1000)).toBe(Date.parse(text));
      }),
      { numRuns: 1000 },
    );
  });

  test("is right to a hundredth of a millisecond in every year from 1 to 9999", () => {
    fc.assert(
      fc.property(anyWall, offset, (wall, offset) => {
        const wanted = Date.parse(wall + offset) * 1000;
        expect(Math.abs(timeOf(wall + offset).instantMicros - wanted)).toBeLessThan(100);
      }),
    );
  });

  test("keeps its wall clock, its offset and its microseconds", () => {
    expect(readTime("2026-07-01T09:12:33.891204+05:30")).toEqual({
      text: "2026-07-01T09:12:33.891204+05:30",
      wallMicros: Date.UTC(2026, 6, 1, 9, 12, 33) * 1000 + 891_204,
      offsetMinutes: 330,
      instantMicros: Date.UTC(2026, 6, 1, 3, 42, 33) * 1000 + 891_204,
      wallDate: "2026-07-01",
    });
  });

  test("without an offset is read as UTC", () => {
    const time = timeOf("2025-11-15T23:35:39.335187");
    expect(time).toMatchObject({ offsetMinutes: null, instantMicros: time.wallMicros });
    expect(time.instantMicros).toBe(timeOf("2025-11-15T23:35:39.335187Z").instantMicros);
  });

  test("past microseconds is cut, not rounded", () => {
    expect(timeOf("2026-07-01T00:00:00.9999999Z").instantMicros).toBe(
      timeOf("2026-07-01T00:00:00.999999Z").instantMicros,
    );
  });

  test("is one instant in every way of writing it", () => {
    const ways = [
      "2026-07-01T09:30:00+05:30",
      "2026-07-01T09:30:00.000000+05:30",
      "2026-07-01t09:30+0530",
      "2026-07-01 09:30:00.+0530",
      "2026-07-01T04:00:00Z",
      "2026-07-01 04:00z",
      "2026-06-30T22:00:00-06",
      "2026-07-01T04:00:00-00:00",
    ];
    expect(new Set(ways.map((way) => timeOf(way).instantMicros)).size).toBe(1);
  });

  test.each([
    ["2026-07-01", "2026-07-01T00:00:00+00:00"],
    ["2026-07-01 09:30", "2026-07-01T09:30:00+00:00"],
    ["2022-12-12 10:00:00+00:00", "2022-12-12T10:00:00+00:00"],
    ["2025-11-15T23:35:39.335187", "2025-11-15T23:35:39.335187+00:00"],
    ["2026-07-01t09:30:00.5+0530", "2026-07-01T09:30:00.5+05:30"],
    ["2026-07-01T09:30:00.-06", "2026-07-01T09:30:00-06:00"],
    ["2026-07-01T09:30:00z", "2026-07-01T09:30:00Z"],
    ["2026-07-01T09:30-0330", "2026-07-01T09:30:00-03:30"],
  ])("%s is written out as %s", (text, iso) => {
    expect(isoOf(timeOf(text))).toBe(iso);
    expect(timeOf(iso).instantMicros).toBe(timeOf(text).instantMicros);
  });

  test.each(["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31T23:59:59.999999999", "2026-04-30"])(
    "%s is one",
    (text) => {
      expect(readTime(text)).not.toBeNull();
    },
  );

  test.each([
    "",
    "2026",
    "2026-02-30",
    "2026-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "0000-01-01",
    "+02026-01-01",
    "2026-1-1",
    "20260101",
    "2026-07-01T",
    "2026-07-01X09:30:00",
    "2026-07-01T24:00:00",
    "2026-07-01T09:60:00",
    "2026-07-01T09:30:60",
    "2026-07-01T09:30:",
    "2026-07-01T0930",
    "2026-07-01T09:30.5",
    "2026-07-01T09:30:00.1234567890",
    "2026-07-01T09:30:00,5",
    "2026-07-01T09:30:00+16:00",
    "2026-07-01T09:30:00+05:60",
    "2026-07-01T09:30:00+5",
    "2026-07-01T09:30:00+053",
    "2026-07-01T09:30:00+05:",
    "2026-07-01T09:30:00+05:3",
    "2026-07-01T09:30:00+05:300",
    "2026-07-01T09:30:00ZZ",
    "2026-07-01T09:30:00 UTC",
    " 2026-07-01",
    "2026-07-01 ",
    "２０２６-07-01",
    null,
    undefined,
    1_790_000_000,
    {},
    ["2026-07-01"],
    new Date(0),
  ])("%j is none", (value) => {
    expect(readTime(value)).toBeNull();
  });

  test("no text throws, and what is read can be written and read again", () => {
    const bits = fc.constantFrom(
      "2026-07-01",
      "T",
      " ",
      "09:30",
      ":15",
      ".",
      "1",
      "Z",
      "+",
      "-",
      "05",
      ":",
      "30",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(bits).map((parts) => parts.join("")),
        ),
        (text) => {
          const time = readTime(text);
          if (time) expect(timeOf(isoOf(time)).instantMicros).toBe(time.instantMicros);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("the local date", () => {
  const date = (
    start: string | null,
    end: string | null,
    localization: number | null,
    kind: "day" | "sleep" | "moment",
  ) => localDate(readTime(start), readTime(end), localization, kind);

  test("of a day is the day it starts", () => {
    expect(date("2026-07-01T00:00:00-04:00", "2026-07-02T00:00:00-04:00", 1, "day")).toBe("2026-07-01");
    expect(date("2026-07-01T22:30:00+00:00", null, 0, "day")).toBe("2026-07-01");
    expect(date(null, "2026-07-02T00:00:00Z", 1, "day")).toBeNull();
  });

  test.each([
    ["2026-06-30T20:00:00+00:00", "2026-07-01T20:00:00+00:00", "2026-07-01"],
    ["2026-06-30T18:15:00+00:00", "2026-07-01T18:14:59.999999+00:00", "2026-07-01"],
    ["2026-07-01T05:00:00+00:00", "2026-07-02T05:00:00+00:00", "2026-07-01"],
    ["2026-07-01T00:00:00+00:00", "2026-07-02T00:00:00+00:00", "2026-07-01"],
    ["2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-29"],
    ["2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-25"],
    ["2026-12-31T12:00:00Z", "2027-01-01T12:00:00Z", "2027-01-01"],
  ])("of a day sent in UTC is the day of its middle: %s to %s", (start, end, day) => {
    expect(date(start, end, 0, "day")).toBe(day);
  });

  test("of a UTC window that is not about a day long is the day it starts", () => {
    expect(date("2026-06-30T20:00:00Z", "2026-07-01T18:59:59Z", 0, "day")).toBe("2026-06-30");
    expect(date("2026-06-30T20:00:00Z", "2026-07-01T21:00:01Z", 0, "day")).toBe("2026-06-30");
  });

  test("of a day said to be local, or not said to be anything, is the day it starts", () => {
    expect(date("2026-06-30T20:00:00Z", "2026-07-01T20:00:00Z", 1, "day")).toBe("2026-06-30");
    expect(date("2026-06-30T20:00:00Z", "2026-07-01T20:00:00Z", null, "day")).toBe("2026-06-30");
  });

  test("of a sleep is the day of waking, else the day of falling asleep", () => {
    expect(date("2026-07-01T23:00:00+02:00", "2026-07-02T07:00:00+02:00", 1, "sleep")).toBe("2026-07-02");
    expect(date("2026-07-01T23:00:00+02:00", null, 1, "sleep")).toBe("2026-07-01");
    expect(date(null, null, 1, "sleep")).toBeNull();
  });

  test("of a moment is the day it starts, whatever its length", () => {
    expect(date("2026-06-30T20:00:00Z", "2026-07-01T20:00:00Z", 0, "moment")).toBe("2026-06-30");
  });

  test("is a date of ten characters to the end of the calendar", () => {
    expect(date("9999-12-31T13:00:00+00:00", "9999-12-31T23:59:59-13:00", 0, "day")).toBe("9999-12-31");
  });
});

describe("the offset", () => {
  test.each([
    ["2026-07-01T00:00:00+05:30", 1, "+05:30"],
    ["2026-07-01T00:00:00-0330", 1, "-03:30"],
    ["2026-07-01T00:00:00-00:30", 0, "-00:30"],
    ["2026-07-01T00:00:00+14", null, "+14:00"],
    ["2026-07-01T00:00:00Z", 0, "+00:00"],
    ["2026-07-01T00:00:00-00:00", null, "+00:00"],
    ["2026-07-01T00:00:00+00:00", 1, null],
    ["2026-07-01T00:00:00Z", 1, null],
    ["2026-07-01T00:00:00", 0, null],
    ["2026-07-01", null, null],
  ])("of %s with localization %s is %s", (text, localization, wanted) => {
    expect(trustworthyOffset(timeOf(text), localization)).toBe(wanted);
  });
});
