import { type Dice, diceFor } from "./dice.ts";
import type { Person } from "./person.ts";
import { sleepDebt } from "./rest.ts";
import { isOnFoot } from "./sport.ts";
import type { Workout } from "./workout.ts";
import { isWeekend } from "./zone.ts";

/** Steps, metres on foot and floors of each minute of a day. */
export type Movement = { steps: Uint16Array; meters: Float32Array; floors: Uint8Array };

/** How somebody moves who is up in the minutes `isUp`: a few long walks, errands, and exercise. */
export function movementOf(
  person: Person,
  date: number,
  isUp: (minute: number) => boolean,
  length: number,
  workouts: readonly Workout[],
): Movement {
  const dice = diceFor(person.referenceId, date, "movement");
  const movement = {
    steps: new Uint16Array(length),
    meters: new Float32Array(length),
    floors: new Uint8Array(length),
  };
  const stride = (person.heightCm / 100) * 0.414;
  for (const workout of workouts) exercise(movement, workout, stride, dice);
  const day = (isWeekend(date) ? 0.9 : 1.02) * Math.exp(-0.16 * Math.max(-0.5, sleepDebt(person, date)));
  let left = person.dailySteps * day * Math.exp(dice.normal(0, 0.16));
  for (let tries = 0; left > 0 && tries < 400; tries++) {
    left -= walk(movement, dice.whole(0, length - 1), isUp, stride, dice);
  }
  return movement;
}

function exercise({ steps, meters, floors }: Movement, workout: Workout, stride: number, dice: Dice): void {
  for (let minute = workout.start; minute < workout.end; minute++) {
    const count = Math.max(0, Math.round(workout.stepsPerMinute * dice.normal(1, 0.03)));
    steps[minute] = count;
    const onFoot = isOnFoot(workout.sport);
    meters[minute] = onFoot ? workout.metersPerSecond * 60 * dice.normal(1, 0.04) : count * stride;
    if (onFoot && dice.chance(0.12)) floors[minute] = 1;
  }
}

// A walk from a minute on, as long as somebody is up and does nothing else. How many steps it came to.
function walk(
  { steps, meters, floors }: Movement,
  from: number,
  isUp: (minute: number) => boolean,
  stride: number,
  dice: Dice,
): number {
  const isLong = dice.chance(0.22);
  const minutes = isLong ? dice.whole(6, 19) : dice.whole(1, 4);
  const pace = isLong ? dice.between(95, 116) : dice.between(14, 70);
  let sum = 0;
  for (let minute = from; minute < from + minutes && isUp(minute) && steps[minute] === 0; minute++) {
    const count = Math.max(1, Math.round(pace * dice.normal(1, 0.1)));
    steps[minute] = count;
    meters[minute] = count * stride;
    if (dice.chance(isLong ? 0.05 : 0.02)) floors[minute] = 1;
    sum += count;
  }
  return sum;
}
