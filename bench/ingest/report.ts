import { figureCells, figureHeads } from "../figures.ts";
import { type Machine, machineLine } from "../machine/machine.ts";
import type { Options } from "../options.ts";
import { ratioTable } from "../ratio-table.ts";
import { spreadOf, spreadText } from "../spread.ts";
import { table } from "../table.ts";
import type { Results } from "../write-results.ts";
import { type BesideRound, SMALL_A_SECOND, SMALL_CONNECTIONS } from "./beside-chunks.ts";
import { connectionsOf } from "./contender.ts";
import { type Goal, goalsOf } from "./goals.ts";
import type { Round } from "./measure-round.ts";
import { type IngestRun, SLOW } from "./run-ingest.ts";
import { besideRatio, type Line, linesOf, type Ratio, ratiosOf } from "./summary.ts";

/** The results in words, and with every round: ratios first, absolute figures only beside their machine. */
export function ingestResults(machine: Machine, options: Options, run: IngestRun): Results {
  const { rounds: count, seconds, warmUpSeconds } = options;
  const { rounds, slowSyncs, besideChunks } = run;
  const compared = (measured: readonly Round[]) => ({
    ratios: ratiosOf(measured),
    contenders: linesOf(measured),
    rounds: measured,
  });
  return {
    name: "ingest",
    text: textOf(machine, options, run),
    figures: {
      machine,
      method: { rounds: count, seconds, warmUpSeconds, connections: connectionsOf(options) },
      goals: goalsOf(run),
      ...compared(rounds),
      slowSyncs: typeof slowSyncs === "string" ? { skipped: slowSyncs } : { ...SLOW, ...compared(slowSyncs) },
      besideChunks: {
        smallASecond: SMALL_A_SECOND,
        smallConnections: SMALL_CONNECTIONS,
        p99Ratio: besideRatio(besideChunks),
        rounds: besideChunks,
      },
    },
  };
}

function textOf(machine: Machine, options: Options, run: IngestRun): string {
  const { rounds, slowSyncs, besideChunks } = run;
  return [
    "# Ingest",
    ...sizesText(options, rounds),
    "## Goals",
    goalTable(goalsOf(run)),
    `## With ${SLOW.slowedByMs} ms added to every sync`,
    ...slowText(options, slowSyncs),
    "## Beside chunks of 10 MB",
    ...besideText(options, besideChunks),
    "## On this machine",
    machineLine(machine),
    ...(rounds.length > 0 ? [lineTable(rounds)] : []),
    "CPU, WAL and syncs are for one delivery. Of the bare database limit, p50 and p99 are of a commit of many bodies.",
  ].join("\n\n");
}

function sizesText(options: Options, rounds: readonly Round[]): string[] {
  const ratios = ratiosOf(rounds);
  return [
    ...(ratios.length > 0 ? ["Terrarium's deliveries a second, as a multiple of:", ratiosText(ratios)] : []),
    `The median of ${options.rounds} rounds of ${options.seconds} s (least to most), ` +
      `${connectionsOf(options)} connections, every body unique and signed, every answer 200 and its rows counted afterwards.`,
  ];
}

function goalTable(goals: readonly Goal[]): string {
  return table(
    ["goal", "wanted", "found", "met"],
    goals.map(({ goal, wanted, found, met }) => [
      goal,
      `at ${wanted.at} ${wanted.value}`,
      found?.toFixed(found < 0.1 ? 3 : 2) ?? "-",
      met === null ? "not measured" : met ? "yes" : "no",
    ]),
  );
}

function slowText(options: Options, rounds: IngestRun["slowSyncs"]): string[] {
  if (typeof rounds === "string") return [`Skipped: ${rounds}.`];
  return [
    `${SLOW.connections} connections, ${options.rounds} rounds of ${options.seconds} s. Terrarium's deliveries a second, as a multiple of:`,
    ratiosText(ratiosOf(rounds)),
    lineTable(rounds),
  ];
}

function besideText(options: Options, rounds: readonly BesideRound[]): string[] {
  if (rounds.length === 0) return ["Skipped: it was not asked for."];
  const ratio = besideRatio(rounds);
  const row = (name: BesideRound["beside"]) => {
    const own = rounds.filter(({ beside }) => beside === name);
    const chunks = own.flatMap((round) => round.chunks ?? []);
    return [
      name,
      spreadOver(own, ({ perSecond }) => perSecond, 0),
      spreadOver(own, ({ p50Ms }) => p50Ms, 1),
      spreadOver(own, ({ p99Ms }) => p99Ms, 1),
      spreadOver(chunks, ({ perSecond }) => perSecond, 1),
      spreadOver(chunks, ({ p50Ms }) => p50Ms, 0),
    ];
  };
  return [
    `${SMALL_A_SECOND} deliveries of 1 KB a second, evenly over ${SMALL_CONNECTIONS} connections; beside them, on one more, ` +
      `chunks of ten days, one after the other. The median of ${options.rounds} rounds of ${options.seconds} s each. ` +
      (ratio
        ? `The p99 beside chunks is ${spreadText(ratio, 2)} times the p99 without.`
        : "They were not all taken in time without chunks either, so that nothing can be said of these."),
    table(
      ["1 KB beside", "deliveries/s", "p50 ms", "p99 ms", "chunks/s", "p50 ms of a chunk"],
      [row("nothing"), row("chunks")],
    ),
  ];
}

function spreadOver<Item>(items: readonly Item[], figureOf: (item: Item) => number, digits: number): string {
  return items.length > 0 ? spreadText(spreadOf(items.map(figureOf)), digits) : "-";
}

function ratiosText(ratios: readonly Ratio[]): string {
  return ratioTable("body", ratios, nameOf, ({ deliveries }) => spreadText(deliveries, 2));
}

function lineTable(rounds: readonly Round[]): string {
  return table(
    ["body, contender", ...figureHeads("deliveries"), "WAL, share of the body", "syncs"],
    linesOf(rounds).map(rowOf),
  );
}

function nameOf({ sizeKb }: { sizeKb: number }): string {
  return `${sizeKb} KB`;
}

function rowOf(line: Line): string[] {
  return [
    `${nameOf(line)}, ${line.contender}`,
    ...figureCells(line),
    (line.walBytes.median / line.bodyBytes).toFixed(2),
    line.syncs?.median.toFixed(3) ?? "-",
  ];
}
