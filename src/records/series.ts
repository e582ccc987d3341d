/**
 * The sample arrays of Terra's records, each shape said once: where Terra sends it, what it means, its columns under
 * Terra's own names. The times of the samples are no column: `timeLeaf` names the leaf that they come from.
 */
// biome-ignore-all format: one series, one line
import { registerEnumType } from "type-graphql";
import type { CodeEnum } from "./code-enum.ts";
import { ActivityLevel, AtrialFibrillation, GlucoseFlag, HeartRateContext, KetoneSampleType, NutritionUnit, OxygenSaturationType, SleepLevel, TrendArrow } from "./codes.ts";
import type { RecordType } from "./health-record.ts";
import type { Privacy } from "./metric.ts";

export const SeriesName = {
  HEART_RATE: "HEART_RATE", HRV_RMSSD: "HRV_RMSSD", HRV_SDNN: "HRV_SDNN", STEPS: "STEPS", DISTANCE: "DISTANCE",
  ELEVATION: "ELEVATION", FLOORS_CLIMBED: "FLOORS_CLIMBED", CALORIES: "CALORIES", ACTIVITY_LEVEL: "ACTIVITY_LEVEL",
  MET: "MET", CADENCE: "CADENCE", SPEED: "SPEED", TORQUE: "TORQUE", POSITION: "POSITION", POWER: "POWER", TSS: "TSS",
  OXYGEN_SATURATION: "OXYGEN_SATURATION", VO2MAX: "VO2MAX", STRESS: "STRESS", BODY_BATTERY: "BODY_BATTERY",
  HYPNOGRAM: "HYPNOGRAM", BREATHS: "BREATHS", SNORING: "SNORING", BLOOD_PRESSURE: "BLOOD_PRESSURE", AFIB: "AFIB",
  ECG: "ECG", ECG_SIGNAL: "ECG_SIGNAL", PULSE_WAVE_VELOCITY: "PULSE_WAVE_VELOCITY", RR_INTERVAL: "RR_INTERVAL",
  HYDRATION: "HYDRATION", KETONE: "KETONE", AMBIENT_TEMPERATURE: "AMBIENT_TEMPERATURE",
  BODY_TEMPERATURE: "BODY_TEMPERATURE", SKIN_TEMPERATURE: "SKIN_TEMPERATURE", GLUCOSE: "GLUCOSE",
  DETAILED_GLUCOSE: "DETAILED_GLUCOSE", GLUCOSE_PATTERN: "GLUCOSE_PATTERN", DRINK: "DRINK",
} as const;
export type SeriesName = keyof typeof SeriesName;

export type SeriesColumnDefinition = {
  /** Terra's own name of the leaf. */
  name: string;
  kind: "number" | "text" | "pair";
  unit: string | null;
  /** The list that a number is of, where it is a code. */
  codes: CodeEnum | null;
  privacy: Privacy;
};

/** Samples inside each sample, as the signal of an ECG. */
export type NestedSeriesDefinition = {
  name: SeriesName;
  meaning: string;
  leaf: string;
  timeLeaf: string | null;
  columns: readonly SeriesColumnDefinition[];
};

export type SeriesDefinition = {
  name: SeriesName;
  meaning: string;
  /** Each sample is the total since the window began: never to be summed. */
  cumulative: boolean;
  timeLeaf: string | null;
  columns: readonly SeriesColumnDefinition[];
  nested: NestedSeriesDefinition | null;
  /** The record types that have it, by Terra's path in them. */
  paths: Readonly<Record<string, readonly RecordType[]>>;
};

const timer = number("timer_duration_seconds", "s");

export const seriesDefinitions: readonly SeriesDefinition[] = [
  series("HEART_RATE", { "heart_rate_data.detailed.hr_samples": ["ACTIVITY", "DAILY", "SLEEP"], "heart_data.heart_rate_data.detailed.hr_samples": ["BODY"] }, "Heart rate.", [number("bpm", "beats/min"), timer, coded("context", HeartRateContext)]),
  series("HRV_RMSSD", { "heart_rate_data.detailed.hrv_samples_rmssd": ["ACTIVITY", "DAILY", "SLEEP"], "heart_data.heart_rate_data.detailed.hrv_samples_rmssd": ["BODY"] }, "Heart rate variability, by the RMSSD method.", [number("hrv_rmssd", "ms")]),
  series("HRV_SDNN", { "heart_rate_data.detailed.hrv_samples_sdnn": ["ACTIVITY", "DAILY", "SLEEP"], "heart_data.heart_rate_data.detailed.hrv_samples_sdnn": ["BODY"] }, "Heart rate variability, by the SDNN method.", [number("hrv_sdnn", "ms")]),
  series("STEPS", { "distance_data.detailed.step_samples": ["ACTIVITY", "DAILY"] }, "Steps: at each sample the total since the window began.", [number("steps", "steps"), timer], { cumulative: true }),
  series("DISTANCE", { "distance_data.detailed.distance_samples": ["ACTIVITY", "DAILY"] }, "Distance: at each sample the total since the window began.", [number("distance_meters", "m"), timer], { cumulative: true }),
  series("ELEVATION", { "distance_data.detailed.elevation_samples": ["ACTIVITY", "DAILY"] }, "Elevation.", [number("elev_meters", "m"), timer]),
  series("FLOORS_CLIMBED", { "distance_data.detailed.floors_climbed_samples": ["ACTIVITY", "DAILY"] }, "Floors climbed: at each sample the total since the window began.", [number("floors_climbed", "floors"), timer], { cumulative: true }),
  series("CALORIES", { "calories_data.calorie_samples": ["ACTIVITY", "DAILY"] }, "Energy burned: at each sample the total since the window began. Terra does not say so; what providers send is.", [number("calories", "kcal"), timer], { cumulative: true }),
  series("ACTIVITY_LEVEL", { "active_durations_data.activity_levels_samples": ["ACTIVITY", "DAILY"] }, "How intensely the person moved.", [coded("activity_level", ActivityLevel), timer]),
  series("MET", { "MET_data.MET_samples": ["ACTIVITY", "DAILY"] }, "Metabolic equivalent (MET). Some providers (Oura) fill up the day ahead of time, so that samples can lie in the future.", [number("level")]),
  series("CADENCE", { "movement_data.cadence_samples": ["ACTIVITY"] }, "Cadence.", [number("cadence_rpm", "rpm (or steps/min)"), timer]),
  series("SPEED", { "movement_data.speed_samples": ["ACTIVITY"] }, "Speed.", [number("speed_meters_per_second", "m/s"), timer]),
  series("TORQUE", { "movement_data.torque_samples": ["ACTIVITY"] }, "Torque.", [timer, number("torque_newton_meters", "N·m")]),
  series("POSITION", { "position_data.position_samples": ["ACTIVITY"] }, "Where the person was, as [latitude, longitude].", [pair("coords_lat_lng_deg", "[lat, lng] degrees"), timer]),
  series("POWER", { "power_data.power_samples": ["ACTIVITY"] }, "Power.", [number("watts", "W"), timer]),
  series("TSS", { "TSS_data.TSS_samples": ["ACTIVITY"] }, "Training stress scores (TSS) of the workout, by method. They have no times.", [number("planned"), number("actual"), word("method"), number("intensity_factor_planned"), number("intensity_factor_actual"), number("normalized_power_watts", "W")], { timeLeaf: null }),
  series("OXYGEN_SATURATION", { "oxygen_data.saturation_samples": ["ACTIVITY", "BODY", "DAILY"], "respiration_data.oxygen_saturation_data.samples": ["SLEEP"] }, "Oxygen saturation of blood or muscle.", [number("percentage", "%"), coded("type", OxygenSaturationType)]),
  series("VO2MAX", { "oxygen_data.vo2_samples": ["ACTIVITY", "BODY", "DAILY"] }, "Maximal oxygen uptake (VO2 max).", [number("vo2max_ml_per_min_per_kg", "mL/min/kg")]),
  series("STRESS", { "stress_data.samples": ["DAILY"] }, "Stress level.", [number("level")]),
  series("BODY_BATTERY", { "stress_data.body_battery_samples": ["DAILY"] }, "Body Battery: the reserves of energy as Garmin reckons them.", [number("level")]),
  series("HYPNOGRAM", { "sleep_durations_data.hypnogram_samples": ["SLEEP"] }, "Stages of sleep: each lasts until the next.", [coded("level", SleepLevel)]),
  series("BREATHS", { "respiration_data.breaths_data.samples": ["SLEEP"] }, "Breathing rate.", [number("breaths_per_min", "breaths/min")]),
  series("SNORING", { "respiration_data.snoring_data.samples": ["SLEEP"] }, "Snoring: when it began, and how long it lasted.", [number("duration_seconds", "s")]),
  series("BLOOD_PRESSURE", { "blood_pressure_data.blood_pressure_samples": ["BODY"] }, "Blood pressure.", [number("diastolic_bp", "mmHg"), number("systolic_bp", "mmHg")]),
  series("AFIB", { "heart_data.afib_classification_samples": ["BODY"] }, "Atrial fibrillation: found or not.", [coded("afib_classification", AtrialFibrillation)]),
  series("ECG", { "heart_data.ecg_signal": ["BODY"] }, "Electrocardiograms (ECG), one a sample; their curves are ECG_SIGNAL.", [number("avg_hr_bpm", "beats/min"), coded("afib_classification", AtrialFibrillation)], { timeLeaf: "start_timestamp", nested: { name: "ECG_SIGNAL", meaning: "The curve of an electrocardiogram (ECG).", leaf: "raw_signal", timeLeaf: "timestamp", columns: [number("potential_uV", "µV")] } }),
  series("PULSE_WAVE_VELOCITY", { "heart_data.pulse_wave_velocity_samples": ["BODY"] }, "Pulse wave velocity.", [number("pulse_wave_velocity_meters_per_second", "m/s")]),
  series("RR_INTERVAL", { "heart_data.rr_interval_samples": ["BODY"] }, "Time from one heartbeat to the next, with the heart rate at it.", [number("rr_interval_ms", "ms"), number("hr_bpm", "beats/min")]),
  series("HYDRATION", { "hydration_data.hydration_amount_samples": ["BODY"] }, "Body water.", [number("hydration_kg", "kg")]),
  series("KETONE", { "ketone_data.ketone_samples": ["BODY"] }, "Ketones.", [number("ketone_mg_per_dL", "mg/dL"), coded("sample_type", KetoneSampleType)]),
  series("AMBIENT_TEMPERATURE", { "temperature_data.ambient_temperature_samples": ["BODY"] }, "Temperature of the surroundings.", [number("temperature_celsius", "°C")]),
  series("BODY_TEMPERATURE", { "temperature_data.body_temperature_samples": ["BODY"] }, "Temperature of the body.", [number("temperature_celsius", "°C")]),
  series("SKIN_TEMPERATURE", { "temperature_data.skin_temperature_samples": ["BODY"] }, "Temperature of the skin.", [number("temperature_celsius", "°C")]),
  series("GLUCOSE", { "glucose_data.blood_glucose_samples": ["BODY"] }, "Blood glucose.", [number("blood_glucose_mg_per_dL", "mg/dL"), coded("glucose_level_flag", GlucoseFlag), coded("trend_arrow", TrendArrow)]),
  series("DETAILED_GLUCOSE", { "glucose_data.detailed_blood_glucose_samples": ["BODY"] }, "Blood glucose, sampled more frequently.", [number("blood_glucose_mg_per_dL", "mg/dL"), coded("glucose_level_flag", GlucoseFlag), coded("trend_arrow", TrendArrow)]),
  series("GLUCOSE_PATTERN", { "glucose_data.daily_patterns": ["BODY"] }, "How glucose is distributed at each time of the day. `time_from_midnight` counts from the local midnight: seconds by its name, hours by one of Terra's texts.", [number("time_from_midnight", "s since local midnight"), number("percentile_5"), number("percentile_25"), number("percentile_50"), number("percentile_75"), number("percentile_95")], { timeLeaf: null }),
  series("DRINK", { drink_samples: ["NUTRITION"] }, "Drinks: how much, in the unit of `drink_unit`, and of what.", [number("drink_volume"), coded("drink_unit", NutritionUnit), word("drink_name")]),
];

registerEnumType(SeriesName, { name: "SeriesName", description: "The kinds of series: what was sampled.", valuesConfig: Object.fromEntries(seriesDefinitions.flatMap(describe)) });

/** The series of a record type, with Terra's path in it. */
export function seriesOf(type: RecordType): { path: string; definition: SeriesDefinition }[] {
  return seriesDefinitions.flatMap((definition) =>
    Object.entries(definition.paths)
      .filter(([, types]) => types.includes(type))
      .map(([path]) => ({ path, definition })),
  );
}

function series(name: SeriesName, paths: SeriesDefinition["paths"], meaning: string, columns: SeriesColumnDefinition[], more: Partial<Pick<SeriesDefinition, "cumulative" | "timeLeaf" | "nested">> = {}): SeriesDefinition {
  return { name, meaning, cumulative: false, timeLeaf: "timestamp", columns, nested: null, paths, ...more };
}

function number(name: string, unit: string | null = null): SeriesColumnDefinition {
  return { name, kind: "number", unit, codes: null, privacy: "none" };
}

function coded(name: string, codes: CodeEnum): SeriesColumnDefinition {
  return { ...number(name), codes };
}

function word(name: string): SeriesColumnDefinition {
  return { ...number(name), kind: "text" };
}

/** A place. */
function pair(name: string, unit: string): SeriesColumnDefinition {
  return { ...number(name, unit), kind: "pair", privacy: "place" };
}

function describe({ name, meaning, paths, nested }: SeriesDefinition): [SeriesName, { description: string }][] {
  const all = Object.keys(paths);
  return [
    [name, { description: `${meaning} Terra: ${quoted(all)}.` }],
    ...(nested ? [[nested.name, { description: `${nested.meaning} Terra: ${quoted(all.map((path) => `${path}[].${nested.leaf}`))}.` }] satisfies [SeriesName, object]] : []),
  ];
}

function quoted(paths: string[]): string {
  return paths.map((path) => `\`${path}\``).join(", ");
}
