// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { float } from "./metric.ts";

@ObjectType({ description: "The macronutrients of a meal.", simpleResolvers: true })
export class MealMacros {
  @float("meals[].macros.alcohol_g", "Alcohol in the meal.", { unit: "g" }) alcoholG!: number | null;
  @float("meals[].macros.calories", "Energy in the meal.", { unit: "kcal" }) calories!: number | null;
  @float("meals[].macros.carbohydrates_g", "Carbohydrates in the meal.", { unit: "g" }) carbohydratesG!: number | null;
  @float("meals[].macros.cholesterol_mg", "Cholesterol in the meal.", { unit: "mg" }) cholesterolMg!: number | null;
  @float("meals[].macros.fat_g", "Fat in the meal.", { unit: "g" }) fatG!: number | null;
  @float("meals[].macros.fiber_g", "Fibre in the meal.", { unit: "g" }) fiberG!: number | null;
  @float("meals[].macros.net_carbohydrates_g", "Carbohydrates without fibre in the meal.", { unit: "g" }) netCarbohydratesG!: number | null;
  @float("meals[].macros.protein_g", "Protein in the meal.", { unit: "g" }) proteinG!: number | null;
  @float("meals[].macros.saturated_fat_g", "Saturated fat in the meal.", { unit: "g" }) saturatedFatG!: number | null;
  @float("meals[].macros.sodium_mg", "Sodium in the meal.", { unit: "mg" }) sodiumMg!: number | null;
  @float("meals[].macros.sugar_g", "Sugar in the meal.", { unit: "g" }) sugarG!: number | null;
  @float("meals[].macros.trans_fat_g", "Trans fat in the meal.", { unit: "g" }) transFatG!: number | null;
}
