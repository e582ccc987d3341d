/** What a proof is: a claim about the gateway as a process, and a run that tries to break it. */
import type { Progress } from "./progress.ts";

export type Proof = {
  /** What it shows, in a line. */
  claim: string;
  /** Its options, each a whole number. */
  options: Record<string, { default: number; meaning: string }>;
  run(run: Run, options: Record<string, number>): Promise<Verdict>;
};

export type Run = {
  /** What is put here is closed when the run is over, however it ends. */
  opened: AsyncDisposableStack;
  /** The arguments of Node that start the gateway: the built one, or in tests its sources. */
  gateway: readonly string[];
  say(line: string): void;
  progress(total: number, what: string): Progress;
};

export type Verdict = {
  /** What was counted and measured. */
  counts: Record<string, string | number>;
  /** What contradicts the claim. */
  broken: string[];
};
