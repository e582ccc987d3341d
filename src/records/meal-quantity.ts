// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { NutritionUnit } from "./codes.ts";
import { code, float } from "./metric.ts";

@ObjectType({ description: "How much of a meal was eaten.", simpleResolvers: true })
export class MealQuantity {
  @code(NutritionUnit, "meals[].quantity.unit", "The unit of the amount.") unitCode!: number | null;
  @float("meals[].quantity.amount", "How much was eaten, in `unit`.") amount!: number | null;
}
