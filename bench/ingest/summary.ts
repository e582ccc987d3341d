import { type Spread, spreadOf, spreadOrNull } from "../spread.ts";
import type { ContenderName } from "./contender.ts";
import type { Round } from "./measure-round.ts";

export type Line = {
  contender: ContenderName;
  sizeKb: number;
  perSecond: Spread;
  p50Ms: Spread;
  p99Ms: Spread;
  processMicros: Spread | null;
  postgresMicros: Spread | null;
  loadMicros: Spread | null;
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
      perSecond: spreadOf(group.map((round) => round.perSecond)),
      p50Ms: spreadOf(group.map((round) => round.p50Ms)),
      p99Ms: spreadOf(group.map((round) => round.p99Ms)),
      processMicros: spreadOrNull(group.map((round) => round.processMicros)),
      postgresMicros: spreadOrNull(group.map((round) => round.postgresMicros)),
      loadMicros: spreadOrNull(group.map((round) => round.loadMicros)),
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

type Group = [Round, ...Round[]];

function groups(rounds: readonly Round[]): Group[] {
  const bySizeAndName = Map.groupBy(rounds, ({ sizeKb, contender }) => `${sizeKb} ${contender}`);
  return [...bySizeAndName.values()].flatMap(([first, ...rest]): Group[] =>
    first ? [[first, ...rest]] : [],
  );
}
