import { type FigureSpreads, figureSpreads, type Group, groupsOf } from "../figures.ts";
import { type Spread, spreadOf } from "../spread.ts";
import type { ContenderName } from "./contender.ts";
import type { Round } from "./measure-round.ts";

export type Line = FigureSpreads & {
  contender: ContenderName;
  sizeKb: number;
  walBytes: Spread;
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

function groups(rounds: readonly Round[]): Group<Round>[] {
  return groupsOf(rounds, ({ sizeKb, contender }) => `${sizeKb} ${contender}`);
}
