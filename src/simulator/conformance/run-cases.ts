import type { Case } from "./case.ts";
import { playCase, type Receiver, type Verdict } from "./play-case.ts";

/** Terra waits so long for an answer. */
const TERRA_WAITS_MS = 8_000;

/** Plays the cases, several at once, and gives their verdicts in the order of the cases, that on the answers' time last. */
export async function runCases(
  receiver: Receiver,
  cases: readonly Case[],
  { run, atOnce }: { run: string; atOnce: number },
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const left = [...cases.entries()];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, played] = next;
      verdicts[index] = await playCase(receiver, played, `${run}-${index}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return [...verdicts, timeVerdict(receiver.times)];
}

export function timesOf(times: readonly number[]) {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return { deliveries: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), slowestMs: at(1) };
}

function timeVerdict(times: readonly number[]): Verdict {
  const { slowestMs } = timesOf(times);
  const verdict = { rule: 0, claim: "answers every delivery within the 8 s that Terra waits" } as const;
  if (slowestMs < TERRA_WAITS_MS) return { ...verdict, outcome: "kept" };
  const found = `the slowest in ${Math.round(slowestMs)} ms`;
  return { ...verdict, outcome: "broken", wanted: `all under ${TERRA_WAITS_MS} ms`, found };
}
