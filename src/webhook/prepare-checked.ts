import type { Config } from "../settings.ts";
import { prepareDelivery } from "./prepare-delivery.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";
import type { ReceivedDelivery } from "./received-delivery.ts";
import { type SignatureRules, signedBy } from "./signed-by.ts";

export type PrepareRules = SignatureRules & Pick<Config, "devIds">;

/** Whether a delivery's signature is still to be checked, over its body as it is. */
export type Signature = "unchecked" | "checked";

/**
 * Prepares a delivery if it is signed.
 * @throws TerrariumError SIGNATURE_REFUSED
 * @throws NotJson
 */
export function prepareChecked(
  received: ReceivedDelivery,
  signature: Signature,
  rules: PrepareRules,
): PreparedDelivery {
  if (signature === "checked") return prepareDelivery(received, rules.devIds);
  const { terra, body } = received;
  return prepareDelivery({ ...received, ...signedBy(rules, terra.signature, body) }, rules.devIds);
}
