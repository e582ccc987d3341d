import { createHmac } from "node:crypto";
import { postRequest, type WireRequest } from "../load/wire-request.ts";
import type { Delivery } from "./deliveries.ts";

/** Signs as Terra does, over the very bytes that are sent, with the time of now. */
export function signedRequest({ head, tail, clockMs, traceId }: Delivery, secret: string): WireRequest {
  const time = Math.floor(Date.now() / 1000);
  const hmac = createHmac("sha256", secret).update(`${time}.`).update(head);
  for (const part of tail) hmac.update(part);
  const hex = hmac.digest("hex");
  const headers = [
    `terra-signature: t=${time},v1=${hex}`,
    `terra-reference: ${traceId}`,
    `x-terra-trace-id: ${traceId}`,
    `x-terra-ordering-timestamp: ${clockMs}`,
    "dev-id: terrarium-bench",
    "hook-type: WEBHOOK",
  ];
  return postRequest("/webhooks/terra", headers, head, tail);
}
