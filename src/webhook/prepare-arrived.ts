import type { Config } from "../settings.ts";
import { joined } from "./body-pieces.ts";
import { prepareDelivery } from "./prepare-delivery.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";
import type { ArrivedDelivery } from "./received-delivery.ts";
import { type SignatureRules, signedBy } from "./signed-by.ts";

export type PrepareRules = SignatureRules & Pick<Config, "devIds">;

/**
 * Prepares a delivery, whose signature is checked first where that is still to be done.
 * @throws TerrariumError SIGNATURE_REFUSED
 * @throws NotJson
 */
export function prepareArrived(arrived: ArrivedDelivery, rules: PrepareRules): PreparedDelivery {
  const { secret, notes, terra } = arrived;
  const body = joined(arrived.body);
  const signed = secret === null ? signedBy(rules, terra.signature, body) : { secret, notes };
  return prepareDelivery({ ...arrived, body, ...signed }, rules.devIds);
}
