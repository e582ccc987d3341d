import { join } from "node:path";
import { parseArgs } from "node:util";

/** Those that need a PostgreSQL. */
export type ServedBenchmark = "ingest" | "read" | "profile";
type BenchmarkName = ServedBenchmark | "prepare";

/** Of the ingest benchmark: all sizes, with slow syncs, beside chunks. */
export type PartName = "sizes" | "slow-syncs" | "chunks";

export type Options = {
  benchmarks: BenchmarkName[];
  parts: PartName[];
  /** Of a delivery's body, in units of 1024 bytes. */
  sizesKb: number[];
  /** Whose data are read. */
  people: number;
  rounds: number;
  seconds: number;
  warmUpSeconds: number;
  /** Null: what each benchmark has of itself. */
  connections: number | null;
  /** Null: all. */
  contenders: string[] | null;
  /** Where the database lies while the benchmark runs: a disk, not memory. */
  folder: string;
  /** Where the results are written; null where the run is not the whole one, which alone may be quoted. */
  out: string | null;
  build: boolean;
  help: boolean;
};

export const USAGE = `npm run bench -- [ingest] [read] [profile] [prepare] [options]
  ingest, read         only this benchmark (default: both)
  profile              no comparison: what Terrarium and PostgreSQL do while deliveries come
  prepare              what preparing a delivery takes of Node's CPU, by stage
  --quick              a minute or two each, to try it: 2 rounds of 1 s
  --sizes 1,8,64,300   sizes of the bodies of ingest and profile in KB
  --parts a,b          only these of ingest: sizes, slow-syncs, chunks
  --rounds 3           measured rounds
  --seconds 4          length of a round
  --connections n      requests in flight (default: 64 for ingest; 16, and 64, for read)
  --contenders a,b     only these
  --folder <path>      where the database lies meanwhile (default: bench/.data)
  --out <path>         where to write the results (default: bench/results, for a whole run)
  --no-build           measure dist as it is`;

const measured: readonly BenchmarkName[] = ["ingest", "read"];
const benchmarkNames: readonly BenchmarkName[] = [...measured, "profile", "prepare"];
const partNames: readonly PartName[] = ["sizes", "slow-syncs", "chunks"];
const whole = { sizesKb: [1, 8, 64, 300], people: 1000, rounds: 3, seconds: 4, warmUpSeconds: 2 };
const quick = { ...whole, people: 200, rounds: 2, seconds: 1, warmUpSeconds: 0.5 };

/** @throws Error with what is wrong. */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    allowNegative: true,
    options: {
      quick: { type: "boolean", default: false },
      sizes: { type: "string" },
      parts: { type: "string" },
      rounds: { type: "string" },
      seconds: { type: "string" },
      connections: { type: "string" },
      contenders: { type: "string" },
      folder: { type: "string", default: join(import.meta.dirname, ".data") },
      out: { type: "string" },
      build: { type: "boolean", default: true },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const base = values.quick ? quick : whole;
  const { sizes, parts, rounds, seconds, contenders, connections } = values;
  const isWhole = !(values.quick || sizes || parts || rounds || seconds || contenders || connections);
  return {
    benchmarks: positionals.length > 0 ? positionals.map(benchmarkName) : [...measured],
    parts: parts?.split(",").map(partName) ?? [...partNames],
    sizesKb: sizes?.split(",").map((text) => positive("--sizes", text)) ?? base.sizesKb,
    people: base.people,
    rounds: Math.ceil(positive("--rounds", rounds ?? base.rounds)),
    seconds: positive("--seconds", seconds ?? base.seconds),
    warmUpSeconds: base.warmUpSeconds,
    connections: connections ? Math.ceil(positive("--connections", connections)) : null,
    contenders: contenders?.split(",") ?? null,
    folder: values.folder,
    out: values.out ?? (isWhole ? join(import.meta.dirname, "results") : null),
    build: values.build,
    help: values.help,
  };
}

function benchmarkName(given: string): BenchmarkName {
  const name = benchmarkNames.find((known) => known === given);
  if (name) return name;
  throw new Error(`A benchmark is one of ${benchmarkNames.join(", ")}; ${given} came.`);
}

function partName(given: string): PartName {
  const name = partNames.find((known) => known === given);
  if (name) return name;
  throw new Error(`--parts wants some of ${partNames.join(", ")}; ${given} came.`);
}

function positive(name: string, given: string | number): number {
  const value = Number(given);
  if (value > 0 && value < 100_000) return value;
  throw new Error(`${name} wants a number above 0; ${given} came.`);
}
