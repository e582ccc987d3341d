import { isLuteal } from "./cycle.ts";
import { diceFor } from "./dice.ts";
import { ageOf, type Person } from "./person.ts";

/** A weight that drifts over seasons, and differs a little from one morning to the next. */
export function weightOf(person: Person, date: number): number {
  const habit = diceFor(person.referenceId, "weight");
  const season = 1.6 * Math.sin((2 * Math.PI * date) / habit.between(160, 330) + habit.between(0, 6));
  const today = diceFor(person.referenceId, date, "weight").normal(0, 0.25);
  return person.weightKg + season + today + (isLuteal(person, date) ? 0.4 : 0);
}

export function bodyFatOf(person: Person, weightKg: number): number {
  const bmi = weightKg / (person.heightCm / 100) ** 2;
  return Math.max(7, 1.35 * bmi - (person.sex === "male" ? 13 : 4) - 6 * person.fitness);
}

/** What the body burns at rest in a day, in kilocalories: Mifflin and St Jeor's equation. */
export function basalCalories(person: Person, date: number): number {
  const common = 10 * person.weightKg + 6.25 * person.heightCm - 5 * ageOf(person, date);
  return common + (person.sex === "male" ? 5 : -161);
}
