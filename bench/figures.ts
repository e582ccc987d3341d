import { type Spread, spreadOf, spreadOrNull, spreadText } from "./spread.ts";

/** What every benchmark measures in a round. */
export type Figures = {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of CPU time, for one request; null where the system does not tell. */
  processMicros: number | null;
  postgresMicros: number | null;
  loadMicros: number | null;
};

export type FigureSpreads = {
  perSecond: Spread;
  p50Ms: Spread;
  p99Ms: Spread;
  processMicros: Spread | null;
  postgresMicros: Spread | null;
  loadMicros: Spread | null;
};

export type Group<Round> = [Round, ...Round[]];

/** The rounds of one name together, in the order in which the names come first. */
export function groupsOf<Round>(rounds: readonly Round[], nameOf: (round: Round) => string): Group<Round>[] {
  return [...Map.groupBy(rounds, nameOf).values()].flatMap(([first, ...rest]): Group<Round>[] =>
    first ? [[first, ...rest]] : [],
  );
}

export function figureSpreads(group: readonly Figures[]): FigureSpreads {
  return {
    perSecond: spreadOf(group.map((round) => round.perSecond)),
    p50Ms: spreadOf(group.map((round) => round.p50Ms)),
    p99Ms: spreadOf(group.map((round) => round.p99Ms)),
    processMicros: spreadOrNull(group.map((round) => round.processMicros)),
    postgresMicros: spreadOrNull(group.map((round) => round.postgresMicros)),
    loadMicros: spreadOrNull(group.map((round) => round.loadMicros)),
  };
}

/** The heads of the columns that `figureCells` fills. */
export function figureHeads(unit: string): string[] {
  return [`${unit}/s`, "p50 ms", "p99 ms", "its CPU µs", "PostgreSQL's", "the load's"];
}

export function figureCells(line: FigureSpreads): string[] {
  return [
    spreadText(line.perSecond, 0),
    line.p50Ms.median.toFixed(1),
    line.p99Ms.median.toFixed(1),
    line.processMicros?.median.toFixed(0) ?? "-",
    line.postgresMicros?.median.toFixed(0) ?? "-",
    line.loadMicros?.median.toFixed(0) ?? "-",
  ];
}
