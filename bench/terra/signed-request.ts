import { createHmac } from "node:crypto";
import type { Delivery } from "./deliveries.ts";

/** A request as it goes over the wire, in two pieces. */
export type SignedRequest = { first: Buffer; rest: Buffer };

/** Signs as Terra does, over the very bytes that are sent, with the time of now. */
export function signedRequest({ head, tail, clockMs, traceId }: Delivery, secret: string): SignedRequest {
  const time = Math.floor(Date.now() / 1000);
  const hex = createHmac("sha256", secret).update(`${time}.`).update(head).update(tail).digest("hex");
  const lines = [
    "POST /webhooks/terra HTTP/1.1",
    "host: 127.0.0.1",
    "content-type: application/json",
    `content-length: ${head.length + tail.length}`,
    `terra-signature: t=${time},v1=${hex}`,
    `terra-reference: ${traceId}`,
    `x-terra-trace-id: ${traceId}`,
    `x-terra-ordering-timestamp: ${clockMs}`,
    "dev-id: terrarium-bench",
    "hook-type: WEBHOOK",
  ];
  return { first: Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), head]), rest: tail };
}
