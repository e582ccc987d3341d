/** One element of a delivery's `data`, as what it states about one record. Pure: it knows no database. */

import { ALL_TIME } from "../merge/pieces.ts";
import { sectionOf, sectionOfArray } from "../merge/section.ts";
import type { Sections } from "../merge/statement.ts";
import { cleanText } from "../terra/clean-text.ts";
import { isPlainObject } from "../terra/sent-values.ts";
import { readTime } from "../terra/times.ts";
import type { Content, Values } from "./content.ts";
import { cleanJson, convert, MOST_LEVELS, TooDeep } from "./convert.ts";
import { decodeList } from "./decode-list.ts";
import { decodeSeries } from "./decode-series.ts";
import { identityOf, leafAt, missingKey, type Window } from "./element-identity.ts";
import { isArray, type Metric } from "./metric.ts";
import type { Notes } from "./notes.ts";
import { type PayloadNode, payloadTreeOf } from "./payload-tree.ts";
import type { RecordDefinition } from "./record-types.ts";

/** Its pieces have no version yet: `index` is the element's place in `data`, by which elements of one key are ordered. */
export type DecodedElement = { key: string; sections: Sections<Content, number>; deletes: boolean };

/** What the element states, or the reason why it cannot be kept. */
export function decodeElement(
  definition: RecordDefinition,
  element: unknown,
  index: number,
  notes: Notes,
): DecodedElement | { error: string } {
  if (!isPlainObject(element)) return { error: `data[${index}]: wanted an object` };
  const { key, window, when } = identityOf(definition, element);
  if (key === null) return { error: `data[${index}]: has no key: give it ${missingKey(definition)}` };
  // A delete says that there is nothing, whatever else it carries.
  if (isDelete(definition, element)) return { key, sections: {}, deletes: true };
  const collected = new Collected(window, index);
  if (definition.day !== "none") collected.addValues("metadata", when);
  try {
    collect(payloadTreeOf(definition, element), element, `data[${index}]`, collected, notes);
  } catch (error) {
    if (error instanceof TooDeep) return { error: `data[${index}]: nested more than ${MOST_LEVELS} deep` };
    throw error;
  }
  return { key, sections: collected.sections, deletes: false };
}

function isDelete({ deletedBy }: RecordDefinition, element: Values): boolean {
  return deletedBy !== null && leafAt(element, deletedBy.path) === deletedBy.code;
}

function collect(tree: PayloadNode, values: Values, at: string, collected: Collected, notes: Notes): void {
  for (const key in values) {
    const value = values[key];
    if (value === null || value === undefined) continue;
    const child = tree.children.get(key);
    if (child?.series)
      collected.add(child.section, decodeSeries(child.series, value, `${at}.${child.path}`, notes));
    else if (child?.metric) collectMetric(child, child.metric, value, at, collected, notes);
    else if (child?.isWhen) noteUnreadableTime(value, `${at}.${child.path}`, notes);
    else if (child && isPlainObject(value)) collect(child, value, at, collected, notes);
    else collectUnknown(value, cleanText(tree.path ? `${tree.path}.${key}` : key), collected);
  }
}

function collectMetric(
  { path, section }: PayloadNode,
  metric: Metric,
  value: unknown,
  at: string,
  collected: Collected,
  notes: Notes,
): void {
  if (isArray(metric)) {
    collected.add(section, decodeList(metric, value, `${at}.${path}`, notes));
    return;
  }
  const converted = convert(metric, value, `${at}.${path}`, notes);
  if (converted === null || isEmptyMap(converted)) return;
  collected.addValue(section, metric.name, converted);
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

  addValue(section: string, name: string, value: unknown): void {
    this.valuesOf(section).values[name] = value;
  }

  addExtra(section: string, path: string, value: unknown): void {
    this.valuesOf(section).extra[path] = value;
  }

  private valuesOf(section: string) {
    const content = this.sections[section]?.[0]?.content;
    if (content?.kind === "values") return content;
    const fresh = { kind: "values" as const, values: {} as Values, extra: Object.create(null) as Values };
    this.sections[section] = [{ ...ALL_TIME, version: this.index, content: fresh }];
    return fresh;
  }
}
