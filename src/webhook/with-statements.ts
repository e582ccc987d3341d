/** What a delivery states, as its envelope and its body say it. */
import {
  connectionStatementOf,
  failedAuthOf,
  formerStatementOf,
  LIFECYCLE_TYPES,
} from "../connections/connection-statement.ts";
import { Notes } from "../records/notes.ts";
import { definitionOfTerraType } from "../records/record-types.ts";
import { type Stamp, statementsOf } from "../records/statements-of.ts";
import type { Envelope } from "../terra/envelope.ts";
import { isTransferType, readTransferEvent } from "../terra/transfer-event.ts";
import { transferStatementOf } from "../transfers/transfer-statement.ts";
import { asFailed, type PreparedDelivery } from "./prepared-delivery.ts";
import { missingUser, unfitIds } from "./why-not-applied.ts";

/** FAILED where it is not known whose they are, or not all of them can be read. */
export function withStatements(
  prepared: PreparedDelivery,
  envelope: Envelope,
  body: Record<string, unknown>,
): PreparedDelivery {
  const reason = unfitIds(envelope) ?? missingUser(envelope);
  if (reason !== null) return asFailed(prepared, reason);
  const stamp = stampOf(prepared, envelope);
  const connected = withConnection(prepared, envelope, stamp);
  const recorded = withRecords(connected, envelope, stamp);
  return recorded.state === "APPLIED" ? withTransfer(recorded, envelope, stamp, body) : recorded;
}

function stampOf({ clockMicros, receivedMicros, id }: PreparedDelivery, { user }: Envelope): Stamp {
  return { terraUserId: user?.terraUserId ?? "", clockMicros, arrivedMicros: receivedMicros, deliveryId: id };
}

function withConnection(prepared: PreparedDelivery, envelope: Envelope, stamp: Stamp): PreparedDelivery {
  const { user } = envelope;
  const lived = { ...prepared, failedAuth: failedAuth(envelope, stamp) };
  if (!user) return lived;
  return {
    ...lived,
    connection: connectionStatementOf(envelope, user, stamp, prepared.terra.devId),
    former: formerStatementOf(envelope, stamp),
  };
}

function failedAuth(envelope: Envelope, stamp: Stamp): PreparedDelivery["failedAuth"] {
  const entry = failedAuthOf(envelope, stamp);
  const { referenceId } = envelope;
  return entry && referenceId !== null ? { ...entry, referenceId } : null;
}

function withRecords(prepared: PreparedDelivery, envelope: Envelope, stamp: Stamp): PreparedDelivery {
  const definition = definitionOfTerraType(envelope.type);
  if (!definition) return { ...prepared, notes: [...prepared.notes, ...unmeant(envelope)] };
  if (!envelope.user) return prepared;
  const notes = new Notes();
  const { statements, errors } = statementsOf(definition, envelope.elements, stamp, notes);
  const read = { ...prepared, records: statements, notes: [...prepared.notes, ...notes.list()] };
  return errors.length > 0 ? asFailed(read, errors.join("; ").slice(0, 2000)) : read;
}

// They are kept, and a later release may make something of them.
function unmeant({ type }: Envelope): string[] {
  const isMeant =
    LIFECYCLE_TYPES.has(type) || type === "auth_cancelled" || type === "healthcheck" || isTransferType(type);
  if (type === "processing") return ["kept as it came: an answer to a request, of which nothing follows"];
  return isMeant ? [] : ["kept as it came: this release makes nothing of its type"];
}

function withTransfer(
  prepared: PreparedDelivery,
  { type, user }: Envelope,
  stamp: Stamp,
  body: Record<string, unknown>,
): PreparedDelivery {
  const event = readTransferEvent(type, body, prepared.terra.reference);
  if (!event) return prepared;
  const notes = new Notes();
  for (const { path, wanted, came } of event.misfits) notes.add(path, wanted, came);
  if (event.reference === null) notes.say("reference: none came, so it is not known whose transfer this is");
  const transfer = transferStatementOf(event, user, stamp);
  return { ...prepared, transfer, notes: [...prepared.notes, ...notes.list()] };
}
