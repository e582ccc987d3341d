import { type Machine, machineLine } from "../machine/machine.ts";
import type { Options } from "../options.ts";
import { spreadText } from "../spread.ts";
import { table } from "../table.ts";
import type { Results } from "../write-results.ts";
import { type ContenderName, connectionsOf } from "./contender.ts";
import type { Round } from "./measure-round.ts";
import { type Line, linesOf, type Ratio, ratiosOf } from "./summary.ts";

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
  const lines = linesOf(rounds);
  const ratios = ratiosOf(rounds);
  return [
    "# Ingest",
    ratios.length > 0 ? "Terrarium's deliveries a second, as a multiple of:" : null,
    ratios.length > 0 ? ratioTable(ratios) : null,
    `The median of ${options.rounds} rounds of ${options.seconds} s (least to most), ` +
      `${connectionsOf(options)} connections, every body unique and signed, every answer 200 and its rows counted afterwards.`,
    "## On this machine",
    machineLine(machine),
    table(
      [
        "body, contender",
        "deliveries/s",
        "p50 ms",
        "p99 ms",
        "its CPU µs",
        "PostgreSQL's",
        "the load's",
        "WAL, share of the body",
      ],
      lines.map(rowOf),
    ),
    "CPU and WAL are for one delivery. Of the bare database limit, p50 and p99 are of a commit of many bodies.",
  ]
    .filter((part) => part !== null)
    .join("\n\n");
}

function ratioTable(ratios: readonly Ratio[]): string {
  const others = [...new Set(ratios.map(({ against }) => against))];
  const sizes = [...new Set(ratios.map(({ sizeKb }) => sizeKb))];
  const cell = (sizeKb: number, other: ContenderName) => {
    const ratio = ratios.find(({ sizeKb: size, against }) => size === sizeKb && against === other);
    return ratio ? spreadText(ratio.deliveries, 2) : "";
  };
  return table(
    ["body", ...others],
    sizes.map((sizeKb) => [`${sizeKb} KB`, ...others.map((other) => cell(sizeKb, other))]),
  );
}

function rowOf(line: Line): string[] {
  return [
    `${line.sizeKb} KB, ${line.contender}`,
    spreadText(line.perSecond, 0),
    line.p50Ms.median.toFixed(1),
    line.p99Ms.median.toFixed(1),
    line.processMicros?.median.toFixed(0) ?? "-",
    line.postgresMicros?.median.toFixed(0) ?? "-",
    line.loadMicros?.median.toFixed(0) ?? "-",
    (line.walBytes.median / line.bodyBytes).toFixed(2),
  ];
}
