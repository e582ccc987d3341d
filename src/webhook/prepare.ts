/** Prepares a delivery where it holds up nobody. */
import { availableParallelism } from "node:os";
import { lengthOf } from "./body-pieces.ts";
import { LARGE_BYTES } from "./intake.ts";
import { type PrepareRules, prepareArrived } from "./prepare-arrived.ts";
import { openPrepareThread, type PrepareThread } from "./prepare-thread.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";
import type { ArrivedDelivery } from "./received-delivery.ts";

/**
 * Takes the body's pieces: they are empty when it is done. Rejects with NotJson, SIGNATURE_REFUSED, or CANNOT_STORE_NOW
 * where too much waits already.
 */
export type Prepare = (arrived: ArrivedDelivery) => Promise<PreparedDelivery>;

/** A smaller body is prepared sooner than a thread has taken it and given it back. */
const SMALLEST_FOR_A_THREAD = 16 * 1024;
/** Beside the event loop's. More of them would wait for the database. */
const MOST_THREADS = 4;

export type Preparation = { prepare: Prepare; close(): Promise<void> };

/** At most `queueBytes` of bodies wait for each thread. */
export function openPreparation(rules: PrepareRules, queueBytes: number): Preparation {
  const count = Math.min(Math.max(availableParallelism() - 1, 1), MOST_THREADS);
  const threads = Array.from({ length: count }, () => openPrepareThread(rules, queueBytes));
  // Large ones, and what is replayed, have a thread of their own, so that what else arrives does not wait for them.
  const patient = openPrepareThread(rules, queueBytes);

  async function prepare(arrived: ArrivedDelivery): Promise<PreparedDelivery> {
    const length = lengthOf(arrived.body);
    if (length < SMALLEST_FOR_A_THREAD) return prepareArrived(arrived, rules);
    const isPatient = length > LARGE_BYTES || arrived.replayed === true;
    return await (isPatient ? patient : leastBusy(threads)).prepare(arrived);
  }

  const close = async () => void (await Promise.all([...threads, patient].map((thread) => thread.close())));
  return { prepare, close };
}

function leastBusy(threads: readonly PrepareThread[]): PrepareThread {
  return threads.reduce((best, one) => (one.waitingBytes() < best.waitingBytes() ? one : best));
}
