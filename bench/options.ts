import { join } from "node:path";
import { parseArgs } from "node:util";

export type Options = {
  /** Of a body, in units of 1024 bytes. */
  sizesKb: number[];
  rounds: number;
  seconds: number;
  warmUpSeconds: number;
  connections: number;
  /** Null: all. */
  contenders: string[] | null;
  /** Where the database lies while the benchmark runs: a disk, not memory. */
  folder: string;
  /** Where the results are written; null where the run is not the whole one, which alone may be quoted. */
  out: string | null;
  build: boolean;
  help: boolean;
};

export const USAGE = `npm run bench -- [options]
  --quick              a minute or two, to try it: 2 rounds of 1 s
  --sizes 1,8,64,300   sizes of the bodies in KB
  --rounds 3           measured rounds
  --seconds 4          length of a round
  --connections 64     requests in flight
  --contenders a,b     only these
  --folder <path>      where the database lies meanwhile (default: bench/.data)
  --out <path>         where to write the results (default: bench/results, for a whole run)
  --no-build           measure dist as it is`;

const whole = { sizesKb: [1, 8, 64, 300], rounds: 3, seconds: 4, warmUpSeconds: 2, connections: 64 };
const quick = { ...whole, rounds: 2, seconds: 1, warmUpSeconds: 0.5 };

/** @throws Error with what is wrong. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      quick: { type: "boolean", default: false },
      sizes: { type: "string" },
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
  const isWhole = !(values.quick || values.sizes || values.rounds || values.seconds || values.contenders);
  return {
    sizesKb: values.sizes?.split(",").map((text) => positive("--sizes", text)) ?? base.sizesKb,
    rounds: Math.ceil(positive("--rounds", values.rounds ?? base.rounds)),
    seconds: positive("--seconds", values.seconds ?? base.seconds),
    warmUpSeconds: base.warmUpSeconds,
    connections: Math.ceil(positive("--connections", values.connections ?? base.connections)),
    contenders: values.contenders?.split(",") ?? null,
    folder: values.folder,
    out: values.out ?? (isWhole && !values.connections ? join(import.meta.dirname, "results") : null),
    build: values.build,
    help: values.help,
  };
}

function positive(name: string, given: string | number): number {
  const value = Number(given);
  if (value > 0 && value < 100_000) return value;
  throw new Error(`${name} wants a number above 0; ${given} came.`);
}
