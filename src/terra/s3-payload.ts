// Where a destination is set to ping, Terra sends, instead of an event, where to fetch it.

/** Where the payload lies, as Terra said it; null where it is missing or cannot be read. */
export type S3Payload = {
  url: string | null;
  expiresInSeconds: number | null;
};

/** What Terra calls it: in its bodies, and in its lists of types. */
export const S3_PAYLOAD_TYPES = ["s3_payload", "s3_upload"] as const;

export function isS3Payload(type: string | null): boolean {
  return S3_PAYLOAD_TYPES.some((name) => name === type);
}

export function readS3Payload(body: Record<string, unknown>): S3Payload {
  const { url, expires_in } = body;
  return { url: textOf(url), expiresInSeconds: secondsOf(expires_in) };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function secondsOf(value: unknown): number | null {
  const seconds = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof seconds === "number" && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}
