/** What the deliveries of a batch state, room by room. What they state of a connection that was erased is left out. */
import type { StatedConnection } from "../connections/connection-draft.ts";
import type { SavedConnections } from "../connections/save-connections.ts";
import type { AppliedAgain } from "../records/places-of-deliveries.ts";
import type { StatedRecord } from "../records/save-records.ts";
import type { ArrivedHealthcheck } from "../status/save-healthcheck.ts";
import { cleanText } from "../terra/clean-text.ts";
import type { ReferredDelivery } from "../transfers/claim-transfers.ts";
import type { StatedTransfer } from "../transfers/transfer-draft.ts";
import { isOfErased } from "./left-out.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";

type Deliveries = readonly PreparedDelivery[];

export function statedConnections(deliveries: Deliveries): StatedConnection[] {
  return deliveries.flatMap(({ connection, former, receivedMicros, terra: { devId } }) =>
    [connection, former]
      .flatMap((statement) => statement ?? [])
      .map((statement) => ({ statement, receivedMicros, devId })),
  );
}

/**
 * The terraUserIds of deliveries that make nothing of a connection: they may still be about one that was erased. An id
 * that cannot be kept never had one.
 */
export function onlyNamed(deliveries: Deliveries): string[] {
  return deliveries.flatMap(({ connection, state, user }) => {
    if (!user || (connection !== null && state !== "IGNORED")) return [];
    return user.terraUserId === cleanText(user.terraUserId) ? [user.terraUserId] : [];
  });
}

export function statedRecords(deliveries: Deliveries, connections: SavedConnections): StatedRecord[] {
  return deliveries.flatMap(({ connection, records }) => {
    const saved = connection && connections.of(connection.terraUserId);
    return saved ? records.map((statement) => ({ connectionId: saved.id, statement })) : [];
  });
}

/** Of the deliveries, those whose ids are among `again`. */
export function appliedAgain(
  deliveries: Deliveries,
  again: ReadonlySet<string>,
  connections: SavedConnections,
): AppliedAgain[] {
  return deliveries.flatMap(({ id, connection }) => {
    const saved = connection && again.has(id) && connections.of(connection.terraUserId);
    return saved ? [{ deliveryId: id, connectionId: saved.id }] : [];
  });
}

export function failedAuths(deliveries: Deliveries, connections: SavedConnections) {
  return deliveries.flatMap((delivery) =>
    isOfErased(delivery, connections) ? [] : (delivery.failedAuth ?? []),
  );
}

export function arrivedHealthchecks(deliveries: Deliveries): ArrivedHealthcheck[] {
  return deliveries.flatMap(({ healthcheck, receivedMicros }) =>
    healthcheck ? [{ healthcheck, receivedMicros }] : [],
  );
}

export function statedTransfers(deliveries: Deliveries, connections: SavedConnections): StatedTransfer[] {
  return deliveries.flatMap(({ connection, transfer }) => {
    const saved = connection && connections.of(connection.terraUserId);
    const isErased = connection !== null && !saved;
    return transfer && !isErased ? [{ statement: transfer, connectionId: saved?.id ?? null }] : [];
  });
}

export function referredDeliveries(deliveries: Deliveries): ReferredDelivery[] {
  return deliveries.flatMap(({ type, terra: { reference } }) =>
    reference === null ? [] : [{ reference, type }],
  );
}
