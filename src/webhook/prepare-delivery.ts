/**
 * All that can be done with a delivery before the database is asked: reading it, hashing and packing it, working out
 * what it states. Pure, and its result is plain data, so that a large body can be prepared in another thread.
 */
import { hash as digest } from "node:crypto";
import { isoOfMicros } from "../database/instants.ts";
import { packBody } from "../deliveries/packed-body.ts";
import { parseEvent } from "../records/parse-event.ts";
import { clockMicros, type Envelope, readEnvelope } from "../terra/envelope.ts";
import { readHealthcheck } from "../terra/healthcheck.ts";
import { nonsenseOf } from "../terra/nonsense.ts";
import { isS3Payload } from "../terra/s3-payload.ts";
import { isPlainObject } from "../terra/sent-values.ts";
import { asFailed, NOTHING_STATED, type PreparedDelivery } from "./prepared-delivery.ts";
import type { ReceivedDelivery } from "./received-delivery.ts";
import { unfetchable, unwantedDevId } from "./why-not-applied.ts";
import { withStatements } from "./with-statements.ts";

/** Thrown where the body is no JSON object. */
export class NotJson extends Error {}

export function prepareDelivery(
  received: ReceivedDelivery,
  acceptedDevIds: readonly string[],
): PreparedDelivery {
  const object = readObject(received.body);
  const envelope = readEnvelope(object);
  const prepared = withoutStatements(received, envelope, object);
  const unwanted = unwantedDevId(received.terra.devId, acceptedDevIds);
  if (unwanted !== null) return { ...prepared, state: "IGNORED", notes: [...prepared.notes, unwanted] };
  if (isS3Payload(envelope.type)) return toBeFetched(prepared, object);
  const nonsense = nonsenseOf(object, envelope);
  if (nonsense !== null) return asFailed(prepared, nonsense);
  try {
    return withStatements(prepared, envelope, object);
  } catch (error) {
    // Safe with us all the same: a release that can read it heals it.
    return asFailed(prepared, `could not be read: ${error instanceof Error ? error.name : "unknown"}`);
  }
}

function readObject(body: Uint8Array): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = parseEvent(body);
  } catch (cause) {
    throw new NotJson("The body is not JSON.", { cause });
  }
  if (isPlainObject(parsed)) return parsed;
  throw new NotJson("The body is not a JSON object.");
}

function withoutStatements(
  { body, ...rest }: ReceivedDelivery,
  envelope: Envelope,
  object: Record<string, unknown>,
): PreparedDelivery {
  const hash = digest("sha256", body, "buffer");
  return {
    ...rest,
    ...NOTHING_STATED,
    type: envelope.type,
    user: envelope.user,
    bytes: body.length,
    hash,
    ...packBody(body),
    payload: rest.terra.chunk ?? hash.toString("hex"),
    clockMicros: clockMicros(envelope, rest.terra.orderingMicros),
    state: "APPLIED",
    nextTryAt: null,
    error: null,
    healthcheck: envelope.type === "healthcheck" ? readHealthcheck(object) : null,
  };
}

// What it stands for comes as a delivery of its own; what it says beside is said there too.
function toBeFetched(prepared: PreparedDelivery, object: Record<string, unknown>): PreparedDelivery {
  const reason = unfetchable(prepared, object);
  if (reason !== null) return asFailed(prepared, reason);
  return { ...prepared, state: "PENDING", nextTryAt: isoOfMicros(prepared.receivedMicros) };
}
