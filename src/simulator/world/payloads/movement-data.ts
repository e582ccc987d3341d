import type { ActivityPayload, MovementData } from "../../../terra/payloads/activity.ts";
import { round2 } from "../round.ts";
import { isOnFoot, SPORTS } from "../sport.ts";
import type { Workout } from "../workout.ts";
import { meanOf, minutesEvery, type Span, samplesAt } from "./span.ts";
import { totalOf } from "./totals.ts";
import { metersUntil } from "./track.ts";

/** Speed and cadence, minute by minute; the summary is that of the minutes. */
export function movementData(span: Span, workout: Workout): MovementData {
  const minutes = workout.metersPerSecond > 0 ? minutesEvery(span, 1) : [];
  const speedAt = (minute: number): number => {
    const meters = metersUntil(span, workout, minute + 1) - metersUntil(span, workout, minute);
    return round2(meters / 60);
  };
  const onFoot = isOnFoot(workout.sport) ? minutes : [];
  const cadenceAt = (minute: number): number =>
    totalOf({ ...span, from: minute, until: minute + 1 }, ({ steps }) => steps);
  const speeds = minutes.map(speedAt);
  const cadences = onFoot.map(cadenceAt);
  const average = meanOf(speeds);
  return {
    ...NO_MOVEMENT,
    avg_cadence_rpm: meanOf(cadences),
    avg_pace_minutes_per_kilometer: average === null ? null : round2(1000 / 60 / average),
    avg_speed_meters_per_second: average,
    cadence_samples: samplesAt(span, onFoot, (timestamp, minute) => ({
      timestamp,
      cadence_rpm: cadenceAt(minute),
      timer_duration_seconds: null,
    })),
    max_cadence_rpm: cadences.length > 0 ? Math.max(...cadences) : null,
    max_speed_meters_per_second: speeds.length > 0 ? Math.max(...speeds) : null,
    speed_samples: samplesAt(span, minutes, (timestamp, minute) => ({
      timestamp,
      speed_meters_per_second: speedAt(minute),
      timer_duration_seconds: null,
    })),
    torque_samples: [],
  };
}

/** Of rides: more for the heavy, and for those who try hard. */
export function powerData(span: Span, { sport, effort }: Workout): ActivityPayload["power_data"] {
  const minutes = sport === SPORTS.cycling ? minutesEvery(span, 1) : [];
  const wattsAt = (minute: number): number =>
    Math.round(span.account.person.weightKg * effort * (3.6 + 0.5 * Math.sin(minute / 3.1)));
  const watts = minutes.map(wattsAt);
  return {
    avg_watts: meanOf(watts),
    max_watts: watts.length > 0 ? Math.max(...watts) : null,
    power_samples: samplesAt(span, minutes, (timestamp, minute) => ({
      timestamp,
      watts: wattsAt(minute),
      timer_duration_seconds: null,
    })),
  };
}

const NO_MOVEMENT = {
  adjusted_max_speed_meters_per_second: null,
  avg_torque_newton_meters: null,
  avg_velocity_meters_per_second: null,
  max_pace_minutes_per_kilometer: null,
  max_torque_newton_meters: null,
  max_velocity_meters_per_second: null,
  normalized_speed_meters_per_second: null,
};
