/** Cursors of lists that are ordered by an instant and then by a uuid. */
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";
import { isUuid } from "../uuid.ts";
import { cursorOf, readCursor } from "./ids.ts";
import { isInstant } from "./scalars.ts";

/** Where a row stands in its list. */
export type AgePlace = { at: string; id: string };

export function ageCursor(viewer: Viewer, list: string, { at, id }: AgePlace): string {
  return cursorOf(viewer, list, at, id);
}

/** @throws TerrariumError BAD_USER_INPUT where it is no cursor of this list. */
export function readAgePlace(
  viewer: Viewer,
  list: string,
  after: string | null | undefined,
): AgePlace | null {
  if (after === null || after === undefined) return null;
  const [at, id] = readCursor(viewer, list, after);
  if (typeof at === "string" && isInstant(at) && typeof id === "string" && isUuid(id)) return { at, id };
  throw new TerrariumError("BAD_USER_INPUT", "after is damaged: give a cursor as the list gave it.");
}
