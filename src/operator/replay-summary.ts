/** What a replay ends with: what became of how many, and what is still wrong. */
import type { ReplayedPage } from "./replay-pages.ts";

const COUNTS = ["replayed", "applied", "pending", "failed", "ignored", "skipped"] as const;

export type ReplayTally = Record<(typeof COUNTS)[number], number> & {
  tookBack: boolean;
  /** The first that failed, with why. */
  failures: ReplayedPage["deliveries"];
};

const MOST_FAILURES = 20;

export function createReplayTally(): ReplayTally {
  const nothing = { replayed: 0, applied: 0, pending: 0, failed: 0, ignored: 0, skipped: 0 };
  return { ...nothing, tookBack: false, failures: [] };
}

export function addPage(tally: ReplayTally, page: ReplayedPage): void {
  for (const name of COUNTS) tally[name] += page[name];
  tally.tookBack ||= page.tookBack;
  const failed = page.deliveries.filter(({ state }) => state === "FAILED");
  tally.failures.push(...failed.slice(0, MOST_FAILURES - tally.failures.length));
}

export function replaySummary(tally: ReplayTally): string {
  const { replayed, skipped, failures, failed } = tally;
  const states = (["applied", "pending", "failed", "ignored"] as const)
    .filter((state) => tally[state] > 0)
    .map((state) => `  ${whole(tally[state])} ${state.toUpperCase()}`);
  return [
    `${whole(replayed)} replayed${skipped > 0 ? `, ${whole(skipped)} had nothing to try` : ""}`,
    ...states,
    ...(failures.length > 0 ? ["", ...failures.map(failureLine)] : []),
    ...(failed > failures.length ? [`and ${whole(failed - failures.length)} more`] : []),
    "",
  ].join("\n");
}

function failureLine({ receivedAt, type, error }: ReplayedPage["deliveries"][number]): string {
  return `${receivedAt}  ${type ?? "no type"}  ${error ?? ""}`;
}

function whole(number: number): string {
  return number.toLocaleString("en");
}
