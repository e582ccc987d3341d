/** Why a delivery is not applied: each says the reason, or null where there is none. */
import { isFailedAuth, LIFECYCLE_TYPES } from "../connections/connection-statement.ts";
import { payloadUrl, Refused } from "../fetching/payload-url.ts";
import { definitionOfTerraType } from "../records/record-types.ts";
import { cleanText } from "../terra/clean-text.ts";
import type { Envelope } from "../terra/envelope.ts";
import { readS3Payload } from "../terra/s3-payload.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";

export function unwantedDevId(devId: string | null, acceptedDevIds: readonly string[]): string | null {
  const isWanted = acceptedDevIds.length === 0 || (devId !== null && acceptedDevIds.includes(devId));
  return isWanted ? null : "its dev-id is not among TERRA_DEV_IDS";
}

export function unfetchable({ parentId }: PreparedDelivery, object: Record<string, unknown>): string | null {
  if (parentId !== null) return "what was fetched only points at another payload; wanted: Terra's event";
  try {
    payloadUrl(readS3Payload(object).url);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

export function unfitIds({ user, formerUser, referenceId }: Envelope): string | null {
  return (
    unfitId("user_id", user?.terraUserId ?? null) ??
    unfitId("old_user.user_id", formerUser?.terraUserId ?? null) ??
    unfitId("reference_id", referenceId) ??
    unfitId("old_user.reference_id", formerUser?.referenceId ?? null)
  );
}

/** What happened to somebody must say to whom; every other event may come without a user. */
export function missingUser(envelope: Envelope): string | null {
  const { type, user, elements } = envelope;
  const isSomebodys = definitionOfTerraType(type) ? elements.length > 0 : LIFECYCLE_TYPES.has(type);
  if (user || !isSomebodys || isFailedAuth(envelope)) return null;
  const name = type === "user_reauth" ? "new_user" : "user";
  return `${name}: has no user_id, so it is not known whose this is`;
}

// Kept otherwise than it came, an id could become another person's.
function unfitId(name: string, id: string | null): string | null {
  if (id === null || id === cleanText(id)) return null;
  return `${name}: holds a NUL or half a surrogate pair, which PostgreSQL cannot keep`;
}
