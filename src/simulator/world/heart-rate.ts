import { diceFor } from "./dice.ts";
import type { Person } from "./person.ts";
import { STAGE } from "./sleep-stages.ts";

/** What the heart has to follow, minute by minute: the stage of sleep (0 for up), steps, effort (0 to 1). */
export type HeartLoad = {
  resting: number;
  stage: Uint8Array;
  steps: Uint16Array;
  effort: Float32Array;
};

/** The heart rate of each minute of a day. It follows what somebody does with some delay. */
export function heartRateOf(person: Person, date: number, load: HeartLoad): Float32Array {
  const dice = diceFor(person.referenceId, date, "heart rate");
  const rates = new Float32Array(load.stage.length);
  let rate = targetOf(person, load, 0);
  let mood = 0;
  for (let minute = 0; minute < rates.length; minute++) {
    mood = 0.93 * mood + dice.normal(0, load.stage[minute] === 0 ? 1.1 : 0.35);
    const target = targetOf(person, load, minute) + mood;
    rate += (target - rate) * (target > rate ? 0.42 : 0.28);
    rates[minute] = Math.min(person.maxHeartRate, Math.max(load.resting - 5, rate + dice.normal(0, 0.8)));
  }
  return rates;
}

function targetOf(person: Person, { resting, stage, steps, effort }: HeartLoad, minute: number): number {
  const asleep = stage[minute] ?? 0;
  if (asleep === STAGE.deep) return resting - 2;
  if (asleep === STAGE.light) return resting;
  if (asleep === STAGE.rem) return resting + 4;
  if (asleep === STAGE.awake) return resting + 8;
  const effortNow = effort[minute] ?? 0;
  if (effortNow > 0) return resting + effortNow * (person.maxHeartRate - resting);
  return resting + 14 + ((steps[minute] ?? 0) / 110) * (36 - 16 * person.fitness);
}
