// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { TimestampLocalization } from "./codes.ts";
import { HealthRecord } from "./health-record.ts";
import { HeartRateZone } from "./heart-rate-zone.ts";
import { Measurement } from "./measurement.ts";
import { code, float, int, list, text, texts } from "./metric.ts";
import { OtherDevice } from "./other-device.ts";

@ObjectType({ implements: HealthRecord, description: "What was measured of the body on one day: weight, blood pressure, glucose, temperature and more.", simpleResolvers: true })
export class Body extends HealthRecord {
  @code(TimestampLocalization, "metadata.timestamp_localization", "Whether the times are UTC or the person's local time.") timestampLocalizationCode!: number | null;

  @float("blood_pressure_data.day_avg_systolic_bp", "Systolic blood pressure, mean of the day.", { unit: "mmHg", aggregate: "mean" }) systolicBloodPressureMmHg!: number | null;
  @float("blood_pressure_data.day_avg_diastolic_bp", "Diastolic blood pressure, mean of the day.", { unit: "mmHg", aggregate: "mean" }) diastolicBloodPressureMmHg!: number | null;

  @float("heart_data.heart_rate_data.summary.avg_hr_bpm", "Mean heart rate over the day.", { unit: "beats/min", aggregate: "mean" }) avgHeartRateBpm!: number | null;
  @float("heart_data.heart_rate_data.summary.avg_hrv_rmssd", "Mean heart rate variability over the day, by the RMSSD method.", { unit: "ms", aggregate: "mean" }) hrvRmssdMs!: number | null;
  @float("heart_data.heart_rate_data.summary.avg_hrv_sdnn", "Mean heart rate variability over the day, by the SDNN method.", { unit: "ms", aggregate: "mean" }) hrvSdnnMs!: number | null;
  @list(() => HeartRateZone, "heart_data.heart_rate_data.summary.hr_zone_data", "Time in each heart rate zone.") heartRateZones!: HeartRateZone[] | null;
  @float("heart_data.heart_rate_data.summary.max_hr_bpm", "Highest heart rate over the day.", { unit: "beats/min", aggregate: "mean" }) maxHeartRateBpm!: number | null;
  @float("heart_data.heart_rate_data.summary.min_hr_bpm", "Lowest heart rate over the day.", { unit: "beats/min", aggregate: "mean" }) minHeartRateBpm!: number | null;
  @float("heart_data.heart_rate_data.summary.resting_hr_bpm", "Resting heart rate as the provider states it.", { unit: "beats/min", aggregate: "mean" }) restingHeartRateBpm!: number | null;
  @float("heart_data.heart_rate_data.summary.user_max_hr_bpm", "The person's own maximum heart rate as the provider states it, for example by age.", { unit: "beats/min", aggregate: "last" }) userMaxHeartRateBpm!: number | null;

  @float("hydration_data.day_total_water_consumption_ml", "Water drunk over the day.", { unit: "mL", aggregate: "sum" }) waterConsumptionMl!: number | null;
  @float("hydration_data.day_avg_hydration_kg", "Body water, mean of the day.", { unit: "kg", aggregate: "mean" }) hydrationKg!: number | null;

  @float("ketone_data.day_avg_ketone_mg_per_dL", "Ketones, mean of the day.", { unit: "mg/dL", aggregate: "mean" }) ketoneMgPerDl!: number | null;

  @list(() => Measurement, "measurements_data.measurements", "The single measurements of the day, such as those of a scale.", { timeLeaf: "measurement_time" }) measurements!: Measurement[] | null;
  @float("measurements_data.day_avg_bmi", "Body mass index, mean of the day.", { unit: "kg/m²", aggregate: "mean" }) bmi!: number | null;
  @float("measurements_data.day_avg_bmr", "Basal metabolic rate, mean of the day.", { unit: "kcal", aggregate: "mean" }) basalMetabolicRateKcal!: number | null;
  @float("measurements_data.day_avg_rmr", "Resting metabolic rate, mean of the day.", { unit: "kcal", aggregate: "mean" }) restingMetabolicRateKcal!: number | null;
  @float("measurements_data.day_avg_estimated_fitness_age", "Fitness age as the provider estimates it, mean of the day.", { unit: "years", aggregate: "mean" }) estimatedFitnessAgeYears!: number | null;
  @float("measurements_data.day_avg_skin_fold_mm", "Thickness of a skin fold, mean of the day.", { unit: "mm", aggregate: "mean" }) skinFoldMm!: number | null;
  @float("measurements_data.day_avg_bodyfat_percentage", "Share of fat in the body, mean of the day.", { unit: "%", aggregate: "mean" }) bodyFatPercentage!: number | null;
  @float("measurements_data.day_avg_weight_kg", "Body weight, mean of the day.", { unit: "kg", aggregate: "mean" }) weightKg!: number | null;
  @float("measurements_data.day_avg_height_cm", "Body height, mean of the day.", { unit: "cm", aggregate: "mean" }) heightCm!: number | null;
  @float("measurements_data.day_avg_bone_mass_g", "Bone mass, mean of the day.", { unit: "g", aggregate: "mean" }) boneMassG!: number | null;
  @float("measurements_data.day_avg_muscle_mass_g", "Muscle mass, mean of the day.", { unit: "g", aggregate: "mean" }) muscleMassG!: number | null;
  @float("measurements_data.day_avg_lean_mass_g", "Lean body mass, mean of the day.", { unit: "g", aggregate: "mean" }) leanMassG!: number | null;
  @float("measurements_data.day_avg_water_percentage", "Share of water in the body, mean of the day.", { unit: "%", aggregate: "mean" }) bodyWaterPercentage!: number | null;
  @float("measurements_data.day_avg_insulin_units", "Units of insulin taken, mean of the day.", { aggregate: "mean" }) insulinUnits!: number | null;
  @float("measurements_data.day_avg_visceral_fat_level", "Level of visceral fat, mean of the day.", { aggregate: "mean" }) visceralFatLevel!: number | null;

  @float("oxygen_data.avg_saturation_percentage", "Mean oxygen saturation over the day.", { unit: "%", aggregate: "mean" }) avgOxygenSaturationPercentage!: number | null;
  @float("oxygen_data.vo2max_ml_per_min_per_kg", "Maximal oxygen uptake (VO2 max).", { unit: "mL/min/kg", aggregate: "mean" }) vo2MaxMlPerMinPerKg!: number | null;
  @float("oxygen_data.day_avg_vo2max_ml_per_min_per_kg", "Maximal oxygen uptake (VO2 max), mean of the day.", { unit: "mL/min/kg", aggregate: "mean" }) dayAvgVo2MaxMlPerMinPerKg!: number | null;

  @float("temperature_data.day_avg_ambient_temperature_celsius", "Temperature of the surroundings, mean of the day.", { unit: "°C", aggregate: "mean" }) ambientTemperatureCelsius!: number | null;
  @float("temperature_data.day_avg_body_temperature_celsius", "Temperature of the body, mean of the day.", { unit: "°C", aggregate: "mean" }) bodyTemperatureCelsius!: number | null;
  @float("temperature_data.day_avg_skin_temperature_celsius", "Temperature of the skin, mean of the day.", { unit: "°C", aggregate: "mean" }) skinTemperatureCelsius!: number | null;

  @float("glucose_data.day_avg_blood_glucose_mg_per_dL", "Blood glucose, mean of the day.", { unit: "mg/dL", aggregate: "mean" }) bloodGlucoseMgPerDl!: number | null;
  @float("glucose_data.day_avg_detailed_blood_glucose_mg_per_dL", "Blood glucose, mean of the day over the more frequent, detailed samples.", { unit: "mg/dL", aggregate: "mean" }) detailedBloodGlucoseMgPerDl!: number | null;
  @float("glucose_data.day_avg_blood_glucose_mg_per_dl", "The same as `bloodGlucoseMgPerDl`, which Terra also sends under an older spelling.", { unit: "mg/dL", aggregate: "mean" }) bloodGlucoseMgPerDlAlias!: number | null;
  @float("glucose_data.gmi", "Glucose management indicator (GMI): the mean glucose level as an estimate in the manner of HbA1c.", { aggregate: "mean" }) glucoseManagementIndicator!: number | null;
  @float("glucose_data.time_in_range", "Time or share of time in which the glucose was in its target range, as the provider states it.", { aggregate: "mean" }) glucoseTimeInRange!: number | null;
  @int("glucose_data.sensor_usage", "Number of values that the glucose sensor recorded over the day.", { aggregate: "sum" }) glucoseSensorUsage!: number | null;

  @text("device_data.activation_timestamp", "When the device was activated.", { privacy: "device" }) deviceActivationTime!: string | null;
  @texts("device_data.data_provided", "The kinds of data that the device provides.") deviceDataProvided!: string[] | null;
  @text("device_data.hardware_version", "Hardware version of the device.", { privacy: "device" }) deviceHardwareVersion!: string | null;
  @text("device_data.last_upload_date", "When the device last uploaded its data.", { privacy: "device" }) deviceLastUploadTime!: string | null;
  @text("device_data.manufacturer", "Maker of the device.", { privacy: "device" }) deviceManufacturer!: string | null;
  @text("device_data.name", "Name of the device.", { privacy: "device" }) deviceName!: string | null;
  @list(() => OtherDevice, "device_data.other_devices", "Further devices that the data came from.", { privacy: "device" }) otherDevices!: OtherDevice[] | null;
  @text("device_data.serial_number", "Serial number of the device.", { privacy: "device" }) deviceSerialNumber!: string | null;
  @text("device_data.software_version", "Software version of the device.", { privacy: "device" }) deviceSoftwareVersion!: string | null;
}
