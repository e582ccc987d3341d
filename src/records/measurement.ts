// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { float, int, text } from "./metric.ts";

@ObjectType({ description: "One measurement of the body, such as one weighing.", simpleResolvers: true })
export class Measurement {
  @text("measurements_data.measurements[].measurement_time", "When it was measured.") measurementTime!: string | null;
  @float("measurements_data.measurements[].BMI", "Body mass index.", { unit: "kg/m²" }) bmi!: number | null;
  @float("measurements_data.measurements[].BMR", "Basal metabolic rate.", { unit: "kcal" }) basalMetabolicRateKcal!: number | null;
  @float("measurements_data.measurements[].RMR", "Resting metabolic rate.", { unit: "kcal" }) restingMetabolicRateKcal!: number | null;
  @int("measurements_data.measurements[].estimated_fitness_age", "Fitness age as the provider estimates it.", { unit: "years" }) estimatedFitnessAgeYears!: number | null;
  @float("measurements_data.measurements[].skin_fold_mm", "Thickness of a skin fold.", { unit: "mm" }) skinFoldMm!: number | null;
  @float("measurements_data.measurements[].bodyfat_percentage", "Share of fat in the body.", { unit: "%" }) bodyFatPercentage!: number | null;
  @float("measurements_data.measurements[].weight_kg", "Body weight.", { unit: "kg" }) weightKg!: number | null;
  @float("measurements_data.measurements[].height_cm", "Body height.", { unit: "cm" }) heightCm!: number | null;
  @float("measurements_data.measurements[].bone_mass_g", "Bone mass.", { unit: "g" }) boneMassG!: number | null;
  @float("measurements_data.measurements[].muscle_mass_g", "Muscle mass.", { unit: "g" }) muscleMassG!: number | null;
  @float("measurements_data.measurements[].lean_mass_g", "Lean body mass.", { unit: "g" }) leanMassG!: number | null;
  @float("measurements_data.measurements[].water_percentage", "Share of water in the body.", { unit: "%" }) bodyWaterPercentage!: number | null;
  @float("measurements_data.measurements[].insulin_units", "Units of insulin taken.") insulinUnits!: number | null;
  @text("measurements_data.measurements[].insulin_type", "Kind of insulin, such as rapid-acting.") insulinType!: string | null;
  @text("measurements_data.measurements[].urine_color", "Colour of the urine.") urineColor!: string | null;
  @text("measurements_data.measurements[].user_notes", "The person's own notes on the measurement.", { privacy: "identity" }) userNotes!: string | null;
  @float("measurements_data.measurements[].visceral_fat_level", "Level of visceral fat.") visceralFatLevel!: number | null;
  @text("measurements_data.measurements[].visceral_fat_category", "Category of the visceral fat, such as normal.") visceralFatCategory!: string | null;
}
