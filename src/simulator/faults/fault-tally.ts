import type { Fault } from "./fault.ts";

/** How often each fault was played, and what came back, in the gateway's words. */
export type FaultTally = Map<Fault, Map<string, number>>;

export function countFault(tally: FaultTally, fault: Fault, said: string): void {
  const answers = tally.get(fault) ?? new Map<string, number>();
  answers.set(said, (answers.get(said) ?? 0) + 1);
  tally.set(fault, answers);
}
