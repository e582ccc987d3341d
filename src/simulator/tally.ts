/** What was sent and what came back, counted. */
import type { FaultTally } from "./faults/fault-tally.ts";
import type { Answer } from "./send.ts";
import type { SimulatedDelivery } from "./world/simulated-delivery.ts";

export type Tally = {
  startedAt: number;
  /** By Terra's type of event. */
  types: Map<string, Sum>;
  /** By status; `said` is what came with the first of them. */
  answers: Map<number, { deliveries: number; said: string }>;
  /** The providers of each person, by reference id. */
  people: Map<string, Set<string>>;
  total: Sum;
  repeats: number;
  refused: number;
  faults: FaultTally;
};

export type Sum = { deliveries: number; bytes: number };

export function createTally(nowMs: number): Tally {
  return {
    startedAt: nowMs,
    types: new Map(),
    answers: new Map(),
    people: new Map(),
    total: { deliveries: 0, bytes: 0 },
    repeats: 0,
    refused: 0,
    faults: new Map(),
  };
}

export function count(tally: Tally, delivery: SimulatedDelivery, answer: Answer): void {
  const { status, said, bytes, repeats } = answer;
  const ofType = entry(tally.types, delivery.body.type, () => ({ deliveries: 0, bytes: 0 }));
  for (const sum of [ofType, tally.total]) {
    sum.deliveries += 1;
    sum.bytes += bytes;
  }
  entry(tally.answers, status, () => ({ deliveries: 0, said })).deliveries += 1;
  if (delivery.person !== "" && delivery.provider !== "") {
    entry(tally.people, delivery.person, () => new Set<string>()).add(delivery.provider);
  }
  tally.repeats += repeats;
  if (!isTaken(answer)) tally.refused += 1;
}

export function isTaken({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
