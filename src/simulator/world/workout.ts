import { diceFor } from "./dice.ts";
import type { Person } from "./person.ts";
import { remember } from "./remember.ts";
import { sleepDebt, timeInBed } from "./rest.ts";
import type { Sport } from "./sport.ts";
import { isWeekend } from "./zone.ts";

/** Exercise, in minutes from midnight. */
export type Workout = {
  sport: Sport;
  start: number;
  end: number;
  /** The share of the heart rate reserve that it asks for. */
  effort: number;
  metersPerSecond: number;
  stepsPerMinute: number;
};

/** Minutes that there are for exercise before or after a day's work. */
const MOST_ON_WORKDAYS = 75;

/** What a person did on a day. Whoever slept badly skips it more often, and does less. */
export const workoutsOf = remember(4096, (person: Person, date): readonly Workout[] => {
  const dice = diceFor(person.referenceId, date, "workouts");
  const debt = Math.max(0, sleepDebt(person, date));
  const wish = (person.workoutsPerWeek / 7) * (isWeekend(date) ? 1.3 : 0.9) * Math.exp(-0.28 * debt);
  if (!dice.chance(wish)) return [];
  const most = isWeekend(date) ? 240 : MOST_ON_WORKDAYS;
  const sport = dice.pick(person.sports.filter(({ duration: [shortest] }) => shortest < most));
  const [shortest, longest] = sport.duration;
  const duration = Math.round(dice.between(shortest, Math.min(longest, most)) * Math.exp(-0.08 * debt));
  const start = startOf(person, date, dice.normal(0, 14));
  const latest = 1440 + timeInBed(person, date + 1).bed - 60;
  const end = Math.min(start + duration, latest, 1370);
  if (end - start < 20) return [];
  const form = Math.exp(0.5 * (person.fitness - 0.5) - 0.03 * debt + dice.normal(0, 0.05));
  return [
    {
      sport,
      start,
      end,
      effort: Math.min(0.9, Math.max(0.15, sport.effort + dice.normal(0, 0.05))),
      metersPerSecond: sport.metersPerSecond * form,
      stepsPerMinute: Math.round(sport.stepsPerMinute * dice.between(0.96, 1.04)),
    },
  ];
});

/** How hard a day was: about 1 after an hour's run. */
export function loadOf(person: Person, date: number): number {
  return workoutsOf(person, date).reduce(
    (sum, { start, end, effort }) => sum + ((end - start) * effort) / 43,
    0,
  );
}

function startOf(person: Person, date: number, lateness: number): number {
  const { rise } = timeInBed(person, date);
  const usual = isWeekend(date) ? 10 * 60 : person.exercisesEarly ? 6 * 60 + 50 : 17 * 60 + 50;
  return Math.round(Math.max(usual + lateness, rise + 25));
}
