import {
  MACROS,
  type Macros,
  type Meal,
  MICROS,
  type NutritionPayload,
} from "../../../terra/payloads/nutrition.ts";
import type { Account } from "../account.ts";
import { caloriesOf, type EatenMeal, tableOf } from "../meals.ts";
import { round1 } from "../round.ts";
import { uuidFor } from "../uuid-for.ts";
import { dayMetadata } from "./day-metadata.ts";

const MILLILITER = 8;

/** What was eaten and drunk until a minute of the day. The summary is the sum of the meals. */
export function nutritionPayload(account: Account, date: number, until: number): NutritionPayload {
  const { person, connection } = account;
  const table = tableOf(person, date);
  const timeOf = (minute: number): string => connection.clock.text(person.place.zone.instantAt(date, minute));
  const meals = table.meals
    .filter(({ minute }) => minute <= until)
    .map((meal) =>
      mealOf(meal, uuidFor(connection.terraUserId, date, meal.type, "meal"), timeOf(meal.minute)),
    );
  const drinks = table.drinks.filter(({ minute }) => minute <= until);
  return {
    drink_samples: account.samples
      ? drinks.map(({ minute, milliliters }) => ({
          timestamp: timeOf(minute),
          drink_volume: milliliters,
          drink_unit: MILLILITER,
          drink_name: "Water",
        }))
      : [],
    meals,
    metadata: dayMetadata(account, date),
    summary: {
      macros: sumOf(
        MACROS,
        meals.map(({ macros }) => macros),
      ),
      micros: sumOf(
        MICROS,
        meals.map(({ micros }) => micros),
      ),
      water_ml: drinks.reduce((sum, { milliliters }) => sum + milliliters, 0),
      drink_ml: null,
    },
  };
}

function mealOf({ food, servings, type }: EatenMeal, id: string, timestamp: string): Meal {
  const of = (perServing: number): number => round1(perServing * servings);
  return {
    micros: {
      ...ofEach(MICROS, () => null),
      caffeine_mg: of(food.caffeineMg),
      calcium_mg: of(food.calciumMg),
      sodium_mg: of(food.sodiumMg),
      iron_mg: of(food.ironMg),
      potassium_mg: of(food.potassiumMg),
      vitamin_C_mg: of(food.vitaminCMg),
    },
    type,
    id,
    timestamp,
    quantity: { unit: food.unit, amount: of(food.amount) },
    name: food.name,
    macros: macrosOf({ food, servings }),
  };
}

function macrosOf({ food, servings }: Pick<EatenMeal, "food" | "servings">): Macros {
  const of = (perServing: number): number => round1(perServing * servings);
  return {
    alcohol_g: null,
    calories: of(caloriesOf(food)),
    carbohydrates_g: of(food.carbohydrates),
    cholesterol_mg: null,
    fat_g: of(food.fat),
    fiber_g: of(food.fiber),
    net_carbohydrates_g: of(food.carbohydrates - food.fiber),
    protein_g: of(food.protein),
    saturated_fat_g: of(food.saturatedFat),
    sodium_mg: of(food.sodiumMg),
    sugar_g: of(food.sugar),
    trans_fat_g: null,
  };
}

// Of each nutrient; null where no meal tells of it.
function sumOf<Name extends string>(
  names: readonly Name[],
  parts: readonly Record<Name, number | null>[],
): Record<Name, number | null> {
  return ofEach(names, (name) => {
    const told = parts.map((part) => part[name]).filter((value) => value !== null);
    return told.length === 0 ? null : round1(told.reduce((sum, value) => sum + value, 0));
  });
}

// The cast gives back the names, which fromEntries forgets.
function ofEach<Name extends string>(
  names: readonly Name[],
  amountOf: (name: Name) => number | null,
): Record<Name, number | null> {
  return Object.fromEntries(names.map((name) => [name, amountOf(name)])) as Record<Name, number | null>;
}
