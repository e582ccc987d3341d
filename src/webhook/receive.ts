/** What the write door does with a request's bytes: checks who signed them, prepares them, has them stored. */
import { randomUUID } from "node:crypto";
import { TerrariumError } from "../errors.ts";
import { readTerraHeaders } from "../terra/headers.ts";
import { arrivalMicros } from "./arrival.ts";
import { type BodyPieces, joined } from "./body-pieces.ts";
import type { Intake } from "./intake.ts";
import type { Outcome } from "./outcomes-of-batch.ts";
import type { Prepare } from "./prepare.ts";
import { NotJson } from "./prepare-delivery.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";
import type { ArrivedDelivery } from "./received-delivery.ts";
import { type SignatureRules, signedBy } from "./signed-by.ts";

export type ReceiveOptions = SignatureRules & { prepare: Prepare; intake: Intake };

/** A request's body as it was meant and, where it came compressed, as it came. */
export type RequestBody = { pieces: BodyPieces; packed: Uint8Array | null };
type Headers = Record<string, string | string[] | undefined>;

/** Resolves when the delivery is committed. Throws SIGNATURE_REFUSED, NOT_JSON or CANNOT_STORE_NOW; nothing is stored then. */
export async function receive(
  options: ReceiveOptions,
  headers: Headers,
  body: RequestBody,
): Promise<Outcome> {
  const terra = readTerraHeaders(headers);
  const arrived: ArrivedDelivery = {
    id: randomUUID(),
    receivedMicros: arrivalMicros(),
    terra,
    headers: keptHeaders(headers),
    body: body.pieces,
    parentId: null,
    secret: null,
    notes: [],
  };
  return options.intake.store(await prepared(options, arrived, body.packed));
}

async function prepared(
  options: ReceiveOptions,
  arrived: ArrivedDelivery,
  packed: Uint8Array | null,
): Promise<PreparedDelivery> {
  const { body, terra } = arrived;
  try {
    const signed = packed && signedBy(options, terra.signature, joined(body), packed);
    return await options.prepare(signed ? { ...arrived, ...signed } : arrived);
  } catch (cause) {
    if (cause instanceof NotJson)
      throw new TerrariumError("NOT_JSON", `${cause.message} Send Terra's event as it is.`, { cause });
    throw cause;
  }
}

const NOT_KEPT = new Set(["authorization", "cookie", "proxy-authorization"]);

function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && !NOT_KEPT.has(name))
      kept[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return kept;
}
