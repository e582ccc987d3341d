/** The key of a record inside its connection (rule 3 of docs/rules.md). */
import { createHash } from "node:crypto";

export type KeyRule =
  | "id"
  | "id-as-it-is"
  | "id-or-start-and-end"
  | "id-or-start"
  | "instant"
  | "local-date"
  | "one";

/** What a key may be made of: an id as text, an instant in UTC, times in ISO-8601, a calendar day. */
export type KeyParts = {
  id: string | null;
  instant: string | null;
  start: string | null;
  end: string | null;
  localDate: string | null;
};

// Longer ones are hashed: an index entry has its limit, an id has none.
const LONGEST_KEY = 200;

/** The key, or null where there is none. */
export function recordKey(rule: KeyRule, parts: KeyParts): string | null {
  const key = readKey(rule, parts);
  return key !== null && key.length > LONGEST_KEY
    ? `sha256:${createHash("sha256").update(key).digest("hex")}`
    : key;
}

function readKey(rule: KeyRule, { id, instant, start, end, localDate }: KeyParts): string | null {
  switch (rule) {
    case "id":
      return id ? `id:${id}` : null;
    case "id-as-it-is":
      return id || null;
    case "instant":
      return instant;
    case "id-or-start-and-end":
      return id ? `id:${id}` : start && end && `at:${start}/${end}`;
    case "id-or-start":
      return id ? `id:${id}` : start && `at:${start}`;
    case "local-date":
      return localDate;
    case "one":
      return "athlete";
  }
}
