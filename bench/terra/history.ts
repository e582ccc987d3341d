/**
 * What a gateway knows after some months: of every person two accounts, of each a day, a night, a workout and a body
 * for every day. Without samples, which the queries of the read benchmark do not ask for.
 */
import { randomUUID } from "node:crypto";
import { dayBounds } from "./day-tail.ts";
import type { Delivery } from "./deliveries.ts";
import { seededRandom, uuidOf, wholeBetween } from "./random.ts";

export const PROVIDERS = ["FITBIT", "OURA"];
export const HISTORY_DAYS = 100;
const FIRST_DAY = Date.UTC(2026, 0, 1);
const MS_A_DAY = 86_400_000;
const OFFSET = "-05:00";

type Element = Record<string, unknown>;

/** The records of one type and day, as Terra sends them. */
const elementOf: Record<HistoryType, (random: () => number, date: string) => Element> = {
  daily,
  sleep,
  activity,
  body,
};
export type HistoryType = "daily" | "sleep" | "activity" | "body";
export const HISTORY_TYPES: readonly HistoryType[] = ["daily", "sleep", "activity", "body"];

export const referenceOf = (person: number) => `person-${person}`;

/** All deliveries of one person: of each account and type one, with all days in it. */
export function historyOf(person: number): Delivery[] {
  return PROVIDERS.flatMap((provider) => HISTORY_TYPES.map((type) => deliveryOf(person, provider, type)));
}

function deliveryOf(person: number, provider: string, type: HistoryType): Delivery {
  const random = seededRandom(person * 97 + provider.length * 11 + type.length);
  const clockMs = Date.now() - 60_000;
  const body = {
    type,
    user: {
      user_id: uuidOf(`${provider} of ${person}`),
      provider,
      last_webhook_update: new Date(clockMs).toISOString(),
      scopes: "activity:read,sleep:read",
      reference_id: referenceOf(person),
      active: true,
    },
    version: "2022-03-16",
    data: Array.from({ length: HISTORY_DAYS }, (_, day) => elementOf[type](random, dateOf(day))),
  };
  return {
    head: Buffer.from(JSON.stringify(body)),
    tail: [],
    clockMs,
    traceId: randomUUID(),
  };
}

function dateOf(day: number): string {
  return new Date(FIRST_DAY + day * MS_A_DAY).toISOString().slice(0, 10);
}

function daily(random: () => number, date: string): Element {
  const steps = wholeBetween(random, 800, 22_000);
  const active = wholeBetween(random, 900, 14_000);
  const resting = wholeBetween(random, 44, 72);
  return {
    metadata: {
      start_time: dayBounds(date).start,
      end_time: dayBounds(date).end,
      timestamp_localization: 1,
      upload_type: 1,
    },
    device_data: { manufacturer: "Fitbit", name: "Charge 6" },
    active_durations_data: { activity_seconds: active, low_intensity_seconds: Math.floor(active * 0.6) },
    calories_data: {
      total_burned_calories: to(1500 + random() * 1800, 2),
      BMR_calories: to(1400 + random() * 300, 1),
      net_activity_calories: to(random() * 1200, 2),
    },
    distance_data: {
      steps,
      distance_meters: to(steps * 0.73, 2),
      floors_climbed: wholeBetween(random, 0, 30),
    },
    heart_rate_data: {
      summary: {
        avg_hr_bpm: to(resting + 8 + random() * 20, 1),
        max_hr_bpm: wholeBetween(random, 110, 190),
        min_hr_bpm: resting - 4,
        resting_hr_bpm: resting,
        avg_hrv_rmssd: to(20 + random() * 80, 3),
      },
    },
    stress_data: { avg_stress_level: to(20 + random() * 50, 2) },
  };
}

function sleep(random: () => number, date: string): Element {
  const asleep = wholeBetween(random, 14_000, 32_000);
  return {
    metadata: {
      start_time: at(date, wholeBetween(random, 0, 2), random),
      end_time: at(date, wholeBetween(random, 6, 9), random),
      summary_id: `night-${date}`,
      timestamp_localization: 1,
    },
    sleep_durations_data: {
      asleep: {
        duration_asleep_state_seconds: asleep,
        duration_deep_sleep_state_seconds: Math.floor(asleep * 0.2),
      },
      sleep_efficiency: to(0.7 + random() * 0.3, 3),
    },
    heart_rate_data: {
      summary: { avg_hr_bpm: to(45 + random() * 20, 1), resting_hr_bpm: wholeBetween(random, 40, 60) },
    },
  };
}

function activity(random: () => number, date: string): Element {
  const seconds = wholeBetween(random, 900, 7_000);
  return {
    metadata: {
      start_time: at(date, 17, random),
      end_time: at(date, 19, random),
      summary_id: `workout-${date}`,
      name: random() < 0.5 ? "Evening run" : 'Ride "home"',
      type: 8,
    },
    active_durations_data: { activity_seconds: seconds },
    distance_data: { summary: { distance_meters: to(seconds * 2.9, 2) } },
    heart_rate_data: { summary: { avg_hr_bpm: to(110 + random() * 50, 1) } },
  };
}

function body(random: () => number, date: string): Element {
  return {
    metadata: { start_time: dayBounds(date).start, end_time: dayBounds(date).end },
    measurements_data: {
      day_avg_weight_kg: to(55 + random() * 40, 2),
      day_avg_bodyfat_percentage: to(12 + random() * 20, 1),
      day_avg_bmi: to(19 + random() * 10, 1),
      measurements: [],
    },
    heart_data: { heart_rate_data: { summary: { resting_hr_bpm: wholeBetween(random, 44, 72) } } },
  };
}

function at(date: string, hour: number, random: () => number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date}T${two(hour)}:${two(wholeBetween(random, 0, 59))}:${two(wholeBetween(random, 0, 59))}.000000${OFFSET}`;
}

function to(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
