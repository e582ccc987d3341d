/** An end user, by what their token said: sees what is theirs, under whatever connections. */
import { createSeal } from "./seal.ts";
import type { VerifiedToken } from "./tokens.ts";
import { type Viewer, ViewerKind } from "./viewer.ts";

/** `nameSecret` makes cursors that are of use to this person alone. */
export function viewerOfToken({ referenceId, expiresAt }: VerifiedToken, nameSecret: Uint8Array): Viewer {
  const id = `user:${referenceId}`;
  return {
    kind: ViewerKind.USER,
    id,
    name: null,
    scopes: [],
    reach: { people: { userIds: [], referenceIds: [referenceId] }, providers: null, recordTypes: null },
    study: null,
    cursorSeal: createSeal(nameSecret, id),
    expiresAt,
    key: null,
  };
}
