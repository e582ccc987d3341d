import { figureCells, figureHeads } from "../figures.ts";
import { type Machine, machineLine } from "../machine/machine.ts";
import type { Options } from "../options.ts";
import { ratioTable } from "../ratio-table.ts";
import { spreadText } from "../spread.ts";
import { table } from "../table.ts";
import type { Results } from "../write-results.ts";
import type { Round } from "./measure-round.ts";
import type { Case } from "./reader.ts";
import { type Line, linesOf, ratiosOf } from "./summary.ts";

/** The results in words, and with every round: ratios first, absolute figures only beside their machine. */
export function readResults(machine: Machine, options: Options, rounds: readonly Round[]): Results {
  const { rounds: count, seconds, warmUpSeconds } = options;
  return {
    name: "read",
    text: textOf(machine, options, rounds),
    figures: {
      machine,
      method: { rounds: count, seconds, warmUpSeconds },
      ratios: ratiosOf(rounds),
      contenders: linesOf(rounds),
      rounds,
    },
  };
}

function textOf(machine: Machine, options: Options, rounds: readonly Round[]): string {
  const ratios = ratiosOf(rounds);
  return [
    "# Read",
    ratios.length > 0 ? "Terrarium's requests a second, as a multiple of:" : null,
    ratios.length > 0
      ? ratioTable("question", ratios, nameOf, ({ requests }) => spreadText(requests, 2))
      : null,
    ratios.length > 0 ? "Its CPU time for a request, with PostgreSQL's, as a multiple of:" : null,
    ratios.length > 0
      ? ratioTable("question", ratios, nameOf, ({ cpu }) => (cpu ? spreadText(cpu, 2) : "-"))
      : null,
    `The median of ${options.rounds} rounds of ${options.seconds} s (least to most). ` +
      "A: one person's last 30 days by each of two connections, 15 values a day. " +
      "B: of 50 people the latest day, night, workout and body by each of two connections, 5 values each. " +
      "All answers were compared before anything was timed.",
    "## On this machine",
    machineLine(machine),
    table(["question, contender", ...figureHeads("requests"), "KB"], linesOf(rounds).map(rowOf)),
    "CPU is for one request, KB is of an answer's body.",
  ]
    .filter((part) => part !== null)
    .join("\n\n");
}

function nameOf({ question, connections }: Case): string {
  return `${question}, ${connections} connections`;
}

function rowOf(line: Line): string[] {
  return [`${nameOf(line)}, ${line.reader}`, ...figureCells(line), (line.answerBytes / 1024).toFixed(1)];
}
