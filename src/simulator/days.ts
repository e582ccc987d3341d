/** The stretch of simulated time that is played before, or without, the live part. */
import type { Options } from "./options.ts";

const DAY_MS = 86_400_000;

export type Stretch = { fromMs: number; toMs: number };

/** Whole days in UTC; without a last day given, a live run has today until now as its last one. */
export function historyOf(
  { days, until, live }: Pick<Options, "days" | "until" | "live">,
  nowMs: number,
): Stretch {
  const today = nowMs - (nowMs % DAY_MS);
  const lastDay = until === null ? (live ? today : today - DAY_MS) : Date.parse(until);
  const toMs = live && until === null ? nowMs : lastDay + DAY_MS;
  return { fromMs: lastDay - (days - 1) * DAY_MS, toMs };
}
