// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { MealType } from "./codes.ts";
import { MealMacros } from "./meal-macros.ts";
import { MealMicros } from "./meal-micros.ts";
import { MealQuantity } from "./meal-quantity.ts";
import { code, part, text } from "./metric.ts";

@ObjectType({ description: "One meal or food.", simpleResolvers: true })
export class Meal {
  @code(MealType, "meals[].type", "Which meal of the day it was.") mealTypeCode!: number | null;
  @text("meals[].id", "The provider's own id of the meal or food.", { privacy: "identity" }) mealId!: string | null;
  @text("meals[].timestamp", "When it was eaten.") timestamp!: string | null;
  @text("meals[].name", "Name of the meal or food.") name!: string | null;
  @part(() => MealQuantity, "meals[].quantity", "How much of it was eaten.") quantity!: MealQuantity | null;
  @part(() => MealMacros, "meals[].macros", "Its macronutrients.") macros!: MealMacros | null;
  @part(() => MealMicros, "meals[].micros", "Its micronutrients.") micros!: MealMicros | null;
}
