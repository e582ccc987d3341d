/** What preparing a delivery takes of the CPU, stage by stage. No database, no other process, and nothing compared. */
import { availableParallelism, cpus } from "node:os";
import { type Spread, spreadOf, spreadText } from "../spread.ts";
import { table } from "../table.ts";
import { type Delivery, dailyMaker } from "../terra/deliveries.ts";
import type { Stage } from "./stages.ts";

type Line = { stage: string; sizeKb: number; micros: Spread };

const BODIES = 32;
const WARM_UP_ROUNDS = 5;
/** Of every stage at every size; the median of more stands what others do on the machine. */
const ROUNDS = 15;
/** Of one round of one stage: many times the steps in which CPU time is counted. */
const ROUND_MICROS = 40_000;

/** As a table. The modules are those of `dist`. */
export async function prepareFigures(sizesKb: readonly number[]): Promise<string> {
  const { stagesOf } = await import("./stages.ts");
  const lines = sizesKb.flatMap((sizeKb) => {
    const make = dailyMaker(sizeKb * 1024, sizeKb);
    const bodies = Array.from({ length: BODIES }, (_, i) => bodyOf(make(i)));
    return measureSize(sizeKb, bodies.map(stagesOf));
  });
  return textOf(sizesKb, lines);
}

function bodyOf({ head, tail }: Delivery): Buffer {
  return Buffer.concat([head, ...tail]);
}

function measureSize(sizeKb: number, bodies: readonly Stage[][]): Line[] {
  const [first = []] = bodies;
  const runs = first.map(({ name }, at) => ({
    name,
    ofBodies: bodies.flatMap((stages) => stages[at] ?? []),
  }));
  const rounds = runs.map(() => [] as number[]);
  // In turn, so that what else goes on meets all stages alike.
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const [i, { ofBodies }] of runs.entries()) {
      const micros = microsOfOne(ofBodies);
      if (round >= 0) rounds[i]?.push(micros);
    }
  }
  return runs.map(({ name }, i) => ({ stage: name, sizeKb, micros: spreadOf(rounds[i] ?? []) }));
}

/** CPU time of all the process's threads, so with what the collector of garbage takes. */
function microsOfOne(stages: readonly Stage[]): number {
  const before = process.cpuUsage();
  let [done, spent] = [0, 0];
  while (spent < ROUND_MICROS) {
    for (const { run } of stages) run();
    done += stages.length;
    const { user, system } = process.cpuUsage(before);
    spent = user + system;
  }
  return spent / done;
}

function textOf(sizesKb: readonly number[], lines: readonly Line[]): string {
  const stages = [...Map.groupBy(lines, ({ stage }) => stage)];
  return [
    "# Preparing a delivery",
    `CPU µs of Node's for one body: the median of ${ROUNDS} rounds (least to most).`,
    table(
      ["stage", ...sizesKb.map((sizeKb) => `${sizeKb} KB`)],
      stages.map(([stage, ofStage]) => [stage, ...ofStage.map(({ micros }) => spreadText(micros, 0))]),
    ),
    `On ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? "unknown"}), Node ${process.versions.node}.`,
  ].join("\n\n");
}
