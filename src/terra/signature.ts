import { createHmac, timingSafeEqual } from "node:crypto";

/** A check's outcome. `secretIndex` is the place of the secret that matched, `signedAtMs` the header's `t`. */
export type SignatureCheck =
  | { valid: true; secretIndex: number; signedAtMs: number }
  | { valid: false; reason: string };

/**
 * Checks the header `t=<time>,v1=<hex>[,v1=<hex>][,v0=...]`, where v1 is the hex of
 * HMAC-SHA256(secret, t + "." + body) over the body's bytes as they came. One v1 that matches one secret is
 * enough; schemes other than v1 are ignored. How old a signature may be is for the caller to judge.
 */
export function checkSignature(
  header: string | undefined,
  body: Uint8Array,
  secrets: readonly string[],
): SignatureCheck {
  if (!header?.trim()) return refused("the request has no signature header");
  const { time, signatures } = partsOf(header);
  if (!time) return refused("the signature header has no t=<unix time>");
  if (signatures.length === 0) return refused("the signature header has no v1=<64 hex digits>");
  for (const [secretIndex, secret] of secrets.entries()) {
    // Anybody can sign with an empty secret.
    if (secret === "") continue;
    const wanted = hmacOf(body, secret, time);
    if (signatures.some((signature) => timingSafeEqual(signature, wanted))) {
      return { valid: true, secretIndex, signedAtMs: millisecondsOf(time) };
    }
  }
  return refused("no v1 of the signature header fits the body with any of the signing secrets");
}

/** The header value with which Terra would sign this body. `timestamp` goes into it, and under the HMAC, as given. */
export function signBody(body: Uint8Array | string, secret: string, timestamp: number | string): string {
  const time = String(timestamp);
  return `t=${time},v1=${hmacOf(body, secret, time).toString("hex")}`;
}

function partsOf(header: string): { time: string | undefined; signatures: Buffer[] } {
  let time: string | undefined;
  const signatures: Buffer[] = [];
  for (const part of header.split(",")) {
    const equals = part.indexOf("=");
    const scheme = part.slice(0, Math.max(equals, 0)).trim();
    const value = part.slice(equals + 1).trim();
    if (scheme === "t" && /^\d{1,16}(\.\d{1,9})?$/.test(value)) time ??= value;
    // Only whole digests: timingSafeEqual wants buffers of one length.
    if (scheme === "v1" && /^[0-9a-f]{64}$/i.test(value)) signatures.push(Buffer.from(value, "hex"));
  }
  return { time, signatures };
}

function hmacOf(body: Uint8Array | string, secret: string, time: string): Buffer {
  return createHmac("sha256", secret).update(`${time}.`).update(body).digest();
}

// Terra signs in seconds, but some of its documents say milliseconds: as seconds, 1e11 is the year 5138.
function millisecondsOf(time: string): number {
  const value = Number(time);
  return Math.round(value > 1e11 ? value : value * 1000);
}

function refused(reason: string): SignatureCheck {
  return { valid: false, reason };
}
