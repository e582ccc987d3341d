import type { ActivityEnrichment, ActivityPayload } from "../../../terra/payloads/activity.ts";
import type { Account } from "../account.ts";
import { round1 } from "../round.ts";
import { uuidFor } from "../uuid-for.ts";
import type { Workout } from "../workout.ts";
import { activeDurations } from "./active-durations.ts";
import { strainOf } from "./daily-scores.ts";
import { deviceData } from "./device-data.ts";
import { noMets, noOxygen } from "./empty-sections.ts";
import { heartRateData } from "./heart-rate-data.ts";
import { lapsOf } from "./laps.ts";
import { movementData, powerData } from "./movement-data.ts";
import { type Span, spanOf, timeAt } from "./span.ts";
import { caloriesData } from "./totals.ts";
import { distanceData, positionData } from "./track.ts";

/** A workout as one device recorded it. */
export function activityPayload(account: Account, date: number, workout: Workout): ActivityPayload {
  const span = spanOf(account, date, workout.start, workout.end);
  const calories = caloriesData(span, 1);
  const kilojoules = Math.round((calories.total_burned_calories ?? 0) * 4.184);
  const hasStrain = account.connection.provider.daily?.scores === "recovery";
  return {
    active_durations_data: activeDurations(span, 0),
    calories_data: calories,
    cheat_detection: 0,
    data_enrichment: noEnrichment(),
    device_data: deviceData(account, date, span.until),
    distance_data: distanceData(span, workout),
    energy_data: { energy_kilojoules: kilojoules, energy_planned_kilojoules: null },
    heart_rate_data: heartRateData(span, { heartRate: 1, hrv: null, hrvMinutes: [], hasZones: true }),
    lap_data: { laps: lapsOf(span, workout) },
    MET_data: { ...noMets(), avg_level: round1((workout.sport.met * workout.effort) / workout.sport.effort) },
    metadata: metadataOf(span, workout),
    movement_data: movementData(span, workout),
    oxygen_data: noOxygen(),
    polyline_map_data: { summary_polyline: null },
    position_data: positionData(span, workout),
    power_data: powerData(span, workout),
    strain_data: { strain_level: hasStrain ? strainOf(span) : null },
    TSS_data: { TSS_samples: [] },
    work_data: { work_kilojoules: null },
  };
}

function metadataOf(span: Span, { sport, start }: Workout): ActivityPayload["metadata"] {
  const { person, connection } = span.account;
  const { city, state, country } = person.place;
  const time = start < 11 * 60 ? "Morning" : start < 16 * 60 ? "Afternoon" : "Evening";
  return {
    start_time: timeAt(span, span.from),
    end_time: timeAt(span, span.until),
    timestamp_localization: connection.clock.localization,
    summary_id: uuidFor(connection.terraUserId, span.date, start, "activity"),
    name: `${time} ${sport.name}`,
    type: sport.type,
    upload_type: 1,
    city: sport.isOutdoors ? city : null,
    state: sport.isOutdoors ? state : null,
    country: sport.isOutdoors ? country : null,
  };
}

function noEnrichment(): ActivityEnrichment {
  return {
    efficiency_score: null,
    efficiency_contributors: null,
    strain_score: null,
    strain_contributors: null,
    rcrs_score: null,
    rcrs_contributors: null,
    trimp_score: null,
    trimp_contributors: null,
  };
}
