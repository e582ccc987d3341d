import { TerrariumError } from "../errors.ts";
import type { Config } from "../settings.ts";
import { checkSignature } from "../terra/signature.ts";
import type { ReceivedDelivery } from "./received-delivery.ts";

export type SignatureRules = Pick<
  Config,
  "signingSecrets" | "signatureToleranceSeconds" | "rejectOldSignatures"
>;

/** What the door's notes begin with: they are about the request, and no replay can make them again. */
export const SIGNATURE_NOTE = "signature:";

/**
 * Who signed one of these bodies: a body as it was meant, and as it came where it came compressed. A right signature
 * of another time is taken and noted: Terra may not sign a repeat anew, and applying one is harmless.
 * @throws TerrariumError SIGNATURE_REFUSED
 */
export function signedBy(
  rules: SignatureRules,
  signature: string | undefined,
  body: Uint8Array,
  asSent = body,
): Pick<ReceivedDelivery, "secret" | "notes"> {
  const first = checkSignature(signature, body, rules.signingSecrets);
  const check =
    first.valid || asSent === body ? first : checkSignature(signature, asSent, rules.signingSecrets);
  if (!check.valid) throw refusal(check.reason);
  const ageSeconds = Math.round((Date.now() - check.signedAtMs) / 1000);
  if (Math.abs(ageSeconds) <= rules.signatureToleranceSeconds)
    return { secret: check.secretIndex, notes: [] };
  if (rules.rejectOldSignatures) throw refusal(`it is ${ageSeconds} s old`);
  return { secret: check.secretIndex, notes: [`${SIGNATURE_NOTE} right, but ${ageSeconds} s old`] };
}

function refusal(why: string): TerrariumError {
  return new TerrariumError("SIGNATURE_REFUSED", `The signature was refused: ${why}.`);
}
