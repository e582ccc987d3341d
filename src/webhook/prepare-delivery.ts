/**
 * All that can be done with a delivery before the database is asked: reading it, hashing and packing it, working out
 * what it states. Pure, and its result is plain data, so that a large body can be prepared in another thread.
 */
import { hash as digest } from "node:crypto";
import {
  type ConnectionStatement,
  connectionStatementOf,
  failedAuthOf,
  formerStatementOf,
  type HistoryEntry,
  LIFECYCLE_TYPES,
} from "../connections/connection-statement.ts";
import { isoOfMicros } from "../database/instants.ts";
import type { DeliveryState } from "../deliveries/delivery.ts";
import { packBody } from "../deliveries/packed-body.ts";
import { payloadUrl, Refused } from "../fetching/payload-url.ts";
import { Notes } from "../records/notes.ts";
import { definitionOfTerraType } from "../records/record-types.ts";
import { type RecordStatement, type Stamp, statementsOf } from "../records/statements-of.ts";
import { cleanText } from "../terra/clean-text.ts";
import { clockMicros, type Envelope, readEnvelope, type TerraUser } from "../terra/envelope.ts";
import type { TerraHeaders } from "../terra/headers.ts";
import { readHealthcheck, type TerraHealthcheck } from "../terra/healthcheck.ts";
import { parseTerraJson } from "../terra/json.ts";
import { nonsenseOf } from "../terra/nonsense.ts";
import { isS3Payload, readS3Payload } from "../terra/s3-payload.ts";
import { isTransferType, readTransferEvent } from "../terra/transfer-event.ts";
import { type TransferStatement, transferStatementOf } from "../transfers/transfer-statement.ts";

/** A delivery as it came through the door. */
export type ReceivedDelivery = {
  id: string;
  receivedMicros: number;
  terra: TerraHeaders;
  headers: Record<string, string>;
  body: Uint8Array;
  /** Which of the signing secrets matched, from 0. */
  secret: number;
  /** What the door already noticed, such as an old signature. */
  notes: string[];
  /** The delivery whose payload was fetched, where this is that payload. */
  parentId: string | null;
  /** Set where it is stored already, and is applied again. */
  replayed?: true;
};

export type PreparedDelivery = Omit<ReceivedDelivery, "body"> & {
  type: string | null;
  user: TerraUser | null;
  bytes: number;
  hash: Uint8Array;
  encoding: number;
  packedBody: Uint8Array;
  /** Which payload of its reference it is: a chunk's number, or the hash of its body. */
  payload: string | null;
  state: DeliveryState;
  /** The clock of what it states. */
  clockMicros: number | null;
  /** When a PENDING one is tried next. */
  nextTryAt: string | null;
  error: string | null;
  connection: ConnectionStatement | null;
  /** Of a re-authentication, what it says of the id whose place was taken. */
  former: ConnectionStatement | null;
  /** An authentication that failed, for the history of the person. */
  failedAuth: (HistoryEntry & { referenceId: string }) | null;
  records: RecordStatement[];
  transfer: TransferStatement | null;
  healthcheck: TerraHealthcheck | null;
};

/** Thrown where the body is no JSON object. */
export class NotJson extends Error {}

export function prepareDelivery(
  received: ReceivedDelivery,
  acceptedDevIds: readonly string[],
): PreparedDelivery {
  const { body, ...rest } = received;
  const object = readObject(body);
  const envelope = readEnvelope(object);
  const hash = digest("sha256", body, "buffer");
  const prepared: PreparedDelivery = {
    ...rest,
    type: envelope.type,
    user: envelope.user,
    bytes: body.length,
    hash,
    ...packBody(body),
    payload: received.terra.chunk ?? hash.toString("hex"),
    clockMicros: clockMicros(envelope, received.terra.orderingMicros),
    state: "APPLIED",
    nextTryAt: null,
    error: null,
    connection: null,
    former: null,
    failedAuth: null,
    records: [],
    transfer: null,
    healthcheck: envelope.type === "healthcheck" ? readHealthcheck(object) : null,
  };
  const { devId } = received.terra;
  if (acceptedDevIds.length > 0 && (devId === null || !acceptedDevIds.includes(devId))) {
    return { ...prepared, state: "IGNORED", notes: [...rest.notes, "its dev-id is not among TERRA_DEV_IDS"] };
  }
  if (isS3Payload(envelope.type)) return toBeFetched(prepared, object);
  const nonsense = nonsenseOf(object, envelope);
  if (nonsense !== null) return { ...prepared, state: "FAILED", error: nonsense };
  try {
    return withTransfer(stated(prepared, envelope), envelope, object);
  } catch (error) {
    // Safe with us all the same: a release that can read it heals it.
    return {
      ...prepared,
      state: "FAILED",
      error: `could not be read: ${error instanceof Error ? error.name : "unknown"}`,
    };
  }
}

function readObject(body: Uint8Array): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = parseTerraJson(body);
  } catch (cause) {
    throw new NotJson("The body is not JSON.", { cause });
  }
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
    return parsed as Record<string, unknown>;
  throw new NotJson("The body is not a JSON object.");
}

function stated(prepared: PreparedDelivery, envelope: Envelope): PreparedDelivery {
  const error = unfitIds(envelope);
  if (error !== null) return { ...prepared, state: "FAILED", error };
  const stamp = stampOf(prepared, envelope.user?.terraUserId ?? "");
  const lived = { ...prepared, failedAuth: failedAuth(envelope, stamp) };
  const { user } = envelope;
  if (!user) return withoutUser(lived, envelope);
  const connected = {
    ...lived,
    connection: connectionStatementOf(envelope, user, stamp, prepared.terra.devId),
    former: formerStatementOf(envelope, stamp),
  };
  const definition = definitionOfTerraType(envelope.type);
  if (!definition) return { ...connected, notes: [...prepared.notes, ...unmeant(envelope)] };
  const notes = new Notes();
  const { statements, errors } = statementsOf(definition, envelope.elements, stamp, notes);
  return {
    ...connected,
    records: statements,
    notes: [...prepared.notes, ...notes.list()],
    ...(errors.length > 0 ? { state: "FAILED" as const, error: errors.join("; ").slice(0, 2000) } : {}),
  };
}

function stampOf({ clockMicros, receivedMicros, id }: PreparedDelivery, terraUserId: string): Stamp {
  return { terraUserId, clockMicros, arrivedMicros: receivedMicros, deliveryId: id };
}

function failedAuth(envelope: Envelope, stamp: Stamp): PreparedDelivery["failedAuth"] {
  const entry = failedAuthOf(envelope, stamp);
  const { referenceId } = envelope;
  return entry && referenceId !== null ? { ...entry, referenceId } : null;
}

function unfitIds({ user, formerUser, referenceId }: Envelope): string | null {
  return (
    unfitId("user_id", user?.terraUserId ?? null) ??
    unfitId("old_user.user_id", formerUser?.terraUserId ?? null) ??
    unfitId("reference_id", referenceId) ??
    unfitId("old_user.reference_id", formerUser?.referenceId ?? null)
  );
}

// What it stands for comes as a delivery of its own; what it says beside is said there too.
function toBeFetched(prepared: PreparedDelivery, object: Record<string, unknown>): PreparedDelivery {
  try {
    if (prepared.parentId !== null)
      throw new Refused("what was fetched only points at another payload; wanted: Terra's event");
    payloadUrl(readS3Payload(object).url);
  } catch (error) {
    if (error instanceof Refused) return { ...prepared, state: "FAILED", error: error.message };
    throw error;
  }
  return { ...prepared, state: "PENDING", nextTryAt: isoOfMicros(prepared.receivedMicros) };
}

// Kept otherwise than it came, an id could become another person's.
function unfitId(name: string, id: string | null): string | null {
  if (id === null || id === cleanText(id)) return null;
  return `${name}: holds a NUL or half a surrogate pair, which PostgreSQL cannot keep`;
}

// What happened to somebody must say to whom; every other event may come without a user.
function withoutUser(prepared: PreparedDelivery, envelope: Envelope): PreparedDelivery {
  const isData = definitionOfTerraType(envelope.type) !== undefined;
  const whose = isData ? envelope.elements.length > 0 : LIFECYCLE_TYPES.has(envelope.type);
  if (!whose || failedAuthOf(envelope, NOBODY) !== null) {
    const notes = isData ? prepared.notes : [...prepared.notes, ...unmeant(envelope)];
    return { ...prepared, notes };
  }
  const user = envelope.type === "user_reauth" ? "new_user" : "user";
  return { ...prepared, state: "FAILED", error: `${user}: has no user_id, so it is not known whose this is` };
}

const NOBODY: Stamp = { terraUserId: "", clockMicros: null, arrivedMicros: 0, deliveryId: "" };

function withTransfer(
  prepared: PreparedDelivery,
  { type, user }: Envelope,
  body: Record<string, unknown>,
): PreparedDelivery {
  const event = readTransferEvent(type, body, prepared.terra.reference);
  if (!event || prepared.state !== "APPLIED") return prepared;
  const notes = new Notes();
  for (const { path, wanted, came } of event.misfits) notes.add(path, wanted, came);
  if (event.reference === null) notes.say("reference: none came, so it is not known whose transfer this is");
  const transfer = transferStatementOf(event, user, stampOf(prepared, user?.terraUserId ?? ""));
  return { ...prepared, transfer, notes: [...prepared.notes, ...notes.list()] };
}

// They are kept, and a later release may make something of them.
function unmeant({ type }: Envelope): string[] {
  const isMeant =
    LIFECYCLE_TYPES.has(type) || type === "auth_cancelled" || type === "healthcheck" || isTransferType(type);
  if (type === "processing") return ["kept as it came: an answer to a request, of which nothing follows"];
  return isMeant ? [] : ["kept as it came: this release makes nothing of its type"];
}
