/** The rows of deliveries, as they are written. */
import type { SavedConnections } from "../connections/save-connections.ts";
import { isoOfMicros } from "../database/instants.ts";
import type { DeliveryKey } from "../deliveries/claim-deliveries.ts";
import type { NewDelivery, RepeatedDelivery } from "../deliveries/save-deliveries.ts";
import { cleanText } from "../terra/clean-text.ts";
import { deliveryKey } from "./delivery-key.ts";
import { isOfErased, leftOut, namesErased } from "./left-out.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";
import { isFresh, isReplay, type Work } from "./works-of-batch.ts";

export function newDelivery({ delivery }: Work, connections: SavedConnections): NewDelivery {
  const { terra, connection, receivedMicros, user } = delivery;
  const saved = connection && connections.of(connection.terraUserId);
  return {
    ...delivery,
    receivedAt: isoOfMicros(receivedMicros),
    reference: terra.reference,
    traceId: terra.traceId,
    devId: terra.devId,
    orderingMicros: terra.orderingMicros,
    terraUserId: user && cleanText(user.terraUserId),
    connectionId: saved?.id ?? null,
    ...leftOut(delivery, connections),
  };
}

/** Of a work that repeats what is stored, or has more than one copy. */
export function repeatedDelivery(work: Work, connections: SavedConnections): RepeatedDelivery[] {
  const { copies, delivery, earlier } = work;
  if (isReplay(work)) return [];
  const count = copies.length - (earlier ? 0 : 1);
  if (count === 0) return [];
  const outcome = earlier && isFresh(work) ? newDelivery(work, connections) : null;
  return [{ receivedAt: isoOfMicros(delivery.receivedMicros), id: delivery.id, repeats: count, outcome }];
}

/** The keys of what concerns an erased connection: they hold a hash of the body, by which it could be told. */
export function keysOfErased(works: readonly Work[], connections: SavedConnections): DeliveryKey[] {
  return works
    .filter(({ delivery }) => isOfErased(delivery, connections) || namesErased(delivery, connections))
    .map(({ copies }) => deliveryKey(copies[0] as PreparedDelivery));
}
