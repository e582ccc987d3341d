import type { ApiKey } from "./api-key.ts";

/** Why nothing more may be asked with a key, as it was when it was read: it is no more, or is another by now. */
export type KeyEnd = "REVOKED" | "EXPIRED" | "CHANGED";

/** Null while a key stands as it was in this version; a key that is null is no longer there. */
export function endOfKey(key: ApiKey | null, version: number, now: number): KeyEnd | null {
  if (key === null || key.revokedAt !== null) return "REVOKED";
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now) return "EXPIRED";
  return key.version === version ? null : "CHANGED";
}
