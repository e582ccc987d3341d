import type { DayMetadata } from "./sections.ts";

export const MACROS = [
  "alcohol_g",
  "calories",
  "carbohydrates_g",
  "cholesterol_mg",
  "fat_g",
  "fiber_g",
  "net_carbohydrates_g",
  "protein_g",
  "saturated_fat_g",
  "sodium_mg",
  "sugar_g",
  "trans_fat_g",
] as const;

export type Macros = Record<(typeof MACROS)[number], number | null>;

export const MICROS = [
  "biotin_mg",
  "caffeine_mg",
  "calcium_mg",
  "sodium_mg",
  "chloride_mg",
  "chromium_mg",
  "copper_mg",
  "folate_mg",
  "folic_acid_mg",
  "iodine_mg",
  "iron_mg",
  "magnesium_mg",
  "manganese_mg",
  "molybdenum_mg",
  "niacin_mg",
  "pantothenic_acid_mg",
  "phosphorus_mg",
  "potassium_mg",
  "riboflavin_mg",
  "selenium_mg",
  "thiamin_mg",
  "vitamin_A_mg",
  "vitamin_B12_mg",
  "vitamin_B6_mg",
  "vitamin_C_mg",
  "vitamin_D_mg",
  "vitamin_D2_mg",
  "vitamin_D3_mg",
  "vitamin_E_mg",
  "vitamin_K_mg",
  "zinc_mg",
  "cystine_g",
  "histidine_g",
  "isoleucine_g",
  "leucine_g",
  "lysine_g",
  "methionine_g",
  "phenylalanine_g",
  "threonine_g",
  "tryptophan_g",
  "tyrosine_g",
  "valine_g",
  "monounsaturated_fat_g",
  "polyunsaturated_fat_g",
  "omega3_g",
  "omega6_g",
  "starch_g",
] as const;

export type Micros = Record<(typeof MICROS)[number], number | null>;

export type Meal = {
  micros: Micros;
  type: number;
  id: string;
  timestamp: string;
  quantity: { unit: number; amount: number };
  name: string;
  macros: Macros;
};

export type DrinkSample = { timestamp: string; drink_volume: number; drink_unit: number; drink_name: string };

/** What was eaten and drunk on one day. */
export type NutritionPayload = {
  drink_samples: DrinkSample[];
  meals: Meal[];
  metadata: DayMetadata;
  summary: { macros: Macros; micros: Micros; water_ml: number | null; drink_ml: number | null };
};
