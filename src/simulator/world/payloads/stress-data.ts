import type { StressData } from "../../../terra/payloads/daily.ts";
import { bodyBattery } from "../body-battery.ts";
import { meanOf, minutesEvery, reading, type Span, samplesAt } from "./span.ts";

/** How far the heart beats above rest while nothing asks for it; exercise is not counted as stress. */
export function stressData(span: Span, every: number): StressData {
  const minutes = minutesEvery(span, every);
  const measured = minutes.filter((minute) => reading(span, minute, ({ met }) => met) < 2.5);
  const levels = measured.map((minute) => stressAt(span, minute));
  const battery = bodyBattery(span.account.person, span.date, span.day.length);
  const seconds = (low: number, high: number): number | null =>
    every === 0 ? null : levels.filter((level) => level >= low && level <= high).length * every * 60;
  const average = meanOf(levels);
  return {
    avg_stress_level: average,
    activity_stress_duration_seconds: every === 0 ? null : (minutes.length - measured.length) * every * 60,
    low_stress_duration_seconds: seconds(26, 50),
    max_stress_level: levels.length > 0 ? Math.max(...levels) : null,
    medium_stress_duration_seconds: seconds(51, 75),
    samples: samplesAt(span, measured, (timestamp, minute) => ({ timestamp, level: stressAt(span, minute) })),
    rest_stress_duration_seconds: seconds(0, 25),
    high_stress_duration_seconds: seconds(76, 100),
    stress_duration_seconds: seconds(26, 100),
    stress_rating: average === null ? null : average <= 25 ? 1 : average <= 50 ? 2 : average <= 75 ? 3 : 4,
    body_battery_samples: samplesAt(span, minutes, (timestamp, minute) => ({
      timestamp,
      level: battery(minute),
    })),
  };
}

// Whoever is up has calm and tense hours.
function stressAt(span: Span, minute: number): number {
  const above = reading(span, minute, ({ beats }) => beats) - span.day.restingHeartRate;
  const isUp = reading(span, minute, ({ stage }) => stage) === 0;
  const tension = isUp ? 11 * Math.sin(minute / 47 + span.date) : 0;
  return Math.round(Math.min(100, Math.max(1, 9 + 1.9 * above + tension)));
}
