import { diceFor } from "./dice.ts";
import type { Person } from "./person.ts";
import { remember } from "./remember.ts";
import { isWeekend } from "./zone.ts";

/** From going to bed to getting up: minutes from the midnight of the day of waking, below 0 before it. */
export type TimeInBed = { bed: number; rise: number };

const SHARE_ASLEEP = 0.91;

/** When a person is in bed in the night before a day. Some nights are cut short, by an evening out or a morning's plan. */
export const timeInBed = remember(4096, (person: Person, date): TimeInBed => {
  const dice = diceFor(person.referenceId, date, "time in bed");
  const free = isWeekend(date);
  const wanted = person.sleepNeedMinutes / SHARE_ASLEEP;
  const cutShort = dice.uniform();
  const out = cutShort < 0.08 ? dice.between(60, 150) : 0;
  const early = cutShort > 0.93 ? dice.between(50, 120) : 0;
  const bed = person.bedMinute + (free ? 40 : 0) + dice.normal(0, 20) + out;
  const rise = person.bedMinute + wanted + (free ? 50 : -12) + dice.normal(0, 16) - early;
  return { bed: Math.round(bed), rise: Math.round(Math.min(690, Math.max(rise, bed + 200))) };
});

/** How many hours of sleep a person lacks on a day; the night before the last counts a third. */
export function sleepDebt(person: Person, date: number): number {
  return lackOf(person, date) + 0.35 * Math.max(0, lackOf(person, date - 1));
}

function lackOf(person: Person, date: number): number {
  const { bed, rise } = timeInBed(person, date);
  return Math.max(-1.2, (person.sleepNeedMinutes - (rise - bed) * SHARE_ASLEEP) / 60);
}
