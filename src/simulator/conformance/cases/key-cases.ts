import { everyOrder } from "../arrivals.ts";
import { asleep, at, DAY, daily, data, dayOf, nightOf, user } from "../bodies.ts";
import { type Case, caseOf, type Delivery } from "../case.ts";
import { InAnyOrder } from "../matches.ts";
import { connects, shows } from "../questions.ts";

type Leaves = Record<string, unknown>;

const run = (from: string, to: string, more: Leaves = {}): Leaves => ({
  start_time: `${DAY}T${from}:00+01:00`,
  end_time: `${DAY}T${to}:00+01:00`,
  ...more,
});

/** Activities of these metadata, each of so many steps as its place says, each newer than the one before it. */
function activities(...metadata: Leaves[]): Delivery[] {
  return metadata.map((own, n) => ({
    body: data("activity", [{ metadata: own, distance_data: { summary: { steps: n } } }]),
    headers: at(n),
  }));
}

function nights(...metadata: Leaves[]): Delivery[] {
  return metadata.map((own, n) => ({ body: data("sleep", [nightOf(asleep(n), own)]), headers: at(n) }));
}

/** Days of one type that begin at these times of the one date. */
function days(type: string, content: (n: number) => Leaves): Delivery[] {
  return ["00:00", "04:30"].map((time, n) => ({
    body: data(type, [{ metadata: { start_time: `${DAY}T${time}:00+01:00` }, ...content(n) }]),
    headers: at(n),
  }));
}

const stepsOf = (...counts: number[]) =>
  shows("activities", "steps", new InAnyOrder(...counts.map((steps) => ({ steps }))));
const asleepOf = (...counts: number[]) =>
  shows(
    "sleeps",
    "durationAsleepSeconds",
    new InAnyOrder(...counts.map((n) => ({ durationAsleepSeconds: n }))),
  );

const RECORD_CASES: readonly Case[] = [
  caseOf(3, "activities of one summary_id are one, though their times differ", {
    deliveries: activities(
      run("10:00", "11:00", { summary_id: "a" }),
      run("10:05", "11:30", { summary_id: "a" }),
    ),
    arrivals: everyOrder,
    asked: stepsOf(1),
  }),
  caseOf(3, "activities of two summary_ids are two, though their times are one", {
    deliveries: activities(
      run("10:00", "11:00", { summary_id: "a" }),
      run("10:00", "11:00", { summary_id: "b" }),
    ),
    arrivals: everyOrder,
    asked: stepsOf(0, 1),
  }),
  caseOf(3, "activities without a summary_id are one where start and end are", {
    deliveries: activities(run("10:00", "11:00"), run("10:00", "11:00"), run("10:00", "11:01")),
    arrivals: everyOrder,
    asked: stepsOf(1, 2),
  }),
  caseOf(3, "an empty summary_id is none", {
    deliveries: activities(
      run("10:00", "11:00", { summary_id: "" }),
      run("12:00", "13:00", { summary_id: "" }),
    ),
    arrivals: everyOrder,
    asked: stepsOf(0, 1),
  }),
  caseOf(3, "a summary_id that is a number is its text", {
    deliveries: activities(
      run("10:00", "11:00", { summary_id: 42 }),
      run("10:00", "11:10", { summary_id: "42" }),
    ),
    arrivals: everyOrder,
    asked: stepsOf(1),
  }),
  caseOf(3, "a summary_id belongs to its connection: two accounts may have the same", {
    deliveries: ["%-a", "%-b"].map((user_id, n) => ({
      body: {
        ...data("activity", [
          { metadata: run("10:00", "11:00", { summary_id: "a" }), distance_data: { summary: { steps: n } } },
        ]),
        user: user({ user_id, provider: `PROVIDER${n}` }),
      },
      headers: at(n),
    })),
    arrivals: everyOrder,
    asked: stepsOf(0, 1),
  }),
  caseOf(3, "sleeps of one summary_id are one, though their times differ", {
    deliveries: nights({ summary_id: "n" }, { summary_id: "n", start_time: "2026-02-28T22:10:00+01:00" }),
    arrivals: everyOrder,
    asked: asleepOf(1),
  }),
  caseOf(3, "sleeps without a summary_id are one where the start is, since a night's end grows", {
    deliveries: nights({ end_time: `${DAY}T05:00:00+01:00` }, { end_time: `${DAY}T06:40:00+01:00` }),
    arrivals: everyOrder,
    asked: asleepOf(1),
  }),
  caseOf(3, "a night and a nap of one day are two", {
    deliveries: nights({}, { start_time: `${DAY}T14:00:00+01:00`, end_time: `${DAY}T14:30:00+01:00` }),
    arrivals: everyOrder,
    asked: asleepOf(0, 1),
  }),
  caseOf(3, "a connection has one daily a day, whenever it says that the day begins", {
    deliveries: days("daily", (n) => ({ distance_data: { steps: n } })),
    arrivals: everyOrder,
    asked: shows("dailies", "steps", [{ steps: 1 }]),
  }),
  caseOf(3, "and one body a day", {
    deliveries: days("body", (n) => ({ measurements_data: { day_avg_weight_kg: 70 + n } })),
    arrivals: everyOrder,
    asked: shows("bodies", "weightKg", [{ weightKg: 71 }]),
  }),
  caseOf(3, "and one nutrition a day", {
    deliveries: days("nutrition", (n) => ({ summary: { macros: { calories: n } } })),
    arrivals: everyOrder,
    asked: shows("nutritions", "calories", [{ calories: 1 }]),
  }),
  caseOf(3, "and one menstruation a day", {
    deliveries: days("menstruation", (n) => ({ menstruation_data: { day_in_cycle: n } })),
    arrivals: everyOrder,
    asked: shows("menstruations", "dayInCycle", [{ dayInCycle: 1 }]),
  }),
];

const ATHLETE_CASES: readonly Case[] = [
  caseOf(3, "a connection has one athlete, the newest, whether it comes as athlete or in data", {
    deliveries: [
      { body: { type: "athlete", user: user(), athlete: { first_name: "Ada" } }, headers: at(1) },
      { body: data("athlete", { first_name: "Bea" }), headers: at(2) },
      { body: data("athlete", [{ first_name: "Cleo" }]), headers: at(3) },
    ],
    arrivals: everyOrder,
    asked: shows("athletes", "firstName startTime localDate", [
      { firstName: "Cleo", startTime: null, localDate: null },
    ]),
  }),
  caseOf(3, "an athlete is outside every day and time, and last in both orders", {
    deliveries: [
      { body: { type: "athlete", user: user(), athlete: { first_name: "Ada" } } },
      { body: daily(1) },
    ],
    asked: [
      ...["NEWEST_FIRST", "OLDEST_FIRST"].map((order) =>
        shows(`healthRecords(order: ${order})`, "type", [{ type: "DAILY" }, { type: "ATHLETE" }]),
      ),
      shows('healthRecords(days: { from: "1900-01-01", to: "2100-01-01" })', "type", [{ type: "DAILY" }]),
      shows('healthRecords(time: { from: "1900-01-01T00:00:00Z" })', "type", [{ type: "DAILY" }]),
    ],
  }),
];

const hormone = (timestamp: string, lh_mIU_per_ml: number, n: number): Delivery => ({
  body: data("hormone", [{ timestamp, lh_mIU_per_ml }]),
  headers: at(n),
});
const plan = (own: Leaves, name: string, n: number): Delivery => ({
  body: data("planned_workout", [{ ...own, details: { metadata: { name } } }]),
  headers: at(n),
});
const observed = (summary_id: string, quantity: number, n: number): Delivery => ({
  body: data("health_observation", [
    {
      metadata: dayOf(DAY, { summary_id }),
      observation_data: { status: 1, value: { value_type: 1, quantity } },
    },
  ]),
  headers: at(n),
});

const NEWER_TYPES: readonly Case[] = [
  caseOf(3, "hormones of one instant are one, in whichever zone it is written", {
    deliveries: [
      hormone("2026-03-01T08:00:00+00:00", 5, 1),
      hormone("2026-03-01T09:00:00+01:00", 6, 2),
      hormone("2026-03-01T09:00:00+00:00", 7, 3),
    ],
    arrivals: everyOrder,
    asked: shows("hormones(order: OLDEST_FIRST)", "lhMiuPerMl", [{ lhMiuPerMl: 6 }, { lhMiuPerMl: 7 }]),
  }),
  caseOf(3, "health observations of one summary_id are one", {
    deliveries: [observed("o", 1, 1), observed("o", 2, 2), observed("p", 3, 3)],
    arrivals: everyOrder,
    asked: shows("healthObservations", "quantity", new InAnyOrder({ quantity: 2 }, { quantity: 3 })),
  }),
  caseOf(3, "planned workouts of one planned_workout_id are one", {
    deliveries: [
      plan({ planned_workout_id: "p" }, "easy", 1),
      plan({ planned_workout_id: "p" }, "hard", 2),
      plan({ planned_workout_id: "q" }, "long", 3),
    ],
    arrivals: everyOrder,
    asked: shows("plannedWorkouts", "name", new InAnyOrder({ name: "hard" }, { name: "long" })),
  }),
  caseOf(3, "planned workouts of the older shape go by metadata.id", {
    deliveries: [1, 2].map((n) => ({
      body: data("planned_workout", [{ metadata: { id: "old", name: `plan ${n}` }, steps: [] }]),
      headers: at(n),
    })),
    arrivals: everyOrder,
    asked: shows("plannedWorkouts", "name", [{ name: "plan 2" }]),
  }),
];

/** An event about a report of the laboratory, at an hour of the one day. */
function report(
  hour: number,
  kind: "completed" | "failed",
  content: Leaves,
  reference: Leaves = { reference_id: "%" },
): Delivery {
  const occurred_at = `${DAY}T${String(hour).padStart(2, "0")}:00:00Z`;
  const event_id = `%-${hour}-${kind}`;
  return { body: { type: `lab_report.${kind}`, event_id, occurred_at, data: { ...reference, ...content } } };
}

const unreadable = { error: { code: "file_unreadable", message: "no", retriable: false } };

const LAB_CASES: readonly Case[] = [
  caseOf(3, "lab reports of one session are one, the newest by occurred_at", {
    deliveries: [
      report(9, "completed", { session_id: "%-1", results_count: 1, results: [] }),
      report(11, "completed", { session_id: "%-1", results_count: 3, results: [] }),
      report(10, "completed", { session_id: "%-1", results_count: 2, results: [] }),
    ],
    arrivals: everyOrder,
    asked: shows("labReports", "resultsCount", [{ resultsCount: 3 }]),
  }),
  caseOf(3, "a failed lab report never replaces a completed one", {
    deliveries: [
      report(9, "completed", { session_id: "%-1", results_count: 4, results: [] }),
      report(10, "failed", { session_id: "%-1", ...unreadable }),
    ],
    arrivals: everyOrder,
    asked: shows("labReports", "status resultsCount", [{ status: "COMPLETED", resultsCount: 4 }]),
  }),
  caseOf(3, "a person has one connection of the provider LAB_REPORT for all lab reports", {
    deliveries: [
      report(9, "completed", { session_id: "%-1", results_count: 1 }),
      report(10, "failed", { session_id: "%-2", ...unreadable }),
    ],
    arrivals: everyOrder,
    asked: [
      connects("provider terraUserId", [{ provider: "LAB_REPORT", terraUserId: "lab:%" }]),
      shows("labReports", "status", new InAnyOrder({ status: "COMPLETED" }, { status: "FAILED" })),
    ],
  }),
  caseOf(3, "a lab report without a reference is the person's as soon as a reference comes", {
    deliveries: [
      report(9, "completed", { session_id: "%-1", results_count: 1 }, {}),
      report(10, "completed", { session_id: "%-1", results_count: 2 }),
    ],
    arrivals: everyOrder,
    asked: shows("labReports", "resultsCount", [{ resultsCount: 2 }]),
  }),
];

export const KEY_CASES: readonly Case[] = [...RECORD_CASES, ...ATHLETE_CASES, ...NEWER_TYPES, ...LAB_CASES];
