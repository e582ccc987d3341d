/** What the write door does with a request's bytes: checks who signed them, prepares them, has them stored. */
import { randomUUID } from "node:crypto";
import { TerrariumError } from "../errors.ts";
import { readTerraHeaders, type TerraHeaders } from "../terra/headers.ts";
import { checkSignature } from "../terra/signature.ts";
import { arrivalMicros } from "./arrival.ts";
import type { Intake } from "./intake.ts";
import type { Outcome } from "./outcomes-of-batch.ts";
import type { Prepare } from "./prepare.ts";
import { NotJson } from "./prepare-delivery.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";
import type { ReceivedDelivery } from "./received-delivery.ts";

export type ReceiveOptions = {
  prepare: Prepare;
  signingSecrets: readonly string[];
  signatureToleranceSeconds: number;
  rejectOldSignatures: boolean;
  intake: Intake;
};

/** What the door's notes begin with: they are about the request, and no replay can make them again. */
export const SIGNATURE_NOTE = "signature:";

/** A request's body as it came and, where it came compressed, as it was meant. */
export type RequestBody = { body: Buffer; asSent: Buffer };
type Headers = Record<string, string | string[] | undefined>;

/** Resolves when the delivery is committed. Throws SIGNATURE_REFUSED, NOT_JSON or CANNOT_STORE_NOW; nothing is stored then. */
export async function receive(
  options: ReceiveOptions,
  headers: Headers,
  body: RequestBody,
): Promise<Outcome> {
  const terra = readTerraHeaders(headers);
  const received: ReceivedDelivery = {
    id: randomUUID(),
    receivedMicros: arrivalMicros(),
    terra,
    headers: keptHeaders(headers),
    body: body.body,
    parentId: null,
    ...signedBy(options, terra, body),
  };
  return options.intake.store(await prepared(options.prepare, received));
}

async function prepared(prepare: Prepare, received: ReceivedDelivery): Promise<PreparedDelivery> {
  try {
    return await prepare(received);
  } catch (cause) {
    if (cause instanceof NotJson)
      throw new TerrariumError("NOT_JSON", `${cause.message} Send Terra's event as it is.`, { cause });
    throw cause;
  }
}

// A right signature of another time is taken and noted: Terra may not sign a repeat anew, and applying one is harmless.
function signedBy(options: ReceiveOptions, terra: TerraHeaders, { body, asSent }: RequestBody) {
  const first = checkSignature(terra.signature, body, options.signingSecrets);
  const check =
    first.valid || asSent === body ? first : checkSignature(terra.signature, asSent, options.signingSecrets);
  if (!check.valid)
    throw new TerrariumError("SIGNATURE_REFUSED", `The signature was refused: ${check.reason}.`);
  const ageSeconds = Math.round((Date.now() - check.signedAtMs) / 1000);
  if (Math.abs(ageSeconds) <= options.signatureToleranceSeconds)
    return { secret: check.secretIndex, notes: [] };
  if (options.rejectOldSignatures) {
    throw new TerrariumError("SIGNATURE_REFUSED", `The signature was refused: it is ${ageSeconds} s old.`);
  }
  return { secret: check.secretIndex, notes: [`${SIGNATURE_NOTE} right, but ${ageSeconds} s old`] };
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
