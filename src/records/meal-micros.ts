// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { float } from "./metric.ts";

@ObjectType({ description: "The micronutrients of a meal.", simpleResolvers: true })
export class MealMicros {
  @float("meals[].micros.biotin_mg", "Biotin in the meal.", { unit: "mg" }) biotinMg!: number | null;
  @float("meals[].micros.caffeine_mg", "Caffeine in the meal.", { unit: "mg" }) caffeineMg!: number | null;
  @float("meals[].micros.calcium_mg", "Calcium in the meal.", { unit: "mg" }) calciumMg!: number | null;
  @float("meals[].micros.sodium_mg", "Sodium in the meal, as listed among the micronutrients.", { unit: "mg" }) sodiumMg!: number | null;
  @float("meals[].micros.chloride_mg", "Chloride in the meal.", { unit: "mg" }) chlorideMg!: number | null;
  @float("meals[].micros.chromium_mg", "Chromium in the meal.", { unit: "mg" }) chromiumMg!: number | null;
  @float("meals[].micros.copper_mg", "Copper in the meal.", { unit: "mg" }) copperMg!: number | null;
  @float("meals[].micros.folate_mg", "Folate in the meal.", { unit: "mg" }) folateMg!: number | null;
  @float("meals[].micros.folic_acid_mg", "Folic acid in the meal.", { unit: "mg" }) folicAcidMg!: number | null;
  @float("meals[].micros.iodine_mg", "Iodine in the meal.", { unit: "mg" }) iodineMg!: number | null;
  @float("meals[].micros.iron_mg", "Iron in the meal.", { unit: "mg" }) ironMg!: number | null;
  @float("meals[].micros.magnesium_mg", "Magnesium in the meal.", { unit: "mg" }) magnesiumMg!: number | null;
  @float("meals[].micros.manganese_mg", "Manganese in the meal.", { unit: "mg" }) manganeseMg!: number | null;
  @float("meals[].micros.molybdenum_mg", "Molybdenum in the meal.", { unit: "mg" }) molybdenumMg!: number | null;
  @float("meals[].micros.niacin_mg", "Niacin in the meal.", { unit: "mg" }) niacinMg!: number | null;
  @float("meals[].micros.pantothenic_acid_mg", "Pantothenic acid in the meal.", { unit: "mg" }) pantothenicAcidMg!: number | null;
  @float("meals[].micros.phosphorus_mg", "Phosphorus in the meal.", { unit: "mg" }) phosphorusMg!: number | null;
  @float("meals[].micros.potassium_mg", "Potassium in the meal.", { unit: "mg" }) potassiumMg!: number | null;
  @float("meals[].micros.riboflavin_mg", "Riboflavin in the meal.", { unit: "mg" }) riboflavinMg!: number | null;
  @float("meals[].micros.selenium_mg", "Selenium in the meal.", { unit: "mg" }) seleniumMg!: number | null;
  @float("meals[].micros.thiamin_mg", "Thiamin in the meal.", { unit: "mg" }) thiaminMg!: number | null;
  @float("meals[].micros.vitamin_A_mg", "Vitamin A in the meal.", { unit: "mg" }) vitaminA!: number | null;
  @float("meals[].micros.vitamin_B12_mg", "Vitamin B12 in the meal.", { unit: "mg" }) vitaminB12Mg!: number | null;
  @float("meals[].micros.vitamin_B6_mg", "Vitamin B6 in the meal.", { unit: "mg" }) vitaminB6Mg!: number | null;
  @float("meals[].micros.vitamin_C_mg", "Vitamin C in the meal.", { unit: "mg" }) vitaminC!: number | null;
  @float("meals[].micros.vitamin_D_mg", "Vitamin D in the meal.", { unit: "mg" }) vitaminD!: number | null;
  @float("meals[].micros.vitamin_D2_mg", "Vitamin D2 in the meal.", { unit: "mg" }) vitaminD2Mg!: number | null;
  @float("meals[].micros.vitamin_D3_mg", "Vitamin D3 in the meal.", { unit: "mg" }) vitaminD3Mg!: number | null;
  @float("meals[].micros.vitamin_E_mg", "Vitamin E in the meal.", { unit: "mg" }) vitaminE!: number | null;
  @float("meals[].micros.vitamin_K_mg", "Vitamin K in the meal.", { unit: "mg" }) vitaminK!: number | null;
  @float("meals[].micros.zinc_mg", "Zinc in the meal.", { unit: "mg" }) zincMg!: number | null;
  @float("meals[].micros.cystine_g", "Cystine in the meal.", { unit: "g" }) cystineG!: number | null;
  @float("meals[].micros.histidine_g", "Histidine in the meal.", { unit: "g" }) histidineG!: number | null;
  @float("meals[].micros.isoleucine_g", "Isoleucine in the meal.", { unit: "g" }) isoleucineG!: number | null;
  @float("meals[].micros.leucine_g", "Leucine in the meal.", { unit: "g" }) leucineG!: number | null;
  @float("meals[].micros.lysine_g", "Lysine in the meal.", { unit: "g" }) lysineG!: number | null;
  @float("meals[].micros.methionine_g", "Methionine in the meal.", { unit: "g" }) methionineG!: number | null;
  @float("meals[].micros.phenylalanine_g", "Phenylalanine in the meal.", { unit: "g" }) phenylalanineG!: number | null;
  @float("meals[].micros.threonine_g", "Threonine in the meal.", { unit: "g" }) threonineG!: number | null;
  @float("meals[].micros.tryptophan_g", "Tryptophan in the meal.", { unit: "g" }) tryptophanG!: number | null;
  @float("meals[].micros.tyrosine_g", "Tyrosine in the meal.", { unit: "g" }) tyrosineG!: number | null;
  @float("meals[].micros.valine_g", "Valine in the meal.", { unit: "g" }) valineG!: number | null;
  @float("meals[].micros.monounsaturated_fat_g", "Monounsaturated fat in the meal.", { unit: "g" }) monounsaturatedFatG!: number | null;
  @float("meals[].micros.polyunsaturated_fat_g", "Polyunsaturated fat in the meal.", { unit: "g" }) polyunsaturatedFatG!: number | null;
  @float("meals[].micros.omega3_g", "Omega-3 fatty acids in the meal.", { unit: "g" }) omega3G!: number | null;
  @float("meals[].micros.omega6_g", "Omega-6 fatty acids in the meal.", { unit: "g" }) omega6G!: number | null;
  @float("meals[].micros.starch_g", "Starch in the meal.", { unit: "g" }) starchG!: number | null;
}
