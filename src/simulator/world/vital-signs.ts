import { nightOf } from "./night.ts";
import { ageOf, type Person } from "./person.ts";
import { timeInBed } from "./rest.ts";
import { round1 } from "./round.ts";
import { STAGE } from "./sleep-stages.ts";

// Slow waves in place of chance: a minute's value is then the same in a night and in the days that it spans.

/** Heart rate variability (RMSSD) at a minute of a day, in milliseconds. */
export function hrvAt(person: Person, date: number, minute: number, stage: number, length: number): number {
  const [night, at] = nightAround(person, date, minute, length);
  const depth = stage === STAGE.deep ? 1.12 : stage === STAGE.rem ? 0.93 : stage === 0 ? 0.78 : 1;
  return night.hrvMs * depth * (1 + 0.13 * Math.sin(at / 17 + night.bed) + 0.07 * Math.sin(at / 4.7));
}

/** Breaths per minute at a minute of a day. */
export function breathsAt(person: Person, date: number, minute: number, length: number): number {
  const [night, at] = nightAround(person, date, minute, length);
  return round1(night.breathsPerMinute + 0.9 * Math.sin(at / 23 + night.rise) + 0.5 * Math.sin(at / 7.1));
}

/** Oxygen saturation of the blood at a minute of a day, in percent. */
export function saturationAt(person: Person, date: number, minute: number, length: number): number {
  const [night, at] = nightAround(person, date, minute, length);
  return round1(
    Math.min(100, night.saturation + 0.9 * Math.sin(at / 31 + night.bed) + 0.5 * Math.sin(at / 6.3)),
  );
}

/** Maximal oxygen uptake, which age takes from, and which training changes in months and not in days. */
export function vo2MaxOf(person: Person, date: number): number {
  const season = Math.sin(date / 58 + person.weightKg);
  const age = ageOf(person, date) - 25;
  return round1((person.sex === "male" ? 37 : 32) - 0.27 * age + 20 * person.fitness + 0.6 * season);
}

// From the evening on, the night is the one before the next day.
function nightAround(person: Person, date: number, minute: number, length: number) {
  const isNext = minute >= length + timeInBed(person, date + 1).bed;
  return isNext
    ? ([nightOf(person, date + 1), minute - length] as const)
    : ([nightOf(person, date), minute] as const);
}
