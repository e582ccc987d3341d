import { everyOrder } from "../arrivals.ts";
import { at, DAY, data } from "../bodies.ts";
import type { Question } from "../case.ts";
import { type Case, caseOf, type Delivery } from "../case.ts";
import { shows } from "../questions.ts";

type Times = { start_time: string; end_time?: string | null; timestamp_localization?: number };

const of = (type: string, metadata: Times): Delivery => ({ body: data(type, [{ metadata }]) });

function day(claim: string, type: string, metadata: Times, wanted: object): Case {
  const list = { daily: "dailies", sleep: "sleeps", activity: "activities" }[type] ?? type;
  return caseOf(5, claim, {
    deliveries: [of(type, metadata)],
    asked: shows(list, Object.keys(wanted).join(" "), [wanted]),
  });
}

const DAY_CASES: readonly Case[] = [
  day(
    "a daily's local date is the first ten characters of its start, west of Greenwich too",
    "daily",
    { start_time: `${DAY}T00:00:00-08:00`, end_time: "2026-03-02T00:00:00-08:00" },
    { localDate: DAY, utcOffset: "-08:00" },
  ),
  day(
    "and far east of it, at an offset of three quarters of an hour",
    "daily",
    { start_time: `${DAY}T00:00:00.000000+05:45`, end_time: "2026-03-02T00:00:00.000000+05:45" },
    { localDate: DAY, utcOffset: "+05:45" },
  ),
  day(
    "an activity's local date is that of its start, though it ends tomorrow",
    "activity",
    { start_time: `${DAY}T23:50:00-05:00`, end_time: "2026-03-02T00:40:00-05:00" },
    { localDate: DAY },
  ),
  day(
    "a sleep's local date is the day of waking",
    "sleep",
    { start_time: "2026-02-28T22:50:00+01:00", end_time: `${DAY}T06:40:00+01:00` },
    { localDate: DAY },
  ),
  day(
    "without an end, a sleep's local date is that of its start",
    "sleep",
    { start_time: "2026-02-28T22:50:00+01:00", end_time: null },
    { localDate: "2026-02-28" },
  ),
  day(
    "a day that is told in UTC and does not begin at midnight is that of its middle",
    "daily",
    { start_time: "2026-02-28T16:00:00+00:00", end_time: `${DAY}T16:00:00+00:00`, timestamp_localization: 0 },
    { localDate: DAY },
  ),
  caseOf(5, "and its key is that day as well, though the clocks were changed", {
    deliveries: ["16:00", "15:00"].map((hour, n) => ({
      body: data("daily", [
        {
          metadata: {
            start_time: `2026-02-28T${hour}:00+00:00`,
            end_time: `${DAY}T16:00:00+00:00`,
            timestamp_localization: 0,
          },
          distance_data: { steps: n },
        },
      ]),
      headers: at(n),
    })),
    arrivals: everyOrder,
    asked: shows("dailies", "steps localDate", [{ steps: 1, localDate: DAY }]),
  }),
  day(
    "an offset of +00:00 on a time that is said to be local is no offset",
    "daily",
    { start_time: `${DAY}T00:00:00+00:00`, end_time: "2026-03-02T00:00:00+00:00", timestamp_localization: 1 },
    { localDate: DAY, utcOffset: null },
  ),
  day(
    "a time without an offset has none",
    "daily",
    { start_time: `${DAY}T00:00:00`, end_time: "2026-03-02T00:00:00" },
    { localDate: DAY, utcOffset: null },
  ),
  ...[`${DAY} 10:00:00+00:00`, `${DAY}T10:00:00Z`, `${DAY}T10:00:00.000+0000`, `${DAY}T11:00:00+01`].map(
    (start_time) =>
      caseOf(5, `reads a time that is written ${start_time}`, {
        deliveries: [of("activity", { start_time, end_time: `${DAY}T12:00:00Z` })],
        asked: shows(
          "activities",
          "startTime",
          ([only]: { startTime: string }[]) => Date.parse(only?.startTime ?? "") === Date.UTC(2026, 2, 1, 10),
        ),
      }),
  ),
];

// An activity from ten to eleven, and an expedition of ten days that began with the month.
const outings: Delivery[] = [
  of("activity", { start_time: `${DAY}T10:00:00Z`, end_time: `${DAY}T11:00:00Z` }),
  of("activity", { start_time: `${DAY}T00:00:00Z`, end_time: "2026-03-11T00:00:00Z" }),
];

function during(from: string | null, to: string | null, ...found: ("outing" | "expedition")[]): Question {
  const range = [from && `from: "${from}"`, to && `to: "${to}"`].filter(Boolean).join(", ");
  const starts = { outing: Date.UTC(2026, 2, 1, 10), expedition: Date.UTC(2026, 2, 1) };
  return shows(
    `activities(time: { ${range} }, order: NEWEST_FIRST)`,
    "startTime",
    found.map((name) => ({ startTime: isAt(starts[name]) })),
  );
}

function isAt(instant: number): (text: unknown) => boolean {
  return (text) => Date.parse(String(text)) === instant;
}

const RANGE_CASES: readonly Case[] = [
  caseOf(5, "a record is in a time range that it overlaps, the end of which is not part of it", {
    deliveries: outings,
    asked: [
      during(null, `${DAY}T10:00:00Z`, "expedition"),
      during(null, `${DAY}T10:00:01Z`, "outing", "expedition"),
      during(`${DAY}T10:59:59Z`, null, "outing", "expedition"),
      during(`${DAY}T11:00:00Z`, null, "expedition"),
      during(`${DAY}T10:00:00Z`, `${DAY}T10:00:01Z`, "outing", "expedition"),
    ],
  }),
  caseOf(5, "a record of no length is in the range that begins with it", {
    deliveries: [of("activity", { start_time: `${DAY}T10:00:00Z`, end_time: `${DAY}T10:00:00Z` })],
    asked: [during(`${DAY}T10:00:00Z`, null, "outing"), during(`${DAY}T10:00:01Z`, null)],
  }),
  caseOf(5, "a record longer than seven days is found by its start alone", {
    deliveries: outings,
    asked: [
      during("2026-03-07T23:59:59Z", null, "expedition"),
      during("2026-03-08T00:00:00Z", null),
      during("2026-02-20T00:00:00Z", `${DAY}T00:00:01Z`, "expedition"),
    ],
  }),
  caseOf(5, "a range of days has both its ends, by the person's own calendar", {
    deliveries: ["2026-02-28", DAY, "2026-03-02"].map((date) =>
      of("daily", { start_time: `${date}T00:00:00-11:00`, end_time: `${date}T23:59:59-11:00` }),
    ),
    asked: [
      shows(`dailies(days: { from: "2026-02-28", to: "${DAY}" })`, "localDate", [
        { localDate: DAY },
        { localDate: "2026-02-28" },
      ]),
      shows(`dailies(days: { from: "${DAY}", to: "${DAY}" })`, "localDate", [{ localDate: DAY }]),
    ],
  }),
  caseOf(5, "lists are ordered by start, then by type", {
    deliveries: [
      of("daily", { start_time: `${DAY}T10:00:00Z`, end_time: "2026-03-02T10:00:00Z" }),
      of("activity", { start_time: `${DAY}T10:00:00Z`, end_time: `${DAY}T11:00:00Z` }),
      of("sleep", { start_time: `${DAY}T09:00:00Z`, end_time: `${DAY}T09:30:00Z` }),
    ],
    arrivals: everyOrder,
    asked: shows("healthRecords(order: OLDEST_FIRST)", "type", [
      { type: "SLEEP" },
      { type: "ACTIVITY" },
      { type: "DAILY" },
    ]),
  }),
];

export const TIME_CASES: readonly Case[] = [...DAY_CASES, ...RANGE_CASES];
