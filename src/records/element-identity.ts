/** Which record an element of Terra's is of, and when that was. */
import { isoOfMicros } from "../database/instants.ts";
import { ALL_TIME } from "../merge/pieces.ts";
import { recordKey } from "../merge/record-key.ts";
import { cleanText } from "../terra/clean-text.ts";
import { isPlainObject } from "../terra/sent-values.ts";
import { isoOf, localDate, readTime, type TerraTime, trustworthyOffset } from "../terra/times.ts";
import type { Values } from "./content.ts";
import { textOf } from "./convert.ts";
import type { RecordDefinition } from "./record-types.ts";

/** The stretch of time that an element speaks for. */
export type Window = { from: number; to: number };

/** `when` has the columns that say when the record was. The key is null where the element has none. */
export type Identity = { key: string | null; window: Window; when: Values };

const DAY_MICROS = 86_400_000_000;
/** In the year 2255; as far before 1970, in 1685. */
const MOST_MICROS = 9_000_000_000_000_000;

export function identityOf(definition: RecordDefinition, element: Values): Identity {
  const times = definition.times(element);
  const [start, end] = [readTime(times.start), readTime(times.end)];
  const localization = localizationOf(leafAt(element, "metadata.timestamp_localization"));
  const date = definition.day === "none" ? null : localDate(start, end, localization, definition.day);
  return {
    key: recordKey(definition.keyedBy, {
      id: idOf(definition, element),
      instant: start && isoOfMicros(start.instantMicros),
      start: start && isoOf(start),
      end: end && isoOf(end),
      localDate: date,
    }),
    window: definition.windowed && start ? windowOf(start, end) : ALL_TIME,
    when: withoutNulls({
      startText: timeText(times.start),
      endText: timeText(times.end),
      localDate: date,
      utcOffset: start && trustworthyOffset(start, localization),
    }),
  };
}

/** The leaf at a path such as `metadata.upload_type`. */
export function leafAt(element: Values, path: string): unknown {
  return path.split(".").reduce<unknown>((here, name) => (isPlainObject(here) ? here[name] : null), element);
}

/** What an element without a key lacks, for the delivery's error. */
export function missingKey({ keyedBy, idAt }: RecordDefinition): string {
  const id = idAt.join(" or ");
  switch (keyedBy) {
    case "id":
    case "id-as-it-is":
      return id;
    case "id-or-start-and-end":
      return `${id}, or metadata.start_time and metadata.end_time`;
    case "id-or-start":
      return `${id} or metadata.start_time`;
    case "instant":
      return "a timestamp that can be read";
    default:
      return "metadata.start_time";
  }
}

function idOf({ idAt }: RecordDefinition, element: Values): string | null {
  return idAt.map((path) => textOf(leafAt(element, path))).find((id) => id !== null && id !== "") ?? null;
}

function localizationOf(value: unknown): 0 | 1 | null {
  return value === 0 || value === 1 ? value : null;
}

// Terra documents the window of a day's readings as 24 hours from its start. Windows lie in the years in which
// microseconds are exact, which PostgreSQL has too: a time beyond is a provider's way of saying none.
function windowOf(start: TerraTime, end: TerraTime | null): Window {
  const from = Math.min(Math.max(start.instantMicros, -MOST_MICROS), MOST_MICROS - 1);
  const to = end && end.instantMicros > start.instantMicros ? end.instantMicros : from + DAY_MICROS;
  return { from, to: Math.min(Math.max(to, from + 1), MOST_MICROS) };
}

function timeText(value: unknown): string | null {
  return typeof value === "string" ? cleanText(value) : null;
}

function withoutNulls(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
