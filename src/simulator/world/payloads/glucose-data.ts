import type { GlucoseData } from "../../../terra/payloads/body.ts";
import type { GlucoseSample } from "../../../terra/payloads/samples.ts";
import type { Account } from "../account.ts";
import { GLUCOSE_STEP, glucoseOf } from "../glucose.ts";
import { round2 } from "../round.ts";
import { meanOf, minutesEvery, samplesAt, spanOf } from "./span.ts";

const [LOW, HIGH] = [70, 180];
const STORED_EVERY = 15;

/** The readings until a minute of the day: every quarter of an hour, and the detailed ones. */
export function glucoseData(account: Account, date: number, until: number): GlucoseData {
  const span = spanOf(account, date, 0, until);
  const stored = minutesEvery(span, STORED_EVERY);
  const detailed = minutesEvery(span, GLUCOSE_STEP);
  const readings = glucoseOf(account.person, date);
  const valuesAt = (minutes: readonly number[]): number[] =>
    minutes.map((minute) => readings[minute / GLUCOSE_STEP] ?? 0);
  const sample = (timestamp: string, minute: number): GlucoseSample => sampleOf(readings, timestamp, minute);
  const mean = meanOf(valuesAt(stored));
  const inRange = valuesAt(stored).filter((value) => value >= LOW && value <= HIGH).length;
  return {
    ...noGlucose(),
    blood_glucose_samples: samplesAt(span, stored, sample),
    detailed_blood_glucose_samples: samplesAt(span, detailed, sample),
    day_avg_blood_glucose_mg_per_dL: mean,
    day_avg_detailed_blood_glucose_mg_per_dL: meanOf(valuesAt(detailed)),
    day_avg_blood_glucose_mg_per_dl: mean,
    gmi: mean === null ? null : round2(3.31 + 0.02392 * mean),
    time_in_range: stored.length === 0 ? null : Math.round((1000 * inRange) / stored.length) / 10,
    sensor_usage: detailed.length,
  };
}

export function noGlucose(): GlucoseData {
  return {
    blood_glucose_samples: [],
    detailed_blood_glucose_samples: [],
    day_avg_blood_glucose_mg_per_dL: null,
    day_avg_detailed_blood_glucose_mg_per_dL: null,
    day_avg_blood_glucose_mg_per_dl: null,
    gmi: null,
    time_in_range: null,
    sensor_usage: null,
    daily_patterns: [],
  };
}

function sampleOf(readings: Float32Array, timestamp: string, minute: number): GlucoseSample {
  const index = minute / GLUCOSE_STEP;
  const value = readings[index] ?? 0;
  return {
    timestamp,
    blood_glucose_mg_per_dL: value,
    glucose_level_flag: value > HIGH ? 1 : value < LOW ? 2 : 0,
    trend_arrow: trendOf(value - (readings[Math.max(0, index - 3)] ?? value)),
  };
}

// Terra's codes: 1 falls quickly, 3 is flat, 5 rises quickly. The change is that of a quarter of an hour.
function trendOf(change: number): number {
  if (Math.abs(change) < 8) return 3;
  const isQuick = Math.abs(change) > 25;
  return change > 0 ? (isQuick ? 5 : 4) : isQuick ? 1 : 2;
}
