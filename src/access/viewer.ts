/** Who asks, and what they may see. For now there is one who may ask: the admin, by the key from the settings. */
import "reflect-metadata";
import { createHash, timingSafeEqual } from "node:crypto";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { TerrariumError } from "../errors.ts";

export const ViewerKind = { ADMIN: "ADMIN" } as const;
export type ViewerKind = keyof typeof ViewerKind;

registerEnumType(ViewerKind, {
  name: "ViewerKind",
  description: "The kinds of viewers.",
  valuesConfig: { ADMIN: { description: "Holds the admin key: sees everyone and everything." } },
});

@ObjectType({ description: "Who asks." })
export class Viewer {
  @Field(() => ViewerKind, { description: "What kind of viewer this is." })
  kind!: ViewerKind;
}

/** The viewer of a request, from the text of its `Authorization` header (or of a socket's `authorization`). */
export function viewerOf(authorization: string | undefined, adminKey: string): Viewer {
  const key = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (key !== undefined && sameSecret(key, adminKey)) return { kind: "ADMIN" };
  throw new TerrariumError(
    "UNAUTHENTICATED",
    key === undefined
      ? "A key is needed: send the header `Authorization: Bearer <key>` (over WebSocket, `authorization` in connection_init)."
      : "This key is not known: check it, or ask the operator for another.",
  );
}

// Hashes have equal lengths, so that the comparison takes the same time whatever the key.
function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
