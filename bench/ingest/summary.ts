import { type FigureSpreads, figureSpreads, type Group, groupsOf } from "../figures.ts";
import { type Spread, spreadOf, spreadOrNull } from "../spread.ts";
import { type BesideRound, SMALL_A_SECOND } from "./beside-chunks.ts";
import type { ContenderName } from "./contender.ts";
import type { Round } from "./measure-round.ts";

export type Line = FigureSpreads & {
  contender: ContenderName;
  sizeKb: number;
  walBytes: Spread;
  syncs: Spread | null;
  bodyBytes: number;
};

export type Ratio = { sizeKb: number; against: ContenderName; deliveries: Spread };

export function linesOf(rounds: readonly Round[]): Line[] {
  return groups(rounds).map((group) => {
    const [first] = group;
    return {
      contender: first.contender,
      sizeKb: first.sizeKb,
      ...figureSpreads(group),
      walBytes: spreadOf(group.map((round) => round.walBytes)),
      syncs: spreadOrNull(group.map((round) => round.syncs)),
      bodyBytes: Math.round(first.bodyBytes),
    };
  });
}

/** Terrarium's deliveries a second over another's, round by round: what was measured side by side is compared. */
export function ratiosOf(rounds: readonly Round[]): Ratio[] {
  return groups(rounds).flatMap((group) => {
    const [{ contender, sizeKb }] = group;
    const pairs = group.flatMap((other) => {
      const ours = rounds.find(
        (one) => one.contender === "terrarium" && one.sizeKb === sizeKb && one.round === other.round,
      );
      return ours ? ours.perSecond / other.perSecond : [];
    });
    if (contender === "terrarium" || pairs.length === 0) return [];
    return { sizeKb, against: contender, deliveries: spreadOf(pairs) };
  });
}

/**
 * The p99 of small deliveries beside chunks over theirs by themselves, round by round; null without rounds, and
 * where by themselves they were not taken as fast as they came.
 */
export function besideRatio(rounds: readonly BesideRound[]): Spread | null {
  const alone = rounds.filter(({ beside }) => beside === "nothing");
  if (alone.some(({ perSecond }) => perSecond < SMALL_A_SECOND * KEPT_UP)) return null;
  return spreadOrNull(
    alone.map(({ round, p99Ms }) => {
      const other = rounds.find((one) => one.beside === "chunks" && one.round === round);
      return other ? other.p99Ms / p99Ms : null;
    }),
  );
}

const KEPT_UP = 0.95;

function groups(rounds: readonly Round[]): Group<Round>[] {
  return groupsOf(rounds, ({ sizeKb, contender }) => `${sizeKb} ${contender}`);
}
