/**
 * What an analyst sees in place of what names a person: keyed, the same all through a study, another in every other.
 * Who sees people as they are is given what came.
 */
import { isUuid } from "../uuid.ts";
import type { Viewer } from "./viewer.ts";

const PERSON = "person ";

/** In place of a person's `referenceId`; of the user's key, so that it is the person's and says nothing of the text. */
export function shownReferenceId(
  { study }: Viewer,
  { id, referenceId }: { id: string; referenceId: string | null },
): string | null {
  return study && referenceId !== null ? study.seal.close(`${PERSON}${id}`) : referenceId;
}

/** The user's key in such a pseudonym; null where the text is none of the viewer's study. */
export function userOfReferenceId({ study }: Viewer, text: string): string | null {
  const opened = study?.seal.open(text) ?? "";
  const id = opened.startsWith(PERSON) ? opened.slice(PERSON.length) : "";
  return isUuid(id) ? id : null;
}

/** In place of Terra's id of an account. */
export function shownTerraUserId<Text extends string | null>(
  { study }: Viewer,
  terraUserId: Text,
): Text | string {
  return study && terraUserId !== null ? study.seal.nameOf(`terraUserId ${terraUserId}`) : terraUserId;
}

/** Words and open details that may say anything of a person: an analyst is told nothing of them. */
export function shownWords({ study }: Viewer, words: string | null): string | null {
  return study ? null : words;
}

/** A connection may have been somebody else's: whoever sees some people alone is not told whose it was and became. */
export function shownDetails(
  { study, reach: { people } }: Viewer,
  details: Record<string, unknown>,
): Record<string, unknown> {
  if (study) return {};
  if (people === null) return details;
  return Object.fromEntries(Object.entries(details).filter(([name]) => !NAMING.includes(name)));
}

const NAMING = ["referenceId", "formerReferenceId"];
