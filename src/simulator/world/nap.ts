import { diceFor } from "./dice.ts";
import type { Person } from "./person.ts";
import { remember } from "./remember.ts";
import { sleepDebt, type TimeInBed } from "./rest.ts";
import { STAGE, type Stretch } from "./sleep-stages.ts";
import { workoutsOf } from "./workout.ts";

export type Nap = TimeInBed & { stretches: readonly Stretch[] };

/** A nap after a short night, on the afternoon of the day. */
export const napOf = remember(4096, (person: Person, date): Nap | null => {
  const dice = diceFor(person.referenceId, date, "nap");
  const bed = dice.whole(14 * 60, 15 * 60);
  const rise = bed + dice.whole(24, 48);
  const isTired = sleepDebt(person, date) > 1.3 && dice.chance(0.6);
  const isBusy = workoutsOf(person, date).some(({ start, end }) => start < rise && end > bed - 30);
  return isTired && !isBusy ? { bed, rise, stretches: lightSleep(bed, rise) } : null;
});

function lightSleep(bed: number, rise: number): readonly Stretch[] {
  return [
    { stage: STAGE.awake, start: bed, end: bed + 6 },
    { stage: STAGE.light, start: bed + 6, end: rise - 2 },
    { stage: STAGE.awake, start: rise - 2, end: rise },
  ];
}
