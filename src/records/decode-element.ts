/** One element of a delivery's `data`, as what it states about one record. Pure: it knows no database. */

import { isPlainObject } from "../canonical-json.ts";
import { ALL_TIME } from "../merge/pieces.ts";
import type { Sections } from "../merge/statement.ts";
import { cleanText } from "../terra/clean-text.ts";
import { localDate, readTime, type TerraTime, trustworthyOffset } from "../terra/times.ts";
import type { Content, Values } from "./content.ts";
import { cleanJson, convert, MOST_LEVELS, TooDeep } from "./convert.ts";
import { decodeList } from "./decode-list.ts";
import { decodeSeries } from "./decode-series.ts";
import type { Notes } from "./notes.ts";
import { type PayloadNode, payloadTreeOf } from "./payload-tree.ts";
import { missingKey, recordKey } from "./record-key.ts";
import type { RecordDefinition } from "./record-types.ts";
import { sectionOf, sectionOfArray } from "./section.ts";

/** The stretch of time that an element speaks for. */
type Window = { from: number; to: number };

/** Its pieces have no version yet: `index` is the element's place in `data`, by which elements of one key are ordered. */
export type DecodedElement = { key: string; sections: Sections<Content, number> };

const DAY_MICROS = 86_400_000_000;
/** In the year 2255; as far before 1970, in 1685. */
const MOST_MICROS = 9_000_000_000_000_000;

/** What the element states, or the reason why it cannot be kept. */
export function decodeElement(
  definition: RecordDefinition,
  element: unknown,
  index: number,
  notes: Notes,
): DecodedElement | { error: string } {
  if (!isPlainObject(element)) return { error: `data[${index}]: wanted an object` };
  const when = readWhen(definition, element);
  const key = recordKey(definition, when);
  if (key === null) return { error: `data[${index}]: has no key: give it ${missingKey(definition)}` };
  const collected = new Collected(when.window, index);
  if (definition.day !== "none") collected.addValues("metadata", when.values);
  try {
    collect(payloadTreeOf(definition), element, "", `data[${index}]`, collected, notes);
  } catch (error) {
    if (error instanceof TooDeep) return { error: `data[${index}]: nested more than ${MOST_LEVELS} deep` };
    throw error;
  }
  return { key, sections: collected.sections };
}

type When = {
  summaryId: unknown;
  start: TerraTime | null;
  end: TerraTime | null;
  localDate: string | null;
  window: Window;
  values: Values;
};

function readWhen(definition: RecordDefinition, element: Values): When {
  const metadata = isPlainObject(element["metadata"]) ? element["metadata"] : {};
  const [start, end] = [readTime(metadata["start_time"]), readTime(metadata["end_time"])];
  const localization =
    metadata["timestamp_localization"] === 0 ? 0 : metadata["timestamp_localization"] === 1 ? 1 : null;
  const date = definition.day === "none" ? null : localDate(start, end, localization, definition.day);
  return {
    summaryId: metadata["summary_id"],
    start,
    end,
    localDate: date,
    window: definition.windowed && start ? windowOf(start, end) : ALL_TIME,
    values: withoutNulls({
      startText: timeText(metadata["start_time"]),
      endText: timeText(metadata["end_time"]),
      localDate: date,
      utcOffset: start && trustworthyOffset(start, localization),
    }),
  };
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

function collect(
  tree: PayloadNode,
  values: Values,
  path: string,
  at: string,
  collected: Collected,
  notes: Notes,
): void {
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    const here = cleanText(path ? `${path}.${key}` : key);
    const child = tree.children.get(key);
    if (child?.series)
      collected.add(sectionOfArray(here), decodeSeries(child.series, value, `${at}.${here}`, notes));
    else if (child?.metric) collectMetric(child, value, here, at, collected, notes);
    else if (here === "metadata.start_time" || here === "metadata.end_time")
      noteUnreadableTime(value, `${at}.${here}`, notes);
    else if (child && isPlainObject(value)) collect(child, value, here, at, collected, notes);
    else collectUnknown(value, here, collected);
  }
}

function collectMetric(
  { metric }: PayloadNode,
  value: unknown,
  path: string,
  at: string,
  collected: Collected,
  notes: Notes,
): void {
  if (!metric) return;
  if (metric.kind === "list" || metric.kind === "texts" || metric.kind === "pair") {
    collected.add(sectionOfArray(path), decodeList(metric, value, `${at}.${path}`, notes));
    return;
  }
  const converted = convert(metric, value, `${at}.${path}`, notes);
  if (converted === null || isEmptyMap(converted)) return;
  collected.addValues(sectionOf(path), { [metric.name]: converted });
}

function isEmptyMap(value: unknown): boolean {
  return isPlainObject(value) && Object.values(value).every((part) => part === null);
}

function noteUnreadableTime(value: unknown, path: string, notes: Notes): void {
  if (readTime(value) === null) notes.add(path, "a time", value);
}

// What no line knows is kept by its path, in the section that it would belong to.
function collectUnknown(value: unknown, path: string, collected: Collected, levels = MOST_LEVELS): void {
  if (levels === 0) throw new TooDeep();
  if (Array.isArray(value)) {
    if (value.length > 0) collected.addExtra(sectionOfArray(path), path, cleanJson(value));
  } else if (isPlainObject(value)) {
    for (const [key, part] of Object.entries(value)) {
      if (part !== null) collectUnknown(part, `${path}.${cleanText(key)}`, collected, levels - 1);
    }
  } else {
    collected.addExtra(sectionOf(path), path, cleanJson(value));
  }
}

class Collected {
  readonly sections: Sections<Content, number> = Object.create(null);
  private readonly window: Window;
  private readonly index: number;

  constructor(window: Window, index: number) {
    this.window = window;
    this.index = index;
  }

  add(section: string, content: Content | null): void {
    // Only readings have windows; what a day says as a whole is for the whole day.
    const stretch = content?.kind === "values" ? ALL_TIME : this.window;
    if (content) this.sections[section] = [{ ...stretch, version: this.index, content }];
  }

  addValues(section: string, values: Values): void {
    if (Object.keys(values).length > 0) Object.assign(this.valuesOf(section).values, values);
  }

  addExtra(section: string, path: string, value: unknown): void {
    this.valuesOf(section).extra[path] = value;
  }

  private valuesOf(section: string) {
    const content = this.sections[section]?.[0]?.content;
    if (content?.kind === "values") return content;
    const fresh = { kind: "values" as const, values: {}, extra: Object.create(null) as Values };
    this.sections[section] = [{ ...ALL_TIME, version: this.index, content: fresh }];
    return fresh;
  }
}
