/** What tells a delivery from all others: its bytes, and its trace id or what stands for it (rule 6 of docs/rules.md). */
import { createHash } from "node:crypto";
import { isoOfMicros } from "../database/instants.ts";
import type { DeliveryKey } from "../deliveries/claim-deliveries.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";

// Longer ones are hashed: an index entry has its limit, a header has none.
const LONGEST_ID = 200;

export function deliveryKey(delivery: PreparedDelivery): DeliveryKey {
  const { hash, receivedMicros, id } = delivery;
  return { hash, traceId: duplicateId(delivery), receivedAt: isoOfMicros(receivedMicros), id };
}

/** Equal for deliveries that are one. */
export function textOfKey(delivery: PreparedDelivery): string {
  return `${Buffer.from(delivery.hash).toString("hex")} ${duplicateId(delivery)}`;
}

// What came without a trace id is told by its bytes, and by when Terra emitted it: the same said again later is news.
// So is what was fetched, whichever delivery pointed at it.
function duplicateId({ parentId, terra: { traceId, orderingMicros } }: PreparedDelivery): string {
  if (traceId === null || parentId !== null)
    return orderingMicros === null ? "" : `emitted:${orderingMicros}`;
  return traceId.length > LONGEST_ID
    ? `sha256:${createHash("sha256").update(traceId).digest("hex")}`
    : traceId;
}
