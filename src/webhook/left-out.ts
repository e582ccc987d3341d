/** What is not kept of a delivery that is of an erased connection, or names the id of one. */
import type { SavedConnections } from "../connections/save-connections.ts";
import type { NewDelivery } from "../deliveries/save-deliveries.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";

/** What stands in its row instead of what came. */
export function leftOut(delivery: PreparedDelivery, connections: SavedConnections): Partial<NewDelivery> {
  if (isOfErased(delivery, connections)) return OF_ERASED;
  return namesErased(delivery, connections) ? NAMES_ERASED : {};
}

export function isOfErased({ user }: PreparedDelivery, connections: SavedConnections): boolean {
  return user !== null && connections.isErased(user.terraUserId);
}

export function namesErased({ former }: PreparedDelivery, connections: SavedConnections): boolean {
  return former !== null && connections.isErased(former.terraUserId);
}

const NOT_KEPT = {
  headers: {},
  traceId: null,
  reference: null,
  payload: null,
  hash: new Uint8Array(),
  encoding: 0,
  packedBody: new Uint8Array(),
} as const;

// Nothing of an erased connection is kept again.
const OF_ERASED = {
  ...NOT_KEPT,
  state: "IGNORED",
  error: null,
  nextTryAt: null,
  terraUserId: null,
  notes: ["its connection was erased: nothing of it is kept"],
} as const;

const NAMES_ERASED = {
  ...NOT_KEPT,
  notes: ["it names an id whose connection was erased: it is applied, and its body is not kept"],
} as const;
