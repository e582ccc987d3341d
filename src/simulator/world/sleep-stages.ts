import type { Dice } from "./dice.ts";
import type { TimeInBed } from "./rest.ts";

/** Terra's codes of sleep levels. */
export const STAGE = { awake: 1, light: 4, deep: 5, rem: 6 } as const;

export type Stage = (typeof STAGE)[keyof typeof STAGE];

/** Minutes of one stage, from midnight. */
export type Stretch = { stage: Stage; start: number; end: number };

/** A time in bed, stage by stage: deep sleep comes early, REM sleep late, in cycles of an hour and a half. */
export function sleepStages({ bed, rise }: TimeInBed, dice: Dice): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const asleepUntil = rise - dice.whole(2, 7);
  const add = (stage: Stage, minutes: number, until = asleepUntil): void => {
    const start = stretches.at(-1)?.end ?? bed;
    const end = Math.min(start + Math.round(minutes), until);
    if (end > start) stretches.push({ stage, start, end });
  };
  add(STAGE.awake, dice.between(5, 22));
  for (let cycle = 0; (stretches.at(-1)?.end ?? bed) < asleepUntil; cycle++) addCycle(cycle, add, dice);
  if (stretches.at(-1)?.stage === STAGE.awake) stretches.pop();
  add(STAGE.awake, rise - bed, rise);
  return stretches;
}

function addCycle(cycle: number, add: (stage: Stage, minutes: number) => void, dice: Dice): void {
  add(STAGE.light, dice.between(14, 26));
  add(STAGE.deep, 33 - 9 * cycle + dice.normal(0, 4));
  add(STAGE.light, dice.between(18, 32));
  if (dice.chance(0.35)) {
    add(STAGE.awake, dice.between(1, 7));
    add(STAGE.light, dice.between(4, 10));
  }
  add(STAGE.rem, 9 + 7 * cycle + dice.normal(0, 4));
  if (dice.chance(0.5)) add(STAGE.awake, dice.between(1, 4));
}

export function minutesOf(stretches: readonly Stretch[], stage: Stage): number {
  return stretches.reduce((sum, part) => sum + (part.stage === stage ? part.end - part.start : 0), 0);
}
