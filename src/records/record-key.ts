/** The key of a record inside its connection (rule 3 of docs/rules.md). */
import { createHash } from "node:crypto";
import { isoOf, type TerraTime } from "../terra/times.ts";
import { textOf } from "./convert.ts";
import type { RecordDefinition } from "./record-types.ts";

export type KeyParts = {
  summaryId: unknown;
  start: TerraTime | null;
  end: TerraTime | null;
  localDate: string | null;
};

// Longer ones are hashed: an index entry has its limit, a summary_id has none.
const LONGEST_KEY = 200;

/** The key, or null where the element has none. */
export function recordKey(definition: RecordDefinition, parts: KeyParts): string | null {
  const key = readKey(definition, parts);
  return key !== null && key.length > LONGEST_KEY
    ? `sha256:${createHash("sha256").update(key).digest("hex")}`
    : key;
}

/** What an element without a key lacks, for the delivery's error. */
export function missingKey(definition: RecordDefinition): string {
  switch (definition.keyedBy) {
    case "summary-id-or-start-and-end":
      return "metadata.summary_id, or metadata.start_time and metadata.end_time";
    case "summary-id-or-start":
      return "metadata.summary_id or metadata.start_time";
    default:
      return "metadata.start_time";
  }
}

function readKey(
  definition: RecordDefinition,
  { summaryId, start, end, localDate }: KeyParts,
): string | null {
  const id = textOf(summaryId) || null;
  switch (definition.keyedBy) {
    case "summary-id-or-start-and-end":
      return id ? `id:${id}` : start && end && `at:${isoOf(start)}/${isoOf(end)}`;
    case "summary-id-or-start":
      return id ? `id:${id}` : start && `at:${isoOf(start)}`;
    case "local-date":
      return localDate;
    case "connection":
      return "athlete";
  }
}
