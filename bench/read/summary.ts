import { type FigureSpreads, figureSpreads, type Group, groupsOf } from "../figures.ts";
import { type Spread, spreadOf, spreadOrNull } from "../spread.ts";
import type { Round } from "./measure-round.ts";
import type { ReaderName } from "./questions.ts";
import type { Case } from "./reader.ts";

export type Line = Case &
  FigureSpreads & {
    reader: ReaderName;
    answerBytes: number;
  };

/** Terrarium against another: requests a second over the other's, and its CPU time over the other's. */
export type Ratio = Case & { against: ReaderName; requests: Spread; cpu: Spread | null };

export function linesOf(rounds: readonly Round[]): Line[] {
  return groups(rounds).map((group) => {
    const [{ reader, question, connections, answerBytes }] = group;
    return {
      reader,
      question,
      connections,
      ...figureSpreads(group),
      answerBytes: Math.round(answerBytes),
    };
  });
}

/** Round by round: what was measured side by side is compared. */
export function ratiosOf(rounds: readonly Round[]): Ratio[] {
  return groups(rounds).flatMap((group) => {
    const [{ reader, question, connections }] = group;
    const pairs = group.flatMap((other) => {
      const ours = rounds.find((one) => one.reader === "terrarium" && isBeside(one, other));
      return ours ? { ours, other } : [];
    });
    if (reader === "terrarium" || pairs.length === 0) return [];
    return {
      question,
      connections,
      against: reader,
      requests: spreadOf(pairs.map(({ ours, other }) => ours.perSecond / other.perSecond)),
      cpu: spreadOrNull(pairs.map(({ ours, other }) => quotient(cpuOf(ours), cpuOf(other)))),
    };
  });
}

function groups(rounds: readonly Round[]): Group<Round>[] {
  return groupsOf(rounds, ({ question, connections, reader }) => `${question} ${connections} ${reader}`);
}

function isBeside(one: Round, other: Round): boolean {
  return (
    one.question === other.question && one.connections === other.connections && one.round === other.round
  );
}

function cpuOf({ processMicros, postgresMicros }: Round): number | null {
  return processMicros === null || postgresMicros === null ? null : processMicros + postgresMicros;
}

function quotient(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one / other;
}
