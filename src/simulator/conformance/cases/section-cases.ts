import { everyOrder, everyOrderTwice } from "../arrivals.ts";
import { asleep, at, DAY, dailyOf, data, nightOf } from "../bodies.ts";
import { type Case, caseOf, type Delivery } from "../case.ts";
import { shows } from "../questions.ts";

type Leaves = Record<string, unknown>;

/** Versions of the one day, each newer than the one before it. */
function versions(...days: Leaves[]): Delivery[] {
  return days.map((day, index) => ({
    body: data("daily", [{ ...dailyOf(undefined), ...day }]),
    headers: at(index),
  }));
}

const resting = (resting_hr_bpm: unknown): Leaves => ({ heart_rate_data: { summary: { resting_hr_bpm } } });
const steps = (steps: unknown, more: Leaves = {}): Leaves => ({ distance_data: { steps, ...more } });
const pulse = (...bpms: number[]): Leaves => ({
  heart_rate_data: {
    detailed: { hr_samples: bpms.map((bpm, n) => ({ timestamp: `${DAY}T08:0${n}:00+01:00`, bpm })) },
  },
});
const series = (name: string, ...numbers: number[][]) => [
  { series: numbers.length === 0 ? [] : [{ name, columns: numbers.map((column) => ({ numbers: column })) }] },
];

/** A window of the one day, from an hour to another. */
function windowOf(type: string, from: string, to: string, content: Leaves): Leaves {
  return data(type, [
    { metadata: { start_time: `${DAY}T${from}:00+01:00`, end_time: `${DAY}T${to}:00+01:00` }, ...content },
  ]);
}

const pressure = (...readings: [time: string, systolic: number][]): Leaves => ({
  blood_pressure_data: {
    blood_pressure_samples: readings.map(([time, systolic_bp]) => ({
      timestamp: `${DAY}T${time}:00+01:00`,
      systolic_bp,
    })),
  },
});
const weights = (...readings: [time: string, kg: number][]): Leaves => ({
  measurements_data: {
    measurements: readings.map(([time, weight_kg]) => ({
      measurement_time: `${DAY}T${time}:00+01:00`,
      weight_kg,
    })),
  },
});
const eaten = (...meals: [time: string, name: string][]): Leaves => ({
  meals: meals.map(([time, name]) => ({ timestamp: `${DAY}T${time}:00+01:00`, name })),
});
const systolics = (...numbers: number[]) =>
  shows(
    "bodies",
    "series(names: [BLOOD_PRESSURE]) { columns { name numbers } }",
    ([body]: Systolics[]) =>
      body?.series[0]?.columns.some(({ numbers: found }) => String(found) === String(numbers)) === true,
  );
type Systolics = { series: { columns: { numbers: number[] }[] }[] };

export const SECTION_CASES: readonly Case[] = [
  caseOf(2, "a newer statement that leaves a section null keeps the older one's", {
    deliveries: versions({ ...steps(100), ...resting(50) }, { ...steps(200), ...resting(null) }),
    arrivals: everyOrder,
    asked: shows("dailies", "steps restingHeartRateBpm", [{ steps: 200, restingHeartRateBpm: 50 }]),
  }),
  caseOf(2, "an older statement fills the section that a newer one does not have", {
    deliveries: versions({ ...steps(100), ...resting(50) }, steps(200), { heart_rate_data: {} }),
    arrivals: everyOrder,
    asked: shows("dailies", "steps restingHeartRateBpm", [{ steps: 200, restingHeartRateBpm: 50 }]),
  }),
  caseOf(2, "a section is taken whole: what a newer one leaves out of it is gone", {
    deliveries: versions(steps(100, { distance_meters: 70 }), steps(200)),
    arrivals: everyOrder,
    asked: shows("dailies", "steps distanceMeters", [{ steps: 200, distanceMeters: null }]),
  }),
  caseOf(2, "0 is a value, and not empty", {
    deliveries: versions({ ...steps(100), ...resting(50) }, { ...steps(0), ...resting(0) }),
    arrivals: everyOrder,
    asked: shows("dailies", "steps restingHeartRateBpm", [{ steps: 0, restingHeartRateBpm: 0 }]),
  }),
  caseOf(2, "false is a value, and not empty", {
    deliveries: [true, false].map((is_nap, n) => ({
      body: data("sleep", [nightOf(asleep(9), { is_nap })]),
      headers: at(n),
    })),
    arrivals: everyOrder,
    asked: shows("sleeps", "isNap", [{ isNap: false }]),
  }),
  caseOf(2, "a half-built night takes nothing of a whole one away", {
    deliveries: [
      {
        body: data("sleep", [nightOf({ ...asleep(25_000), ...resting(48) }, { summary_id: "n" })]),
        headers: at(1),
      },
      {
        body: data("sleep", [nightOf({ ...asleep(null), ...pulse() }, { summary_id: "n" })]),
        headers: at(2),
      },
      { body: data("sleep", [nightOf({ ...resting(47) }, { summary_id: "n" })]), headers: at(3) },
    ],
    arrivals: everyOrderTwice,
    asked: shows("sleeps", "durationAsleepSeconds restingHeartRateBpm", [
      { durationAsleepSeconds: 25_000, restingHeartRateBpm: 47 },
    ]),
  }),
  caseOf(2, "an array of samples is a section of its own: an empty one keeps the older one's", {
    deliveries: versions({ ...pulse(61, 62) }, { ...pulse() }, resting(50)),
    arrivals: everyOrder,
    asked: shows("dailies", "restingHeartRateBpm series(names: [HEART_RATE]) { name columns { numbers } }", [
      { restingHeartRateBpm: 50, ...series("HEART_RATE", [61, 62])[0] },
    ]),
  }),
  caseOf(2, "a newer array of samples of a day replaces the older one whole", {
    deliveries: versions(pulse(61, 62, 63), pulse(70)),
    arrivals: everyOrder,
    asked: shows(
      "dailies",
      "series(names: [HEART_RATE]) { name columns { numbers } }",
      series("HEART_RATE", [70]),
    ),
  }),
  caseOf(2, "each score of the enrichment is a section of its own: one may go back to null", {
    deliveries: versions(
      { data_enrichment: { total_stress_score: 30, immune_index: 3 } },
      { data_enrichment: { total_stress_score: null, immune_index: 4 } },
    ),
    arrivals: everyOrder,
    asked: shows("dailies", "terraTotalStressScore terraImmuneIndex", [
      { terraTotalStressScore: 30, terraImmuneIndex: 4 },
    ]),
  }),
  caseOf(2, "a small list is a section of its own: an empty one keeps the older one's", {
    deliveries: versions(
      { tag_data: { tags: [{ tag_name: "tea" }, { tag_name: "late" }] } },
      { tag_data: { tags: [] }, ...steps(1) },
    ),
    arrivals: everyOrder,
    asked: shows("dailies", "steps tags { name }", [{ steps: 1, tags: [{ name: "tea" }, { name: "late" }] }]),
  }),
  caseOf(2, "a body's readings of the morning and of the evening are both there", {
    deliveries: [
      { body: windowOf("body", "07:00", "08:00", pressure(["07:30", 121])), headers: at(1) },
      { body: windowOf("body", "19:00", "20:00", pressure(["19:30", 131])), headers: at(2) },
    ],
    arrivals: everyOrder,
    asked: systolics(121, 131),
  }),
  caseOf(2, "a newer window of a body replaces samples inside itself, and outside it they stay", {
    deliveries: [
      { body: windowOf("body", "07:00", "09:00", pressure(["07:30", 121], ["08:30", 122])), headers: at(1) },
      { body: windowOf("body", "08:00", "10:00", pressure(["08:15", 131], ["09:15", 132])), headers: at(2) },
    ],
    arrivals: everyOrder,
    asked: systolics(121, 131, 132),
  }),
  caseOf(2, "the same holds for a body's measurements", {
    deliveries: [
      { body: windowOf("body", "07:00", "09:00", weights(["07:30", 70], ["08:30", 71])), headers: at(1) },
      { body: windowOf("body", "08:00", "10:00", weights(["08:15", 80])), headers: at(2) },
      { body: windowOf("body", "20:00", "21:00", weights(["20:15", 90])), headers: at(3) },
    ],
    arrivals: everyOrder,
    asked: shows("bodies", "measurements { weightKg }", [
      { measurements: [{ weightKg: 70 }, { weightKg: 80 }, { weightKg: 90 }] },
    ]),
  }),
  caseOf(2, "and for the meals of a day", {
    deliveries: [
      { body: windowOf("nutrition", "07:00", "12:00", eaten(["08:00", "porridge"])), headers: at(1) },
      { body: windowOf("nutrition", "12:00", "20:00", eaten(["13:00", "soup"])), headers: at(2) },
      { body: windowOf("nutrition", "07:00", "12:00", eaten(["08:00", "muesli"])), headers: at(3) },
    ],
    arrivals: everyOrder,
    asked: shows("nutritions", "meals { name }", [{ meals: [{ name: "muesli" }, { name: "soup" }] }]),
  }),
];
