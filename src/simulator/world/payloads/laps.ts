import type { Lap } from "../../../terra/payloads/activity.ts";
import { round2 } from "../round.ts";
import { SPORTS } from "../sport.ts";
import type { Workout } from "../workout.ts";
import { meanOf, minutesEvery, reading, type Span, timeAt } from "./span.ts";
import { totalOf } from "./totals.ts";
import { metersUntil, strokesUntil } from "./track.ts";

const LAP_MINUTES = 10;

/** A workout in parts of ten minutes, for those that get somewhere. */
export function lapsOf(span: Span, workout: Workout): Lap[] {
  if (workout.metersPerSecond === 0) return [];
  const count = Math.ceil((span.until - span.from) / LAP_MINUTES);
  return Array.from({ length: count }, (_, index) => {
    const from = span.from + index * LAP_MINUTES;
    return lapOf({ ...span, from, until: Math.min(from + LAP_MINUTES, span.until) }, span, workout);
  });
}

function lapOf(lap: Span, span: Span, workout: Workout): Lap {
  const seconds = (lap.until - lap.from) * 60;
  const distance = metersUntil(span, workout, lap.until) - metersUntil(span, workout, lap.from);
  const beats = minutesEvery(lap, 1).map((minute) => reading(lap, minute, (day) => day.beats));
  const isSwim = workout.sport === SPORTS.swimming;
  return {
    calories: totalOf(lap, ({ calories }) => calories),
    avg_hr_bpm: meanOf(beats),
    start_time: timeAt(span, lap.from),
    avg_speed_meters_per_second: round2(distance / seconds),
    distance_meters: round2(distance),
    total_strokes: isSwim
      ? strokesUntil(span, workout, lap.until) - strokesUntil(span, workout, lap.from)
      : null,
    end_time: timeAt(span, lap.until),
    stroke_type: isSwim ? "freestyle" : null,
    avg_watts: null,
    active_duration_seconds: seconds,
    trigger_method: "TIME",
  };
}
