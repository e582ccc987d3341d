import { diceFor } from "./dice.ts";
import { tableOf } from "./meals.ts";
import type { Person } from "./person.ts";
import { remember } from "./remember.ts";

/** Minutes between two readings. */
export const GLUCOSE_STEP = 5;

/** Glucose in mg/dL from midnight on: it rises after meals, by their carbohydrates, and for an hour before getting up. */
export const glucoseOf = remember(96, (person: Person, date): Float32Array => {
  const dice = diceFor(person.referenceId, date, "glucose");
  const base = 84 + 8 * (1 - person.fitness);
  const meals = [...mealsOf(person, date - 1, -1440), ...mealsOf(person, date, 0)];
  const readings = new Float32Array(1500 / GLUCOSE_STEP);
  let drift = 0;
  for (let index = 0; index < readings.length; index++) {
    const minute = index * GLUCOSE_STEP;
    drift = 0.9 * drift + dice.normal(0, 1.1);
    const dawn = 6 * Math.exp(-(((minute - 390) / 80) ** 2));
    const eaten = meals.reduce((sum, meal) => sum + rise(minute - meal.minute) * meal.carbohydrates, 0);
    readings[index] = Math.round(Math.min(280, Math.max(58, base + dawn + eaten + drift)));
  }
  return readings;
});

function mealsOf(person: Person, date: number, shift: number): { minute: number; carbohydrates: number }[] {
  return tableOf(person, date).meals.map(({ minute, servings, food }) => ({
    minute: minute + shift,
    carbohydrates: Math.min(140, servings * (food.carbohydrates - food.fiber)),
  }));
}

// Of one gram, in mg/dL: the highest after three quarters of an hour, gone after three.
function rise(minutes: number): number {
  if (minutes <= 0 || minutes > 300) return 0;
  const part = minutes / 45;
  return 0.62 * part * Math.exp(1 - part);
}
