/** Ids and cursors are opaque: made and read here alone, with the viewer, so that what they mean stays ours to change. */
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";

export type IdKind = "user" | "connection" | "record" | "delivery";
type Part = string | number | null;

/** The opaque id of a thing; its parts are what a statement finds it by. */
export function idOf(_viewer: Viewer, kind: IdKind, ...parts: string[]): string {
  return pack([kind, ...parts]);
}

/** The parts of an id, or null where the text is no id of this kind: nothing is found by it then. */
export function readId(_viewer: Viewer, kind: IdKind, id: string): string[] | null {
  const [found, ...parts] = unpack(id) ?? [];
  return found === kind && parts.every((part) => typeof part === "string") ? (parts as string[]) : null;
}

/** A cursor of one list; `list` names the list and its order, so that it cannot be used on another. */
export function cursorOf(_viewer: Viewer, list: string, ...parts: Part[]): string {
  return pack([`cursor:${list}`, ...parts]);
}

export function readCursor(_viewer: Viewer, list: string, cursor: string): Part[] {
  const [found, ...parts] = unpack(cursor) ?? [];
  if (found === `cursor:${list}`) return parts;
  throw new TerrariumError(
    "BAD_USER_INPUT",
    "after is not a cursor of this list: give a cursor as the list gave it, with the same order.",
  );
}

function pack(parts: Part[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

function unpack(text: string): Part[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    const whole = Array.isArray(parts) && pack(parts) === text;
    return whole &&
      parts.every((part) => part === null || typeof part === "string" || typeof part === "number")
      ? parts
      : null;
  } catch {
    return null;
  }
}
