/**
 * Ids and cursors are opaque: made and read here alone, with the viewer, so that what they mean stays ours to change.
 * An analyst's ids are pseudonyms of their study, and mean nothing outside it. A cursor of an end user or an analyst is
 * closed: it tells nothing, and is of use to that person or study alone.
 */
import type { Seal } from "../access/seal.ts";
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";

export type IdKind = "user" | "connection" | "record" | "delivery" | "apiKey";
type Part = string | number | null;

/** The opaque id of a thing; its parts are what a statement finds it by. */
export function idOf({ study }: Viewer, kind: IdKind, ...parts: string[]): string {
  return pack([kind, ...parts], study?.seal);
}

/** The parts of an id, or null where the text is no id of this kind: nothing is found by it then. */
export function readId({ study }: Viewer, kind: IdKind, id: string): string[] | null {
  const [found, ...parts] = unpack(id, study?.seal) ?? [];
  return found === kind && parts.every((part) => typeof part === "string") ? (parts as string[]) : null;
}

/** A cursor of one list; `list` names the list and its order, so that it cannot be used on another. */
export function cursorOf({ cursorSeal }: Viewer, list: string, ...parts: Part[]): string {
  return pack([`cursor:${list}`, ...parts], cursorSeal);
}

export function readCursor({ cursorSeal }: Viewer, list: string, cursor: string): Part[] {
  const [found, ...parts] = unpack(cursor, cursorSeal) ?? [];
  if (found === `cursor:${list}`) return parts;
  throw new TerrariumError(
    "BAD_USER_INPUT",
    "after is not a cursor of this list: give a cursor as the list gave it, with the same order.",
  );
}

function pack(parts: Part[], seal?: Seal | null): string {
  const text = JSON.stringify(parts);
  return seal ? seal.close(text) : Buffer.from(text).toString("base64url");
}

function unpack(text: string, seal?: Seal | null): Part[] | null {
  try {
    const opened = seal ? seal.open(text) : Buffer.from(text, "base64url").toString();
    const parts: unknown = JSON.parse(opened ?? "");
    const whole = Array.isArray(parts) && pack(parts, seal) === text;
    return whole &&
      parts.every((part) => part === null || typeof part === "string" || typeof part === "number")
      ? parts
      : null;
  } catch {
    return null;
  }
}
