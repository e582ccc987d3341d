/** What Terrarium's ingest is meant to reach, judged by the medians of a run. */
import type { IngestRun } from "./run-ingest.ts";
import { besideRatio, linesOf, type Ratio, ratiosOf } from "./summary.ts";

export type Goal = {
  goal: string;
  wanted: { at: "least" | "most"; value: number };
  /** Null where the run did not measure it. */
  found: number | null;
  met: boolean | null;
};

const RATIOS = [
  { against: "ordinary-same-work", sizesKb: [1, 8], wanted: 3 },
  { against: "ordinary-same-work", sizesKb: [64, 300], wanted: 4 },
  { against: "ordinary-insert-only", sizesKb: [1], wanted: 1.3 },
  { against: "ordinary-insert-only", sizesKb: [8, 64, 300], wanted: 1.8 },
] as const;

export function goalsOf({ rounds, slowSyncs, besideChunks }: IngestRun): Goal[] {
  const ratios = ratiosOf(rounds);
  const slow = typeof slowSyncs === "string" ? [] : slowSyncs;
  const wal = linesOf(rounds).find(({ contender, sizeKb }) => contender === "terrarium" && sizeKb === 300);
  const syncs = linesOf(slow).find(({ contender }) => contender === "terrarium")?.syncs?.median ?? null;
  return [
    ...RATIOS.flatMap(({ against, sizesKb, wanted }) =>
      sizesKb.map((sizeKb) =>
        goal(
          `deliveries a second, ${sizeKb} KB, times ${against}`,
          "least",
          wanted,
          ratioOf(ratios, sizeKb, against),
        ),
      ),
    ),
    goal(
      "with slow syncs: deliveries a second, times ordinary-same-work",
      "least",
      6,
      ratioOf(ratiosOf(slow), 1, "ordinary-same-work"),
    ),
    goal("with slow syncs: syncs a delivery", "most", 0.05, syncs),
    goal("WAL at 300 KB, share of the body", "most", 0.15, wal ? wal.walBytes.median / wal.bodyBytes : null),
    goal(
      "p99 of 1 KB beside a chunk of 10 MB, times its own",
      "most",
      3,
      besideRatio(besideChunks)?.median ?? null,
    ),
  ];
}

function goal(name: string, at: "least" | "most", value: number, found: number | null): Goal {
  const met = found === null ? null : at === "least" ? found >= value : found <= value;
  return { goal: name, wanted: { at, value }, found, met };
}

function ratioOf(ratios: readonly Ratio[], sizeKb: number, against: string): number | null {
  const found = ratios.find((ratio) => ratio.sizeKb === sizeKb && ratio.against === against);
  return found?.deliveries.median ?? null;
}
