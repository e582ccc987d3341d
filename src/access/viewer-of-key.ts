/** What an API key makes of whoever asks with it, and what they are told when it ends. */
import type { ApiKey } from "./api-key.ts";
import type { Ending } from "./ending.ts";
import { endOfKey, type KeyEnd } from "./key-end.ts";
import { Outlived } from "./outlived.ts";
import { createSeal } from "./seal.ts";
import type { Reach, Scope, Study, Viewer, ViewerKind } from "./viewer.ts";

const ENDINGS: Record<KeyEnd, Ending> = {
  REVOKED: { closeCode: 4410, message: "This key was revoked." },
  EXPIRED: { closeCode: 4411, message: "This key has expired." },
  CHANGED: {
    closeCode: 4412,
    message: "What this key may see has changed: connect again; your cursor holds.",
  },
};

export function endingOfKey(why: KeyEnd): Ending {
  return ENDINGS[why];
}

/** @throws TerrariumError UNAUTHENTICATED where the key was revoked or has expired. */
export function requireStanding(key: ApiKey, now: number): void {
  const why = endOfKey(key, key.version, now);
  if (why === null) return;
  const became = why === "REVOKED" ? "was revoked" : "has expired";
  throw new Outlived(`This key ${became}: ask the operator for another.`);
}

/** The secret `names` makes the pseudonyms of a key with a study. */
export function viewerOfKey(key: ApiKey, names: Uint8Array): Viewer {
  const { id, version, name, scopes, expiresAt } = key;
  return {
    kind: kindOf(scopes),
    id: `key:${id}`,
    name,
    scopes,
    reach: reachOf(key),
    study: studyOf(key, names),
    cursorSeal: key.study === null ? null : createSeal(names, `cursors of study:${key.study}`),
    expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
    key: { id, version },
  };
}

function kindOf(scopes: readonly Scope[]): ViewerKind {
  if (scopes.includes("ADMIN")) return "ADMIN";
  if (scopes.includes("ANALYSE")) return "ANALYST";
  return scopes.includes("OPERATE") ? "OPERATOR" : "READER";
}

function reachOf({ userIds, referenceIds, providers, recordTypes }: ApiKey): Reach {
  const isOfSome = userIds !== null || referenceIds !== null;
  return {
    people: isOfSome ? { userIds: userIds ?? [], referenceIds: referenceIds ?? [] } : null,
    providers,
    recordTypes,
  };
}

function studyOf({ study, grants }: ApiKey, names: Uint8Array): Study | null {
  return study === null ? null : { name: study, seal: createSeal(names, `study:${study}`), grants };
}
