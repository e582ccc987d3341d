import type { Account } from "./account.ts";
import { type Day, dayOf } from "./day.ts";
import { diceFor } from "./dice.ts";
import { nightOf } from "./night.ts";
import { remember } from "./remember.ts";
import { STAGE } from "./sleep-stages.ts";

/** A day as one device measured it. Totals run: the value of a minute is the sum until its end. */
export type DeviceDay = {
  midnight: number;
  length: number;
  stage: Uint8Array;
  met: Float32Array;
  beats: Uint8Array;
  steps: Float64Array;
  meters: Float64Array;
  floors: Float64Array;
  calories: Float64Array;
  restingHeartRate: number;
};

export const deviceDayOf = remember(192, ({ person, connection }: Account, date): DeviceDay => {
  const day = dayOf(person, date);
  const { heartRateBias, stepFactor, distanceFactor, calorieFactor } = connection.device;
  const name = connection.provider.name;
  return {
    midnight: day.midnight,
    length: day.length,
    stage: day.stage,
    met: day.met,
    beats: beatsOf(day, heartRateBias, `${person.referenceId} ${date} ${name}`),
    steps: runningTotal(day.steps, stepFactor, 1),
    meters: runningTotal(day.meters, distanceFactor, 100),
    floors: runningTotal(day.floors, 1, 1),
    calories: runningTotal(day.calories, calorieFactor, 10),
    restingHeartRate: Math.round(nightOf(person, date).restingHeartRate + heartRateBias),
  };
});

/** Whether somebody slept in a minute. */
export function isAsleep(stage: number | undefined): boolean {
  return stage !== undefined && stage > STAGE.awake;
}

/** What a running total had come to before a minute. */
export function totalBefore(total: Float64Array, minute: number): number {
  return minute === 0 ? 0 : (total[minute - 1] ?? 0);
}

function beatsOf({ heartRate }: Day, bias: number, name: string): Uint8Array {
  const dice = diceFor(name, "beats");
  const beats = new Uint8Array(heartRate.length);
  for (let minute = 0; minute < beats.length; minute++) {
    beats[minute] = Math.round((heartRate[minute] ?? 0) + bias + dice.between(-1, 1));
  }
  return beats;
}

// Rounded as it is written, so that the last sample is the day's total to the last digit.
function runningTotal(perMinute: ArrayLike<number>, factor: number, digits: number): Float64Array {
  const totals = new Float64Array(perMinute.length);
  let sum = 0;
  for (let minute = 0; minute < totals.length; minute++) {
    sum += (perMinute[minute] ?? 0) * factor;
    totals[minute] = Math.round(sum * digits) / digits;
  }
  return totals;
}
