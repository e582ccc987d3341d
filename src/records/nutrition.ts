// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { TimestampLocalization } from "./codes.ts";
import { HealthRecord } from "./health-record.ts";
import { Meal } from "./meal.ts";
import { code, float, list } from "./metric.ts";

@ObjectType({ implements: HealthRecord, description: "What the person ate and drank on one day.", simpleResolvers: true })
export class Nutrition extends HealthRecord {
  @code(TimestampLocalization, "metadata.timestamp_localization", "Whether the times are UTC or the person's local time.") timestampLocalizationCode!: number | null;

  @list(() => Meal, "meals", "What was eaten, meal by meal.", { timeLeaf: "timestamp" }) meals!: Meal[] | null;

  @float("summary.macros.alcohol_g", "Alcohol consumed over the day.", { unit: "g", aggregate: "sum" }) alcoholG!: number | null;
  @float("summary.macros.calories", "Energy consumed over the day.", { unit: "kcal", aggregate: "sum" }) calories!: number | null;
  @float("summary.macros.carbohydrates_g", "Carbohydrates consumed over the day.", { unit: "g", aggregate: "sum" }) carbohydratesG!: number | null;
  @float("summary.macros.cholesterol_mg", "Cholesterol consumed over the day.", { unit: "mg", aggregate: "sum" }) cholesterolMg!: number | null;
  @float("summary.macros.fat_g", "Fat consumed over the day.", { unit: "g", aggregate: "sum" }) fatG!: number | null;
  @float("summary.macros.fiber_g", "Fibre consumed over the day.", { unit: "g", aggregate: "sum" }) fiberG!: number | null;
  @float("summary.macros.net_carbohydrates_g", "Carbohydrates without fibre consumed over the day.", { unit: "g", aggregate: "sum" }) netCarbohydratesG!: number | null;
  @float("summary.macros.protein_g", "Protein consumed over the day.", { unit: "g", aggregate: "sum" }) proteinG!: number | null;
  @float("summary.macros.saturated_fat_g", "Saturated fat consumed over the day.", { unit: "g", aggregate: "sum" }) saturatedFatG!: number | null;
  @float("summary.macros.sodium_mg", "Sodium consumed over the day.", { unit: "mg", aggregate: "sum" }) sodiumMg!: number | null;
  @float("summary.macros.sugar_g", "Sugar consumed over the day.", { unit: "g", aggregate: "sum" }) sugarG!: number | null;
  @float("summary.macros.trans_fat_g", "Trans fat consumed over the day.", { unit: "g", aggregate: "sum" }) transFatG!: number | null;
  @float("summary.micros.biotin_mg", "Biotin consumed over the day.", { unit: "mg", aggregate: "sum" }) biotinMg!: number | null;
  @float("summary.micros.caffeine_mg", "Caffeine consumed over the day.", { unit: "mg", aggregate: "sum" }) caffeineMg!: number | null;
  @float("summary.micros.calcium_mg", "Calcium consumed over the day.", { unit: "mg", aggregate: "sum" }) calciumMg!: number | null;
  @float("summary.micros.sodium_mg", "Sodium consumed over the day, as listed among the micronutrients.", { unit: "mg", aggregate: "sum" }) micronutrientSodiumMg!: number | null;
  @float("summary.micros.chloride_mg", "Chloride consumed over the day.", { unit: "mg", aggregate: "sum" }) chlorideMg!: number | null;
  @float("summary.micros.chromium_mg", "Chromium consumed over the day.", { unit: "mg", aggregate: "sum" }) chromiumMg!: number | null;
  @float("summary.micros.copper_mg", "Copper consumed over the day.", { unit: "mg", aggregate: "sum" }) copperMg!: number | null;
  @float("summary.micros.folate_mg", "Folate consumed over the day.", { unit: "mg", aggregate: "sum" }) folateMg!: number | null;
  @float("summary.micros.folic_acid_mg", "Folic acid consumed over the day.", { unit: "mg", aggregate: "sum" }) folicAcidMg!: number | null;
  @float("summary.micros.iodine_mg", "Iodine consumed over the day.", { unit: "mg", aggregate: "sum" }) iodineMg!: number | null;
  @float("summary.micros.iron_mg", "Iron consumed over the day.", { unit: "mg", aggregate: "sum" }) ironMg!: number | null;
  @float("summary.micros.magnesium_mg", "Magnesium consumed over the day.", { unit: "mg", aggregate: "sum" }) magnesiumMg!: number | null;
  @float("summary.micros.manganese_mg", "Manganese consumed over the day.", { unit: "mg", aggregate: "sum" }) manganeseMg!: number | null;
  @float("summary.micros.molybdenum_mg", "Molybdenum consumed over the day.", { unit: "mg", aggregate: "sum" }) molybdenumMg!: number | null;
  @float("summary.micros.niacin_mg", "Niacin consumed over the day.", { unit: "mg", aggregate: "sum" }) niacinMg!: number | null;
  @float("summary.micros.pantothenic_acid_mg", "Pantothenic acid consumed over the day.", { unit: "mg", aggregate: "sum" }) pantothenicAcidMg!: number | null;
  @float("summary.micros.phosphorus_mg", "Phosphorus consumed over the day.", { unit: "mg", aggregate: "sum" }) phosphorusMg!: number | null;
  @float("summary.micros.potassium_mg", "Potassium consumed over the day.", { unit: "mg", aggregate: "sum" }) potassiumMg!: number | null;
  @float("summary.micros.riboflavin_mg", "Riboflavin consumed over the day.", { unit: "mg", aggregate: "sum" }) riboflavinMg!: number | null;
  @float("summary.micros.selenium_mg", "Selenium consumed over the day.", { unit: "mg", aggregate: "sum" }) seleniumMg!: number | null;
  @float("summary.micros.thiamin_mg", "Thiamin consumed over the day.", { unit: "mg", aggregate: "sum" }) thiaminMg!: number | null;
  @float("summary.micros.vitamin_A_mg", "Vitamin A consumed over the day.", { unit: "mg", aggregate: "sum" }) vitaminA!: number | null;
  @float("summary.micros.vitamin_B12_mg", "Vitamin B12 consumed over the day.", { unit: "mg", aggregate: "sum" }) vitaminB12Mg!: number | null;
  @float("summary.micros.vitamin_B6_mg", "Vitamin B6 consumed over the day.", { unit: "mg", aggregate: "sum" }) vitaminB6Mg!: number | null;
  @float("summary.micros.vitamin_C_mg", "Vitamin C consumed over the day.", { unit: "mg", aggregate: "sum" }) vitaminC!: number | null;
  @float("summary.micros.vitamin_D_mg", "Vitamin D consumed over the day.", { unit: "mg", aggregate: "sum" }) vitaminD!: number | null;
  @float("summary.micros.vitamin_D2_mg", "Vitamin D2 consumed over the day.", { unit: "mg", aggregate: "sum" }) vitaminD2Mg!: number | null;
  @float("summary.micros.vitamin_D3_mg", "Vitamin D3 consumed over the day.", { unit: "mg", aggregate: "sum" }) vitaminD3Mg!: number | null;
  @float("summary.micros.vitamin_E_mg", "Vitamin E consumed over the day.", { unit: "mg", aggregate: "sum" }) vitaminE!: number | null;
  @float("summary.micros.vitamin_K_mg", "Vitamin K consumed over the day.", { unit: "mg", aggregate: "sum" }) vitaminK!: number | null;
  @float("summary.micros.zinc_mg", "Zinc consumed over the day.", { unit: "mg", aggregate: "sum" }) zincMg!: number | null;
  @float("summary.micros.cystine_g", "Cystine consumed over the day.", { unit: "g", aggregate: "sum" }) cystineG!: number | null;
  @float("summary.micros.histidine_g", "Histidine consumed over the day.", { unit: "g", aggregate: "sum" }) histidineG!: number | null;
  @float("summary.micros.isoleucine_g", "Isoleucine consumed over the day.", { unit: "g", aggregate: "sum" }) isoleucineG!: number | null;
  @float("summary.micros.leucine_g", "Leucine consumed over the day.", { unit: "g", aggregate: "sum" }) leucineG!: number | null;
  @float("summary.micros.lysine_g", "Lysine consumed over the day.", { unit: "g", aggregate: "sum" }) lysineG!: number | null;
  @float("summary.micros.methionine_g", "Methionine consumed over the day.", { unit: "g", aggregate: "sum" }) methionineG!: number | null;
  @float("summary.micros.phenylalanine_g", "Phenylalanine consumed over the day.", { unit: "g", aggregate: "sum" }) phenylalanineG!: number | null;
  @float("summary.micros.threonine_g", "Threonine consumed over the day.", { unit: "g", aggregate: "sum" }) threonineG!: number | null;
  @float("summary.micros.tryptophan_g", "Tryptophan consumed over the day.", { unit: "g", aggregate: "sum" }) tryptophanG!: number | null;
  @float("summary.micros.tyrosine_g", "Tyrosine consumed over the day.", { unit: "g", aggregate: "sum" }) tyrosineG!: number | null;
  @float("summary.micros.valine_g", "Valine consumed over the day.", { unit: "g", aggregate: "sum" }) valineG!: number | null;
  @float("summary.micros.monounsaturated_fat_g", "Monounsaturated fat consumed over the day.", { unit: "g", aggregate: "sum" }) monounsaturatedFatG!: number | null;
  @float("summary.micros.polyunsaturated_fat_g", "Polyunsaturated fat consumed over the day.", { unit: "g", aggregate: "sum" }) polyunsaturatedFatG!: number | null;
  @float("summary.micros.omega3_g", "Omega-3 fatty acids consumed over the day.", { unit: "g", aggregate: "sum" }) omega3G!: number | null;
  @float("summary.micros.omega6_g", "Omega-6 fatty acids consumed over the day.", { unit: "g", aggregate: "sum" }) omega6G!: number | null;
  @float("summary.micros.starch_g", "Starch consumed over the day.", { unit: "g", aggregate: "sum" }) starchG!: number | null;
  @float("summary.water_ml", "Water drunk over the day.", { unit: "mL", aggregate: "sum" }) waterMl!: number | null;
  @float("summary.drink_ml", "Drinks other than water over the day.", { unit: "mL", aggregate: "sum" }) drinkMl!: number | null;
}
