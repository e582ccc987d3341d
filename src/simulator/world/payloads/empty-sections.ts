// Terra sends every key of a model. These are the sections of which a provider tells nothing.
import type {
  ActiveDurationsData,
  ElevationSummary,
  HeartRateData,
  MetData,
  OxygenData,
  SwimmingSummary,
} from "../../../terra/payloads/sections.ts";

export function noHeartRate(): HeartRateData {
  return {
    detailed: { hr_samples: [], hrv_samples_rmssd: [], hrv_samples_sdnn: [] },
    summary: {
      avg_hr_bpm: null,
      avg_hrv_rmssd: null,
      avg_hrv_sdnn: null,
      hr_zone_data: [],
      max_hr_bpm: null,
      min_hr_bpm: null,
      resting_hr_bpm: null,
      user_max_hr_bpm: null,
    },
  };
}

export function noActiveDurations(): ActiveDurationsData {
  return {
    activity_levels_samples: [],
    activity_seconds: null,
    inactivity_seconds: null,
    low_intensity_seconds: null,
    moderate_intensity_seconds: null,
    num_continuous_inactive_periods: null,
    rest_seconds: null,
    vigorous_intensity_seconds: null,
    standing_hours_count: null,
    standing_seconds: null,
  };
}

export function noMets(): MetData {
  return {
    MET_samples: [],
    avg_level: null,
    num_high_intensity_minutes: null,
    num_inactive_minutes: null,
    num_low_intensity_minutes: null,
    num_moderate_intensity_minutes: null,
  };
}

export function noOxygen(): OxygenData {
  return {
    avg_saturation_percentage: null,
    saturation_samples: [],
    vo2_samples: [],
    vo2max_ml_per_min_per_kg: null,
    day_avg_vo2max_ml_per_min_per_kg: null,
  };
}

export function noElevation(): ElevationSummary {
  return {
    avg_meters: null,
    gain_actual_meters: null,
    gain_planned_meters: null,
    loss_actual_meters: null,
    max_meters: null,
    min_meters: null,
  };
}

export function noSwimming(): SwimmingSummary {
  return { num_laps: null, num_strokes: null, pool_length_meters: null };
}
