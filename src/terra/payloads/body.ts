import type { BloodPressureSample, GlucoseSample, TemperatureSample } from "./samples.ts";
import type { DayMetadata, DeviceData, HeartRateData, OxygenData } from "./sections.ts";

export type BodyMeasurement = {
  measurement_time: string;
  BMI: number | null;
  BMR: number | null;
  RMR: number | null;
  estimated_fitness_age: number | null;
  skin_fold_mm: number | null;
  bodyfat_percentage: number | null;
  weight_kg: number | null;
  height_cm: number | null;
  bone_mass_g: number | null;
  muscle_mass_g: number | null;
  lean_mass_g: number | null;
  water_percentage: number | null;
  insulin_units: number | null;
  insulin_type: string | null;
  urine_color: string | null;
  user_notes: string | null;
  visceral_fat_level: number | null;
  visceral_fat_category: string | null;
};

export type MeasurementsData = {
  measurements: BodyMeasurement[];
  day_avg_bmi: number | null;
  day_avg_bmr: number | null;
  day_avg_rmr: number | null;
  day_avg_estimated_fitness_age: number | null;
  day_avg_skin_fold_mm: number | null;
  day_avg_bodyfat_percentage: number | null;
  day_avg_weight_kg: number | null;
  day_avg_height_cm: number | null;
  day_avg_bone_mass_g: number | null;
  day_avg_muscle_mass_g: number | null;
  day_avg_lean_mass_g: number | null;
  day_avg_water_percentage: number | null;
  day_avg_insulin_units: number | null;
  day_avg_visceral_fat_level: number | null;
};

export type GlucoseData = {
  blood_glucose_samples: GlucoseSample[];
  detailed_blood_glucose_samples: GlucoseSample[];
  day_avg_blood_glucose_mg_per_dL: number | null;
  day_avg_detailed_blood_glucose_mg_per_dL: number | null;
  /** The same value under an older name, which differs in a letter's case. */
  day_avg_blood_glucose_mg_per_dl: number | null;
  gmi: number | null;
  time_in_range: number | null;
  sensor_usage: number | null;
  daily_patterns: never[];
};

export type HeartData = {
  afib_classification_samples: { timestamp: string; afib_classification: number }[];
  ecg_signal: never[];
  heart_rate_data: HeartRateData;
  pulse_wave_velocity_samples: { timestamp: string; pulse_wave_velocity_meters_per_second: number }[];
  rr_interval_samples: never[];
};

/** What was measured of a body on one day: by a scale, a cuff, a glucose sensor. */
export type BodyPayload = {
  blood_pressure_data: {
    blood_pressure_samples: BloodPressureSample[];
    day_avg_systolic_bp: number | null;
    day_avg_diastolic_bp: number | null;
  };
  device_data: DeviceData;
  heart_data: HeartData;
  hydration_data: {
    day_total_water_consumption_ml: number | null;
    hydration_amount_samples: { timestamp: string; hydration_kg: number }[];
    day_avg_hydration_kg: number | null;
  };
  ketone_data: { ketone_samples: never[]; day_avg_ketone_mg_per_dL: number | null };
  measurements_data: MeasurementsData;
  metadata: DayMetadata;
  oxygen_data: OxygenData;
  temperature_data: {
    ambient_temperature_samples: TemperatureSample[];
    body_temperature_samples: TemperatureSample[];
    skin_temperature_samples: TemperatureSample[];
    day_avg_ambient_temperature_celsius: number | null;
    day_avg_body_temperature_celsius: number | null;
    day_avg_skin_temperature_celsius: number | null;
  };
  glucose_data: GlucoseData;
};
