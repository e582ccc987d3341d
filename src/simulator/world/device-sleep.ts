import type { Account } from "./account.ts";
import { diceFor } from "./dice.ts";
import { napOf } from "./nap.ts";
import { nightOf } from "./night.ts";
import { STAGE, type Stretch } from "./sleep-stages.ts";

export type SleepKind = "night" | "nap";

/** A sleep as one device saw it: it is late to see that somebody sleeps, and unsure where a stage ends. */
export function deviceSleep(
  { person, connection }: Account,
  date: number,
  kind: SleepKind,
): readonly Stretch[] {
  const truth = kind === "night" ? nightOf(person, date).stretches : (napOf(person, date)?.stretches ?? []);
  const dice = diceFor(person.referenceId, date, connection.provider.name, kind);
  const seen = truth.map((stretch) => ({ ...stretch }));
  for (const [index, stretch] of seen.entries()) {
    const next = seen[index + 1];
    if (!next) break;
    const shift = index === 0 ? connection.device.sleepLag : dice.whole(-1, 1);
    if (stretch.end + shift <= stretch.start || stretch.end + shift >= next.end) continue;
    stretch.end += shift;
    next.start = stretch.end;
  }
  // Somebody lies still for some minutes before a device takes it for going to bed.
  const first = seen[0];
  if (first) first.start += dice.whole(0, Math.min(4, first.end - first.start - 1));
  return seen;
}

/** Without REM sleep, which a first pass takes for light sleep. */
export function withoutRem(stretches: readonly Stretch[]): readonly Stretch[] {
  const merged: Stretch[] = [];
  for (const { stage, start, end } of stretches) {
    const seen = stage === STAGE.rem ? STAGE.light : stage;
    const last = merged.at(-1);
    if (last?.stage === seen) last.end = end;
    else merged.push({ stage: seen, start, end });
  }
  return merged;
}
