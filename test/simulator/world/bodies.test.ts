/** What holds of every simulated body, whatever the seed and the season. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SimulatedDelivery } from "../../../src/simulator/world/simulated-delivery.ts";
import type { DailyPayload } from "../../../src/terra/payloads/daily.ts";
import type { SleepPayload } from "../../../src/terra/payloads/sleep.ts";
import { countSamples, DAY, deliveriesOf, grouped, sightingsOf, worldOf } from "./bodies.ts";

const RUNS = 4;

/** Six people, anywhere in three years. */
const somewhere = fc.record({ seed: fc.nat(), day: fc.integer({ min: 0, max: 1_100 }) });

/** Nothing may be at fault, and not for want of anything to look at. */
function findsNoFault(
  faultsOf: (deliveries: SimulatedDelivery[]) => (string | null)[],
  { days = 2, samples = true } = {},
): void {
  fc.assert(
    fc.property(somewhere, ({ seed, day }) => {
      const world = worldOf(seed, 6, samples);
      const looks = faultsOf(deliveriesOf(world, Date.UTC(2024, 0, 1) + day * DAY, days));
      expect(looks.length).toBeGreaterThan(10);
      expect(looks.filter((fault) => fault !== null)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
}

/** Nobody works out every day. */
const aWeek = { days: 7, samples: false };

describe("a sleep", { timeout: 30_000 }, () => {
  test("is made of its stages, and its hypnogram of the same", () => {
    findsNoFault((deliveries) =>
      sightingsOf(deliveries, "sleep").flatMap(({ payload, delivery }) => {
        const { asleep, awake, other } = payload.sleep_durations_data;
        const stages = [
          asleep.duration_light_sleep_state_seconds,
          asleep.duration_deep_sleep_state_seconds,
          asleep.duration_REM_sleep_state_seconds,
        ];
        const inBed = sum([...stages, awake.duration_awake_state_seconds]);
        return [
          unlessEqual("asleep", asleep.duration_asleep_state_seconds, sum(stages)),
          unlessEqual("in bed", other.duration_in_bed_seconds, inBed),
          ...(hasOffset(delivery) ? hypnogramFaults(payload, inBed) : []),
        ];
      }),
    );
  });

  test("overlaps no other of its connection", () => {
    findsNoFault((deliveries) => {
      const all = sightingsOf(deliveries, "sleep").map(({ delivery, payload }) => ({
        connection: delivery.terraUserId,
        ...payload.metadata,
      }));
      const sorted = all.sort((one, other) => compare(startsIn(one), startsIn(other)));
      return sorted.slice(1).map((sleep, index) => {
        const before = sorted[index];
        if (before?.connection !== sleep.connection || before.summary_id === sleep.summary_id) return null;
        return before.end_time < sleep.start_time ? null : `${before.end_time} is after ${sleep.start_time}`;
      });
    });
  });
});

describe("a day", { timeout: 30_000 }, () => {
  test("has running totals that never fall and end at the day's total", () => {
    findsNoFault((deliveries) =>
      sightingsOf(deliveries, "daily").flatMap(({ payload }) => {
        const { detailed, steps, distance_meters, floors_climbed } = payload.distance_data;
        const { calorie_samples, total_burned_calories } = payload.calories_data;
        return [
          totalFault(
            detailed.step_samples.map((sample) => sample.steps),
            steps,
          ),
          totalFault(
            detailed.distance_samples.map((sample) => sample.distance_meters),
            distance_meters,
          ),
          totalFault(
            detailed.floors_climbed_samples.map((sample) => sample.floors_climbed),
            floors_climbed,
          ),
          totalFault(
            calorie_samples.map(({ calories }) => calories),
            total_burned_calories,
          ),
        ];
      }),
    );
  });

  test("never shrinks when it is sent again", () => {
    findsNoFault((deliveries) =>
      [...grouped(sightingsOf(deliveries, "daily")).values()].flatMap((versions) =>
        versions.slice(1).map((version, index) => {
          const [before, after] = [sizeOf(versions[index]), sizeOf(version)];
          return before.every((size, at) => size <= (after[at] ?? -1))
            ? null
            : `${before} shrank to ${after}`;
        }),
      ),
    );
  });

  test("counts each of its minutes to one level of activity and one zone of the heart", () => {
    findsNoFault((deliveries) =>
      sightingsOf(deliveries, "daily").map(({ payload }) => {
        const { activity_seconds, inactivity_seconds, rest_seconds } = payload.active_durations_data;
        const zones = payload.heart_rate_data.summary.hr_zone_data.map((zone) => zone.duration_seconds);
        return unlessEqual("seconds", sum([activity_seconds, inactivity_seconds, rest_seconds]), sum(zones));
      }),
    );
  });
});

test("a heart rate's summary is that of its samples", { timeout: 30_000 }, () => {
  findsNoFault((deliveries) =>
    (["daily", "sleep", "activity"] as const)
      .flatMap((type) => sightingsOf<"daily" | "sleep" | "activity">(deliveries, type))
      .flatMap(({ payload }) => {
        const { detailed, summary } = payload.heart_rate_data;
        const { min_hr_bpm, max_hr_bpm, avg_hr_bpm, user_max_hr_bpm } = summary;
        const [low = 0, mean = 0, high = 0] = [min_hr_bpm, avg_hr_bpm, max_hr_bpm].map((value) => value ?? 0);
        const human = 35 < low && low <= mean && mean <= high && high <= (user_max_hr_bpm ?? 0) + 4;
        const beats = detailed.hr_samples.map(({ bpm }) => bpm);
        return [
          human ? null : `${low} ${mean} ${high} is nobody's heart`,
          ...(beats.length === 0
            ? []
            : [
                unlessEqual("lowest", low, Math.min(...beats)),
                unlessEqual("highest", high, Math.max(...beats)),
                Math.abs(mean - sum(beats) / beats.length) < 0.006 ? null : `${mean} is not the mean`,
              ]),
        ];
      }),
  );
});

describe("a workout", { timeout: 30_000 }, () => {
  test("is the sum of its laps, and each of its minutes is in one zone of the heart", () => {
    findsNoFault(
      (deliveries) =>
        sightingsOf(deliveries, "activity").flatMap(({ payload }) => {
          const { laps } = payload.lap_data;
          const { summary } = payload.distance_data;
          const zones = payload.heart_rate_data.summary.hr_zone_data.map((zone) => zone.duration_seconds);
          const whole = secondsBetween(payload.metadata.start_time, payload.metadata.end_time);
          const swum = summary.distance_meters === sum([summary.swimming.num_laps]) * 25;
          return [
            unlessEqual("zones", whole, sum(zones)),
            ...(laps.length === 0
              ? []
              : [
                  unlessEqual("laps' seconds", whole, sum(laps.map((lap) => lap.active_duration_seconds))),
                  unlessNear(
                    "laps' metres",
                    summary.distance_meters,
                    sum(laps.map((lap) => lap.distance_meters)),
                  ),
                  unlessNear(
                    "laps' calories",
                    payload.calories_data.total_burned_calories,
                    sum(laps.map(({ calories }) => calories)),
                  ),
                  unlessEqual(
                    "strokes",
                    sum([summary.swimming.num_strokes]),
                    sum(laps.map((lap) => lap.total_strokes)),
                  ),
                ]),
            summary.swimming.num_laps === null || swum ? null : "swims a part of a lap",
          ];
        }),
      aWeek,
    );
  });

  test("is no faster, longer and harder than people are", () => {
    findsNoFault(
      (deliveries) =>
        sightingsOf(deliveries, "activity").flatMap(({ payload }) => {
          const minutes = secondsBetween(payload.metadata.start_time, payload.metadata.end_time) / 60;
          const { avg_speed_meters_per_second: speed, max_speed_meters_per_second: fastest } =
            payload.movement_data;
          const perMinute = (payload.calories_data.total_burned_calories ?? 0) / minutes;
          const climb = payload.distance_data.summary.elevation.gain_actual_meters ?? 0;
          return [
            isIn(minutes, 20, 190) ? null : `${minutes} minutes`,
            isIn(perMinute, 1.5, 22) ? null : `${perMinute} calories a minute`,
            speed === null || isIn(speed, ...speedsOf(payload.metadata.type)) ? null : `${speed} m/s`,
            (fastest ?? 0) < 1.35 * (speed ?? 1) ? null : `${fastest} m/s where ${speed} is usual`,
            isIn(climb, 0, 600) ? null : `${climb} metres up`,
          ];
        }),
      aWeek,
    );
  });
});

test("a day's food is the sum of its meals", { timeout: 30_000 }, () => {
  findsNoFault((deliveries) =>
    sightingsOf(deliveries, "nutrition").flatMap(({ payload: { meals, summary } }) =>
      (["calories", "protein_g", "carbohydrates_g", "fat_g", "sodium_mg"] as const).map((name) => {
        const eaten = sum(meals.map(({ macros }) => macros[name]));
        return meals.length === 0
          ? "no meals"
          : unlessEqual(name, summary.macros[name], Math.round(10 * eaten) / 10);
      }),
    ),
  );
});

// Metres in a second, by Terra's code of the sport.
function speedsOf(type: number): [slowest: number, fastest: number] {
  const speeds: Record<number, [number, number]> = {
    7: [1, 2.2],
    8: [1.9, 4.4],
    16: [4.5, 10.5],
    83: [0.5, 1.3],
  };
  return speeds[type] ?? [0.8, 2];
}

function isIn(value: number, low: number, high: number): boolean {
  return low <= value && value <= high;
}

function hypnogramFaults(sleep: SleepPayload, inBed: number): (string | null)[] {
  const { asleep, awake } = sleep.sleep_durations_data;
  const { start_time, end_time } = sleep.metadata;
  return [
    unlessEqual("window", secondsBetween(start_time, end_time), inBed),
    unlessEqual("deep", secondsAt(sleep, 5), asleep.duration_deep_sleep_state_seconds),
    unlessEqual("REM", secondsAt(sleep, 6), asleep.duration_REM_sleep_state_seconds),
    unlessEqual("awake", secondsAt(sleep, 1), awake.duration_awake_state_seconds),
  ];
}

function secondsAt({ metadata, sleep_durations_data }: SleepPayload, level: number): number {
  const { hypnogram_samples: samples } = sleep_durations_data;
  const ends = [...samples.slice(1).map(({ timestamp }) => timestamp), metadata.end_time];
  return sum(
    samples.map((sample, index) =>
      sample.level === level ? secondsBetween(sample.timestamp, ends[index] ?? "") : 0,
    ),
  );
}

function totalFault(totals: readonly number[], end: number | null): string | null {
  const fall = totals.find((total, index) => total < (totals[index - 1] ?? 0));
  if (fall !== undefined) return `falls to ${fall}`;
  return totals.length === 0 || totals.at(-1) === end ? null : `ends at ${totals.at(-1)} and not at ${end}`;
}

function sizeOf(day: DailyPayload | undefined): number[] {
  return [countSamples(day), day?.distance_data.steps ?? 0, day?.calories_data.total_burned_calories ?? 0];
}

function startsIn({ connection, start_time }: { connection: string; start_time: string }): string {
  return `${connection} ${start_time}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}

// Fitbit's and Oura's wall clock jumps when the clock is changed.
function hasOffset({ provider }: SimulatedDelivery): boolean {
  return provider !== "FITBIT" && provider !== "OURA";
}

function secondsBetween(start: string, end: string): number {
  return (Date.parse(end) - Date.parse(start)) / 1000;
}

function unlessEqual(name: string, stated: number | null, counted: number | null): string | null {
  return stated === counted ? null : `${name}: ${stated} is stated and ${counted} counted`;
}

// Sums of what was rounded.
function unlessNear(name: string, stated: number | null, counted: number): string | null {
  return Math.abs((stated ?? 0) - counted) < 0.5
    ? null
    : `${name}: ${stated} is stated and ${counted} counted`;
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce((total: number, value) => total + (value ?? 0), 0);
}
