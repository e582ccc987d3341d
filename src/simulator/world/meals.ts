import { basalCalories } from "./body-weight.ts";
import { type Dice, diceFor } from "./dice.ts";
import { BREAKFASTS, DINNERS, type Food, LUNCHES, SNACKS } from "./food.ts";
import type { Person } from "./person.ts";
import { remember } from "./remember.ts";
import { timeInBed } from "./rest.ts";
import { loadOf } from "./workout.ts";

/** Something eaten, at a minute from midnight; `type` is Terra's code of the meal. */
export type EatenMeal = { food: Food; servings: number; minute: number; type: number };

/** Water drunk, in millilitres. */
export type Drink = { minute: number; milliliters: number };

export type Table = { meals: readonly EatenMeal[]; drinks: readonly Drink[] };

const MEAL = { breakfast: 1, lunch: 3, afternoonSnack: 4, dinner: 5 } as const;

/** What a person eats and drinks on a day: about what the body burns, more after exercise. */
export const tableOf = remember(4096, (person: Person, date): Table => {
  const dice = diceFor(person.referenceId, date, "table");
  const { rise } = timeInBed(person, date);
  const wanted = (basalCalories(person, date) * 1.42 + 420 * loadOf(person, date)) * dice.normal(1, 0.09);
  const plates: [type: number, menu: readonly Food[], minute: number][] = [
    [MEAL.breakfast, BREAKFASTS, rise + dice.between(25, 70)],
    [MEAL.lunch, LUNCHES, Math.max(rise + 150, dice.normal(765, 20))],
    ...(dice.chance(0.7) ? [snackAt(dice.normal(965, 25))] : []),
    [MEAL.dinner, DINNERS, dice.normal(1155, 28)],
  ];
  const plain = plates.map(([type, menu, minute]) => ({
    type,
    food: dice.pick(menu),
    minute: Math.round(minute),
    servings: 1,
  }));
  const scale = wanted / plain.reduce((sum, { food }) => sum + caloriesOf(food), 0);
  const meals = plain.map((meal) => ({ ...meal, servings: Math.max(0.5, Math.round(scale * 4) / 4) }));
  return { meals, drinks: drinksOf(rise, dice) };
});

export function caloriesOf(food: Food): number {
  return 4 * food.carbohydrates + 9 * food.fat + 4 * food.protein;
}

function snackAt(minute: number): [number, readonly Food[], number] {
  return [MEAL.afternoonSnack, SNACKS, minute];
}

function drinksOf(rise: number, dice: Dice): readonly Drink[] {
  return Array.from({ length: dice.whole(4, 8) }, () => ({
    minute: Math.round(dice.between(rise + 10, 1290)),
    milliliters: dice.pick([200, 250, 300, 330, 500]),
  })).sort((one, other) => one.minute - other.minute);
}
