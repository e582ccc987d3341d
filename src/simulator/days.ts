/** The stretch of simulated time that is played before, or without, the live part. */
import type { Options } from "./options.ts";
import { DAY } from "./world/zone.ts";

/**
 * Whole days, today among them, that are left for the live part: enough to be watched for some minutes before it has
 * caught up with now.
 */
const DAYS_TO_WATCH = 3;

export type Stretch = { fromMs: number; toMs: number };

/** Whole days in UTC; but what is to be live in real time from the start begins now. */
export function historyOf(
  { days, until, live, speed }: Pick<Options, "days" | "until" | "live" | "speed">,
  nowMs: number,
): Stretch {
  const today = nowMs - (nowMs % DAY);
  const isNow = live && until === null && speed <= 1;
  const lastDay = until === null ? lastDayBefore(today, { live, isNow }) : Date.parse(until);
  return { fromMs: lastDay - (days - 1) * DAY, toMs: isNow ? nowMs : lastDay + DAY };
}

function lastDayBefore(today: number, { live, isNow }: { live: boolean; isNow: boolean }): number {
  if (isNow) return today;
  return today - (live ? DAYS_TO_WATCH : 1) * DAY;
}
