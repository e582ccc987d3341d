import type { BodyMeasurement, BodyPayload, MeasurementsData } from "../../../terra/payloads/body.ts";
import type { Account } from "../account.ts";
import { basalCalories, bodyFatOf, weightOf } from "../body-weight.ts";
import { round1, round2 } from "../round.ts";
import { dayMetadata } from "./day-metadata.ts";
import { deviceData } from "./device-data.ts";
import { noHeartRate, noOxygen } from "./empty-sections.ts";
import { glucoseData, noGlucose } from "./glucose-data.ts";

/** What a scale measured at a minute of the day. */
export function scalePayload(account: Account, date: number, minute: number): BodyPayload {
  const measurement = measurementOf(account, date, minute);
  return {
    ...bodyOf(account, date, minute),
    measurements_data: {
      ...NOT_MEASURED,
      measurements: [measurement],
      day_avg_bmi: measurement.BMI,
      day_avg_bmr: measurement.BMR,
      day_avg_bodyfat_percentage: measurement.bodyfat_percentage,
      day_avg_weight_kg: measurement.weight_kg,
      day_avg_height_cm: measurement.height_cm,
      day_avg_bone_mass_g: measurement.bone_mass_g,
      day_avg_muscle_mass_g: measurement.muscle_mass_g,
      day_avg_lean_mass_g: measurement.lean_mass_g,
      day_avg_water_percentage: measurement.water_percentage,
    },
  };
}

/** What a glucose sensor read until a minute of the day. */
export function glucosePayload(account: Account, date: number, until: number): BodyPayload {
  return { ...bodyOf(account, date, until), glucose_data: glucoseData(account, date, until) };
}

function measurementOf({ person, connection }: Account, date: number, minute: number): BodyMeasurement {
  const weight = weightOf(person, date);
  const fat = bodyFatOf(person, weight);
  const lean = weight * (1 - fat / 100);
  return {
    ...NO_MEASUREMENT,
    measurement_time: connection.clock.text(person.place.zone.instantAt(date, minute)),
    BMI: round1(weight / (person.heightCm / 100) ** 2),
    BMR: Math.round(basalCalories(person, date)),
    bodyfat_percentage: round1(fat),
    weight_kg: round2(weight),
    height_cm: person.heightCm,
    bone_mass_g: Math.round(lean * 48),
    muscle_mass_g: Math.round(lean * 945),
    lean_mass_g: Math.round(lean * 1000),
    water_percentage: round1(72 * (1 - fat / 100)),
  };
}

function bodyOf(account: Account, date: number, minute: number): BodyPayload {
  return {
    blood_pressure_data: {
      blood_pressure_samples: [],
      day_avg_systolic_bp: null,
      day_avg_diastolic_bp: null,
    },
    device_data: deviceData(account, date, minute),
    heart_data: {
      afib_classification_samples: [],
      ecg_signal: [],
      heart_rate_data: noHeartRate(),
      pulse_wave_velocity_samples: [],
      rr_interval_samples: [],
    },
    hydration_data: {
      day_total_water_consumption_ml: null,
      hydration_amount_samples: [],
      day_avg_hydration_kg: null,
    },
    ketone_data: { ketone_samples: [], day_avg_ketone_mg_per_dL: null },
    measurements_data: NOT_MEASURED,
    metadata: dayMetadata(account, date),
    oxygen_data: noOxygen(),
    temperature_data: NO_TEMPERATURE,
    glucose_data: noGlucose(),
  };
}

const NO_MEASUREMENT = {
  RMR: null,
  estimated_fitness_age: null,
  skin_fold_mm: null,
  insulin_units: null,
  insulin_type: null,
  urine_color: null,
  user_notes: null,
  visceral_fat_level: null,
  visceral_fat_category: null,
};

const NOT_MEASURED: MeasurementsData = {
  measurements: [],
  day_avg_bmi: null,
  day_avg_bmr: null,
  day_avg_rmr: null,
  day_avg_estimated_fitness_age: null,
  day_avg_skin_fold_mm: null,
  day_avg_bodyfat_percentage: null,
  day_avg_weight_kg: null,
  day_avg_height_cm: null,
  day_avg_bone_mass_g: null,
  day_avg_muscle_mass_g: null,
  day_avg_lean_mass_g: null,
  day_avg_water_percentage: null,
  day_avg_insulin_units: null,
  day_avg_visceral_fat_level: null,
};

const NO_TEMPERATURE: BodyPayload["temperature_data"] = {
  ambient_temperature_samples: [],
  body_temperature_samples: [],
  skin_temperature_samples: [],
  day_avg_ambient_temperature_celsius: null,
  day_avg_body_temperature_celsius: null,
  day_avg_skin_temperature_celsius: null,
};
