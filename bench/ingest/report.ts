import { figureCells, figureHeads } from "../figures.ts";
import { type Machine, machineLine } from "../machine/machine.ts";
import type { Options } from "../options.ts";
import { ratioTable } from "../ratio-table.ts";
import { spreadText } from "../spread.ts";
import { table } from "../table.ts";
import type { Results } from "../write-results.ts";
import { connectionsOf } from "./contender.ts";
import type { Round } from "./measure-round.ts";
import { type Line, linesOf, ratiosOf } from "./summary.ts";

/** The results in words, and with every round: ratios first, absolute figures only beside their machine. */
export function ingestResults(machine: Machine, options: Options, rounds: readonly Round[]): Results {
  const { rounds: count, seconds, warmUpSeconds } = options;
  return {
    name: "ingest",
    text: textOf(machine, options, rounds),
    figures: {
      machine,
      method: { rounds: count, seconds, warmUpSeconds, connections: connectionsOf(options) },
      ratios: ratiosOf(rounds),
      contenders: linesOf(rounds),
      rounds,
    },
  };
}

function textOf(machine: Machine, options: Options, rounds: readonly Round[]): string {
  const ratios = ratiosOf(rounds);
  return [
    "# Ingest",
    ratios.length > 0 ? "Terrarium's deliveries a second, as a multiple of:" : null,
    ratios.length > 0
      ? ratioTable("body", ratios, nameOf, ({ deliveries }) => spreadText(deliveries, 2))
      : null,
    `The median of ${options.rounds} rounds of ${options.seconds} s (least to most), ` +
      `${connectionsOf(options)} connections, every body unique and signed, every answer 200 and its rows counted afterwards.`,
    "## On this machine",
    machineLine(machine),
    table(
      ["body, contender", ...figureHeads("deliveries"), "WAL, share of the body"],
      linesOf(rounds).map(rowOf),
    ),
    "CPU and WAL are for one delivery. Of the bare database limit, p50 and p99 are of a commit of many bodies.",
  ]
    .filter((part) => part !== null)
    .join("\n\n");
}

function nameOf({ sizeKb }: { sizeKb: number }): string {
  return `${sizeKb} KB`;
}

function rowOf(line: Line): string[] {
  return [
    `${nameOf(line)}, ${line.contender}`,
    ...figureCells(line),
    (line.walBytes.median / line.bodyBytes).toFixed(2),
  ];
}
