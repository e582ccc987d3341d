import type { ActivityPayload } from "../../../terra/payloads/activity.ts";
import type { LatLng } from "../../../terra/payloads/samples.ts";
import type { SwimmingSummary } from "../../../terra/payloads/sections.ts";
import { round1 } from "../round.ts";
import { isOnFoot, SPORTS } from "../sport.ts";
import type { Workout } from "../workout.ts";
import { noElevation, noSwimming } from "./empty-sections.ts";
import { meanOf, minutesEvery, type Span, samplesAt } from "./span.ts";
import { distanceDetail, totalOf } from "./totals.ts";

const POOL_METERS = 25;
const STROKES_PER_METER = 0.76;
const METERS_PER_DEGREE = 111_320;

/** How far somebody has come at a minute of a workout, on wheels and in water faster and slower by turns. */
export function metersUntil(span: Span, { sport, metersPerSecond }: Workout, minute: number): number {
  if (sport.metersPerSecond === 0) return 0;
  if (isOnFoot(sport)) return totalOf({ ...span, until: minute }, ({ meters }) => meters);
  const measured = span.account.connection.device.distanceFactor * metersPerSecond;
  const whole = measured * 60 * (span.until - span.from);
  const share = (minute - span.from) / (span.until - span.from);
  const distance = sport === SPORTS.swimming ? Math.round(whole / POOL_METERS) * POOL_METERS : whole;
  return Math.round(distance * (share + 0.006 * Math.sin(10 * Math.PI * share)));
}

/** So many pulls of the arms until a minute of a swim. */
export function strokesUntil(span: Span, workout: Workout, minute: number): number {
  return Math.round(STROKES_PER_METER * metersUntil(span, workout, minute));
}

export function distanceData(span: Span, workout: Workout): ActivityPayload["distance_data"] {
  const distance = metersUntil(span, workout, span.until);
  const onFoot = isOnFoot(workout.sport);
  const minutes = workout.sport.isOutdoors ? minutesEvery(span, 1) : [];
  const elevationAt = elevationsOf(span, workout);
  const elevations = minutes.map(elevationAt);
  const isSwim = workout.sport === SPORTS.swimming;
  return {
    detailed: {
      ...distanceDetail(span, onFoot ? 1 : 0),
      elevation_samples: samplesAt(span, minutes, (timestamp, minute) => ({
        timestamp,
        elev_meters: elevationAt(minute),
        timer_duration_seconds: null,
      })),
    },
    summary: {
      distance_meters: distance > 0 ? distance : null,
      elevation: elevations.length > 0 ? elevationOf(elevations) : noElevation(),
      floors_climbed: onFoot ? totalOf(span, ({ floors }) => floors) : null,
      steps: onFoot ? totalOf(span, ({ steps }) => steps) : null,
      swimming: isSwim ? swimmingOf(distance, strokesUntil(span, workout, span.until)) : noSwimming(),
    },
  };
}

/** Once around, from the door and back to it. */
export function positionData(span: Span, workout: Workout): ActivityPayload["position_data"] {
  if (!workout.sport.isOutdoors) return { ...NOWHERE, position_samples: [] };
  const { latitude, longitude } = span.account.person.place;
  const radius = metersUntil(span, workout, span.until) / (2 * Math.PI) / METERS_PER_DEGREE;
  const at = (minute: number): LatLng => {
    const angle = (2 * Math.PI * (minute - span.from)) / (span.until - span.from);
    const north = latitude + radius * (Math.cos(angle) - 1);
    const east = longitude + (radius * Math.sin(angle)) / Math.cos((latitude * Math.PI) / 180);
    return [roundDegrees(north), roundDegrees(east)];
  };
  return {
    center_pos_lat_lng_deg: [roundDegrees(latitude - radius), roundDegrees(longitude)],
    end_pos_lat_lng_deg: at(span.until),
    position_samples: samplesAt(span, minutesEvery(span, 1), (timestamp, minute) => ({
      timestamp,
      coords_lat_lng_deg: at(minute),
      timer_duration_seconds: null,
    })),
    start_pos_lat_lng_deg: at(span.from),
  };
}

const NOWHERE = { center_pos_lat_lng_deg: null, end_pos_lat_lng_deg: null, start_pos_lat_lng_deg: null };

// Some hills, one in about three kilometres, and down again from each.
function elevationsOf(span: Span, workout: Workout): (minute: number) => number {
  const { account, from, until } = span;
  const kilometers = metersUntil(span, workout, until) / 1000;
  const hills = Math.max(1, Math.round(kilometers / 3));
  const height = (workout.sport.climb * kilometers) / hills;
  return (minute) => {
    const share = (minute - from) / (until - from);
    const above = (height / 2) * (1 - Math.cos(2 * Math.PI * hills * share));
    return round1(account.person.place.altitude + above);
  };
}

function elevationOf(meters: readonly number[]): ActivityPayload["distance_data"]["summary"]["elevation"] {
  const climbs = meters.slice(1).map((meter, index) => meter - (meters[index] ?? meter));
  const sum = (values: readonly number[]): number =>
    Math.round(values.reduce((total, value) => total + value, 0));
  return {
    ...noElevation(),
    avg_meters: meanOf(meters),
    gain_actual_meters: sum(climbs.filter((climb) => climb > 0)),
    loss_actual_meters: sum(climbs.filter((climb) => climb < 0).map((climb) => -climb)),
    max_meters: Math.max(...meters),
    min_meters: Math.min(...meters),
  };
}

function swimmingOf(distance: number, strokes: number): SwimmingSummary {
  return { num_laps: distance / POOL_METERS, num_strokes: strokes, pool_length_meters: POOL_METERS };
}

function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
