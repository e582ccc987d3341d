/** Prepares a delivery where it holds up nobody: a large one in the other thread. */
import { LARGE_BYTES } from "./intake.ts";
import { type PreparedDelivery, prepareDelivery, type ReceivedDelivery } from "./prepare-delivery.ts";
import type { PrepareThread } from "./prepare-thread.ts";

export type PrepareOptions = { devIds: readonly string[]; thread: PrepareThread };

/** Rejects with NotJson, or with CANNOT_STORE_NOW where too much waits for the thread. */
export async function prepare(
  { thread, devIds }: PrepareOptions,
  received: ReceivedDelivery,
): Promise<PreparedDelivery> {
  const large = received.body.length > LARGE_BYTES;
  return large ? await thread.prepare(received, devIds) : prepareDelivery(received, devIds);
}
