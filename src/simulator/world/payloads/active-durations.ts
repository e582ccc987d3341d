import type { ActiveDurationsData } from "../../../terra/payloads/sections.ts";
import { isAsleep } from "../device-day.ts";
import { noActiveDurations } from "./empty-sections.ts";
import { minutesEvery, reading, type Span, samplesAt } from "./span.ts";

/** Terra's codes of activity levels. */
const LEVEL = { rest: 1, inactive: 2, low: 3, medium: 4, high: 5 } as const;

/** Every minute of a span counts to one level. */
export function activeDurations(span: Span, sampledEvery: number): ActiveDurationsData {
  const seconds = [0, 0, 0, 0, 0, 0];
  let quiet = 0;
  let quietPeriods = 0;
  for (let minute = span.from; minute < span.until; minute++) {
    const level = levelAt(span, minute);
    seconds[level] = (seconds[level] ?? 0) + 60;
    quiet = level === LEVEL.inactive ? quiet + 1 : 0;
    if (quiet === 60) quietPeriods++;
  }
  const [, rest = 0, inactive = 0, low = 0, medium = 0, high = 0] = seconds;
  return {
    ...noActiveDurations(),
    activity_levels_samples: samplesAt(span, minutesEvery(span, sampledEvery), (timestamp, minute) => ({
      timestamp,
      activity_level: levelAt(span, minute),
      timer_duration_seconds: sampledEvery * 60,
    })),
    activity_seconds: low + medium + high,
    inactivity_seconds: inactive,
    low_intensity_seconds: low,
    moderate_intensity_seconds: medium,
    num_continuous_inactive_periods: quietPeriods,
    rest_seconds: rest,
    vigorous_intensity_seconds: high,
  };
}

function levelAt(span: Span, minute: number): number {
  if (isAsleep(reading(span, minute, (day) => day.stage))) return LEVEL.rest;
  const met = reading(span, minute, (day) => day.met);
  if (met < 1.6) return LEVEL.inactive;
  if (met < 3) return LEVEL.low;
  return met < 6 ? LEVEL.medium : LEVEL.high;
}
