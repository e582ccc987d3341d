// The samples inside Terra's bodies. Their times are texts in ISO-8601, with microseconds.

export type HeartRateSample = {
  timestamp: string;
  bpm: number;
  timer_duration_seconds: number | null;
  context: number | null;
};

export type HrvRmssdSample = { timestamp: string; hrv_rmssd: number };

export type HrvSdnnSample = { timestamp: string; hrv_sdnn: number };

/** A running total since the window began, as the other samples of distance, floors and calories are. */
export type StepSample = { timestamp: string; steps: number; timer_duration_seconds: number | null };

export type DistanceSample = {
  timestamp: string;
  distance_meters: number;
  timer_duration_seconds: number | null;
};

export type FloorsSample = {
  timestamp: string;
  floors_climbed: number;
  timer_duration_seconds: number | null;
};

export type CalorieSample = { timestamp: string; calories: number; timer_duration_seconds: number | null };

export type ElevationSample = {
  timestamp: string;
  elev_meters: number;
  timer_duration_seconds: number | null;
};

export type ActivityLevelSample = {
  timestamp: string;
  activity_level: number;
  timer_duration_seconds: number | null;
};

/** A level of stress, of the body's battery or of metabolic equivalents, by the list that it stands in. */
export type LevelSample = { timestamp: string; level: number };

export type HypnogramSample = { timestamp: string; level: number };

export type SaturationSample = { timestamp: string; percentage: number; type: number };

export type Vo2Sample = { timestamp: string; vo2max_ml_per_min_per_kg: number };

export type BreathSample = { timestamp: string; breaths_per_min: number };

export type SnoringSample = { timestamp: string; duration_seconds: number };

export type CadenceSample = { timestamp: string; cadence_rpm: number; timer_duration_seconds: number | null };

export type SpeedSample = {
  timestamp: string;
  speed_meters_per_second: number;
  timer_duration_seconds: number | null;
};

export type TorqueSample = {
  timestamp: string;
  torque_newton_meters: number;
  timer_duration_seconds: number | null;
};

export type PowerSample = { timestamp: string; watts: number; timer_duration_seconds: number | null };

export type PositionSample = {
  timestamp: string;
  coords_lat_lng_deg: LatLng;
  timer_duration_seconds: number | null;
};

export type GlucoseSample = {
  timestamp: string;
  blood_glucose_mg_per_dL: number;
  glucose_level_flag: number;
  trend_arrow: number;
};

export type TemperatureSample = { timestamp: string; temperature_celsius: number };

export type BloodPressureSample = { timestamp: string; diastolic_bp: number; systolic_bp: number };

/** Latitude and longitude in degrees, in this order. */
export type LatLng = [number | null, number | null];
