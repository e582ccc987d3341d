/** On what grounds a viewer is who they are, in few words: what a ticket carries in place of a key or a token. */
import { z } from "zod";
import { type Viewer, ViewerKind } from "./viewer.ts";

export const groundsSchema = z.union([
  z.object({ by: z.literal("key"), id: z.string(), version: z.number() }),
  z.object({ by: z.literal("token"), referenceId: z.string(), expiresAt: z.number() }),
  z.object({ by: z.literal("admin") }),
]);
export type Grounds = z.infer<typeof groundsSchema>;

export function groundsOf({ kind, key, reach, expiresAt }: Viewer): Grounds {
  if (key !== null) return { by: "key", ...key };
  if (kind === ViewerKind.ADMIN) return { by: "admin" };
  const referenceId = reach.people?.referenceIds[0];
  if (referenceId !== undefined && expiresAt !== null) return { by: "token", referenceId, expiresAt };
  throw new TypeError(`A viewer of kind ${kind} came without a key and without a token.`);
}
