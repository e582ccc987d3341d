import type { DistanceDetail } from "../../../terra/payloads/daily.ts";
import type { CaloriesData } from "../../../terra/payloads/sections.ts";
import { basalCalories } from "../body-weight.ts";
import { type DeviceDay, totalBefore } from "../device-day.ts";
import { round1, round2 } from "../round.ts";
import { minutesEvery, type Span, samplesAt } from "./span.ts";

type Totals = (day: DeviceDay) => Float64Array;

/** What a total came to in a span. */
export function totalOf(span: Span, of: Totals): number {
  const totals = of(span.day);
  return round2(totalBefore(totals, span.until) - totalBefore(totals, span.from));
}

/** Running totals since the span began; a sample holds the total at the end of its minutes. */
export function distanceDetail(span: Span, every: number): DistanceDetail {
  const minutes = minutesEvery(span, every);
  const total = totalsUntil(span, every);
  const timer_duration_seconds = every * 60;
  return {
    distance_samples: samplesAt(span, minutes, (timestamp, minute) => ({
      timestamp,
      distance_meters: total(minute, ({ meters }) => meters),
      timer_duration_seconds,
    })),
    elevation_samples: [],
    floors_climbed_samples: samplesAt(span, minutes, (timestamp, minute) => ({
      timestamp,
      floors_climbed: total(minute, ({ floors }) => floors),
      timer_duration_seconds,
    })),
    step_samples: samplesAt(span, minutes, (timestamp, minute) => ({
      timestamp,
      steps: total(minute, ({ steps }) => steps),
      timer_duration_seconds,
    })),
  };
}

export function caloriesData(span: Span, every: number): CaloriesData {
  const { person, connection } = span.account;
  const burned = totalOf(span, ({ calories }) => calories);
  const minutes = span.until - span.from;
  const basal = (basalCalories(person, span.date) * connection.device.calorieFactor * minutes) / 1440;
  const total = totalsUntil(span, every);
  return {
    BMR_calories: round1(Math.min(basal, burned)),
    calorie_samples: samplesAt(span, minutesEvery(span, every), (timestamp, minute) => ({
      timestamp,
      calories: total(minute, ({ calories }) => calories),
      timer_duration_seconds: every * 60,
    })),
    net_activity_calories: round1(Math.max(0, burned - basal)),
    net_intake_calories: null,
    total_burned_calories: burned,
  };
}

function totalsUntil(span: Span, every: number): (minute: number, of: Totals) => number {
  return (minute, of) => totalOf({ ...span, until: Math.min(minute + every, span.until) }, of);
}
