// The sections that several of Terra's models carry alike. Terra sends every key: null or [] where it has nothing.
import type {
  ActivityLevelSample,
  CalorieSample,
  HeartRateSample,
  HrvRmssdSample,
  HrvSdnnSample,
  LevelSample,
  SaturationSample,
  Vo2Sample,
} from "./samples.ts";

/** What went into a score of Terra's, by factor. */
export type Contributors = Record<string, number> | null;

export type DayMetadata = { start_time: string; end_time: string; timestamp_localization: number };

export type OtherDevice = {
  manufacturer: string | null;
  hardware_version: string | null;
  serial_number: string | null;
  name: string | null;
  software_version: string | null;
  data_provided: string[];
  last_upload_date: string | null;
};

export type DeviceData = OtherDevice & {
  activation_timestamp: string | null;
  other_devices: OtherDevice[];
};

export type HeartRateZone = {
  zone: number;
  start_percentage: number | null;
  end_percentage: number | null;
  name: string | null;
  duration_seconds: number | null;
};

export type HeartRateSummary = {
  avg_hr_bpm: number | null;
  avg_hrv_rmssd: number | null;
  avg_hrv_sdnn: number | null;
  hr_zone_data: HeartRateZone[];
  max_hr_bpm: number | null;
  min_hr_bpm: number | null;
  resting_hr_bpm: number | null;
  user_max_hr_bpm: number | null;
};

export type HeartRateData = {
  detailed: {
    hr_samples: HeartRateSample[];
    hrv_samples_rmssd: HrvRmssdSample[];
    hrv_samples_sdnn: HrvSdnnSample[];
  };
  summary: HeartRateSummary;
};

export type ActiveDurationsData = {
  activity_levels_samples: ActivityLevelSample[];
  activity_seconds: number | null;
  inactivity_seconds: number | null;
  low_intensity_seconds: number | null;
  moderate_intensity_seconds: number | null;
  num_continuous_inactive_periods: number | null;
  rest_seconds: number | null;
  vigorous_intensity_seconds: number | null;
  standing_hours_count: number | null;
  standing_seconds: number | null;
};

export type CaloriesData = {
  BMR_calories: number | null;
  calorie_samples: CalorieSample[];
  net_activity_calories: number | null;
  net_intake_calories: number | null;
  total_burned_calories: number | null;
};

export type MetData = {
  MET_samples: LevelSample[];
  avg_level: number | null;
  num_high_intensity_minutes: number | null;
  num_inactive_minutes: number | null;
  num_low_intensity_minutes: number | null;
  num_moderate_intensity_minutes: number | null;
};

export type OxygenData = {
  avg_saturation_percentage: number | null;
  saturation_samples: SaturationSample[];
  vo2_samples: Vo2Sample[];
  vo2max_ml_per_min_per_kg: number | null;
  day_avg_vo2max_ml_per_min_per_kg: number | null;
};

export type ElevationSummary = {
  avg_meters: number | null;
  gain_actual_meters: number | null;
  gain_planned_meters: number | null;
  loss_actual_meters: number | null;
  max_meters: number | null;
  min_meters: number | null;
};

export type SwimmingSummary = {
  num_laps: number | null;
  num_strokes: number | null;
  pool_length_meters: number | null;
};
