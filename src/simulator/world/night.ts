import { isLuteal } from "./cycle.ts";
import { diceFor } from "./dice.ts";
import type { Person } from "./person.ts";
import { remember } from "./remember.ts";
import { sleepDebt, type TimeInBed, timeInBed } from "./rest.ts";
import { type Stretch, sleepStages } from "./sleep-stages.ts";
import { loadOf } from "./workout.ts";

/** The night before a day, and how the body came out of it. */
export type Night = TimeInBed & {
  /** From going to bed to getting up, without a gap. */
  stretches: readonly Stretch[];
  restingHeartRate: number;
  hrvMs: number;
  breathsPerMinute: number;
  saturation: number;
  /** How much warmer than usual, in degrees Celsius. */
  temperatureDelta: number;
  /** 1 to 100, as providers rate it. */
  score: number;
  readiness: number;
};

/** Too little sleep and a hard day before raise the resting heart rate, and lower the variability and the scores. */
export const nightOf = remember(4096, (person: Person, date): Night => {
  const dice = diceFor(person.referenceId, date, "night");
  const debt = sleepDebt(person, date);
  const load = loadOf(person, date - 1);
  const luteal = isLuteal(person, date) ? 1 : 0;
  const hours = timeInBed(person, date);
  return {
    ...hours,
    stretches: sleepStages(hours, dice),
    restingHeartRate: person.restingHeartRate + 2 * debt + 1.2 * load + 1.8 * luteal + dice.normal(0, 0.9),
    hrvMs: person.hrvMs * Math.exp(-0.12 * debt - 0.07 * load - 0.05 * luteal + dice.normal(0, 0.06)),
    breathsPerMinute: 15.2 - 2 * person.fitness + 0.2 * debt + dice.normal(0, 0.3),
    saturation: 97 - person.place.altitude / 800 + dice.normal(0, 0.3),
    temperatureDelta: 0.28 * luteal - 0.08 + dice.normal(0, 0.09),
    score: score(84 - 11 * debt + dice.normal(0, 3)),
    readiness: score(81 - 9 * debt - 4 * load + dice.normal(0, 4)),
  };
});

function score(value: number): number {
  return Math.round(Math.min(99, Math.max(12, value)));
}
