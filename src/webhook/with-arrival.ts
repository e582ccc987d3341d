/** A delivery that is tried again states what it states as the delivery that it was, not as a new one. */
import type { Piece } from "../merge/pieces.ts";
import type { Sections } from "../merge/statement.ts";
import type { Version } from "../merge/version.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";

export function withArrival(
  delivery: PreparedDelivery,
  id: string,
  receivedMicros: number,
): PreparedDelivery {
  const arrival = { deliveryId: id, arrivedMicros: receivedMicros };
  const { connection, former, records, transfer } = delivery;
  return {
    ...delivery,
    id,
    receivedMicros,
    connection: connection && { ...connection, facts: restamped(connection.facts, arrival) },
    former: former && { ...former, facts: restamped(former.facts, arrival) },
    transfer: transfer && { ...transfer, facts: restamped(transfer.facts, arrival) },
    records: records.map((record) => ({
      ...record,
      version: { ...record.version, ...arrival },
      tombstone: record.tombstone && { ...record.tombstone, ...arrival },
      sections: restamped(record.sections, arrival),
    })),
  };
}

type Arrival = Pick<Version, "deliveryId" | "arrivedMicros">;

function restamped<Content>(
  sections: Sections<Content, Version>,
  arrival: Arrival,
): Sections<Content, Version> {
  const stamp = (piece: Piece<Content, Version>) => ({ ...piece, version: { ...piece.version, ...arrival } });
  return Object.fromEntries(Object.entries(sections).map(([name, pieces]) => [name, pieces.map(stamp)]));
}
