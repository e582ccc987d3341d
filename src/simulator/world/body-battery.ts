import { diceFor } from "./dice.ts";
import type { Person } from "./person.ts";
import { sleepDebt, timeInBed } from "./rest.ts";
import { loadOf } from "./workout.ts";

/** How much energy is left, 5 to 100, at a minute of a day: it fills in bed and drains until the next night. */
export function bodyBattery(person: Person, date: number, length: number): (minute: number) => number {
  const before = timeInBed(person, date);
  const next = timeInBed(person, date + 1);
  const anchors = [
    { at: timeInBed(person, date - 1).rise - 1440, level: afterSleep(person, date - 1) },
    { at: before.bed, level: beforeSleep(person, date - 1) },
    { at: before.rise, level: afterSleep(person, date) },
    { at: length + next.bed, level: beforeSleep(person, date) },
    { at: length + next.rise, level: afterSleep(person, date + 1) },
  ];
  return (minute) => {
    const index = anchors.findIndex(({ at }) => at > minute);
    const [from, to] = [anchors[index - 1], anchors[index]];
    if (!from || !to) return 50;
    return Math.round(from.level + ((to.level - from.level) * (minute - from.at)) / (to.at - from.at));
  };
}

function afterSleep(person: Person, date: number): number {
  return bounded(94 - 14 * sleepDebt(person, date) - 4 * loadOf(person, date - 1), 34, 100);
}

function beforeSleep(person: Person, date: number): number {
  const mood = diceFor(person.referenceId, date, "battery").normal(0, 5);
  return bounded(27 - 8 * loadOf(person, date) - 3 * sleepDebt(person, date) + mood, 5, 50);
}

function bounded(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
