import { basalCalories } from "./body-weight.ts";
import { diceFor } from "./dice.ts";
import { heartRateOf } from "./heart-rate.ts";
import { type Movement, movementOf } from "./movement.ts";
import { napOf } from "./nap.ts";
import { nightOf } from "./night.ts";
import type { Person } from "./person.ts";
import { remember } from "./remember.ts";
import { STAGE, type Stretch } from "./sleep-stages.ts";
import { type Workout, workoutsOf } from "./workout.ts";
import { MINUTE } from "./zone.ts";

/** What truly happened on a person's day, minute by minute; devices see it each in their own way. */
export type Day = Movement & {
  midnight: number;
  /** In minutes: 1,440, or an hour less or more when the clock is changed. */
  length: number;
  /** The stage of sleep, 0 for up. */
  stage: Uint8Array;
  /** Metabolic equivalents. */
  met: Float32Array;
  calories: Float32Array;
  heartRate: Float32Array;
};

export const dayOf = remember(96, (person: Person, date): Day => {
  const { zone } = person.place;
  const midnight = zone.midnightOf(date);
  const length = (zone.midnightOf(date + 1) - midnight) / MINUTE;
  const workouts = workoutsOf(person, date);
  const stage = stagesOf(person, date, length);
  const movement = movementOf(person, date, (minute) => stage[minute] === 0, length, workouts);
  const met = metsOf(person, date, stage, movement, workouts);
  const effort = effortOf(workouts, length);
  const resting = nightOf(person, date).restingHeartRate;
  const heartRate = heartRateOf(person, date, { resting, stage, steps: movement.steps, effort });
  return {
    ...movement,
    midnight,
    length,
    stage,
    met,
    calories: caloriesOf(person, date, met),
    heartRate,
  };
});

// What the body burns at rest, and what it burns besides by its weight: a kilocalorie per kilogram, hour and equivalent.
function caloriesOf(person: Person, date: number, mets: Float32Array): Float32Array {
  const basal = basalCalories(person, date) / 1440;
  const perMet = person.weightKg / 60;
  return mets.map((level) => basal * Math.min(1, level) + perMet * Math.max(0, level - 1));
}

function stagesOf(person: Person, date: number, length: number): Uint8Array {
  const stage = new Uint8Array(length);
  const fill = (stretches: readonly Stretch[], shift: number): void => {
    for (const { stage: code, start, end } of stretches) {
      stage.fill(code, Math.max(0, start + shift), Math.max(0, end + shift));
    }
  };
  fill(nightOf(person, date).stretches, 0);
  fill(napOf(person, date)?.stretches ?? [], 0);
  fill(nightOf(person, date + 1).stretches, length);
  return stage;
}

function effortOf(workouts: readonly Workout[], length: number): Float32Array {
  const effort = new Float32Array(length);
  for (const { start, end, effort: share } of workouts) {
    // A warm-up, and a little harder towards the end.
    for (let minute = start; minute < end; minute++) {
      effort[minute] =
        share * Math.min(1, 0.6 + (minute - start) / 20) * (1 + (0.1 * (minute - start)) / (end - start));
    }
  }
  return effort;
}

function metsOf(
  person: Person,
  date: number,
  stage: Uint8Array,
  { steps }: Movement,
  workouts: readonly Workout[],
): Float32Array {
  const dice = diceFor(person.referenceId, date, "mets");
  const mets = new Float32Array(stage.length);
  for (let minute = 0; minute < mets.length; minute++) {
    const asleep = stage[minute] ?? 0;
    // Somebody on their feet at home, who goes nowhere.
    const pottering = Math.sin(minute / 41 + date) > 0.55 ? 0.45 : 0;
    const up = 1.15 + dice.between(0, 0.25) + pottering + ((steps[minute] ?? 0) / 110) * 2.4;
    mets[minute] = asleep === 0 ? up : asleep === STAGE.awake ? 1 : 0.93;
  }
  for (const { sport, effort, start, end } of workouts) {
    const level = (sport.met * effort) / sport.effort;
    for (let minute = start; minute < end; minute++) mets[minute] = level * dice.normal(1, 0.06);
  }
  return mets;
}
