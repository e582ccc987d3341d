/** From Terra's values to a metric's: what does not fit becomes null with a note, and never fails its record. */
import { cleanText } from "../terra/clean-text.ts";
import { isPlainObject } from "../terra/sent-values.ts";
import type { Values } from "./content.ts";
import type { Metric } from "./metric.ts";
import type { Notes } from "./notes.ts";

const MAX_INT = 2 ** 31 - 1;

/** Of what no line knows. JSON goes down as far as one likes; the stacks of all who must read it again do not. */
export const MOST_LEVELS = 100;

export class TooDeep extends RangeError {}

/** The value of a metric that is no list of objects, or null with a note where it does not fit. */
export function convert(metric: Metric, value: unknown, path: string, notes: Notes): unknown {
  switch (metric.kind) {
    case "int":
    case "code":
      return isInt(value) ? value : noted("a whole number", value, path, notes);
    case "float":
      return isFiniteNumber(value) ? value : noted("a number", value, path, notes);
    case "boolean":
      return typeof value === "boolean" ? value : noted("true or false", value, path, notes);
    case "text":
      return textOf(value) ?? noted("a text", value, path, notes);
    case "ints":
      return intsOf(value, path, notes) ?? noted("a list of whole numbers", value, path, notes);
    case "texts":
      return textsOf(value) ?? noted("a list of texts", value, path, notes);
    case "pair":
      return isPair(value) ? value : noted("a pair of numbers", value, path, notes);
    case "map":
      return mapOf(value, path, notes);
    case "list":
      return null;
  }
}

/** A text that PostgreSQL can hold: no NUL, no half of a surrogate pair. A number is written out. */
export function textOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? cleanText(value) : null;
}

/** The same for any JSON, keys included. Throws TooDeep where it goes down more than `levels`. */
export function cleanJson(value: unknown, levels = MOST_LEVELS): unknown {
  if (typeof value === "string") return cleanText(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) throw new TooDeep();
  if (Array.isArray(value)) return value.map((part) => cleanJson(part, levels - 1));
  const clean: Values = Object.create(null);
  for (const [key, part] of Object.entries(value)) clean[cleanText(key)] = cleanJson(part, levels - 1);
  return clean;
}

export function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

export function isPair(value: unknown): value is [number | null, number | null] {
  return (
    Array.isArray(value) && value.length === 2 && value.every((part) => part === null || isFiniteNumber(part))
  );
}

function isInt(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= MAX_INT;
}

function intsOf(value: unknown, path: string, notes: Notes): (number | null)[] | null {
  if (!Array.isArray(value)) return null;
  return value.map((part) =>
    part === null || isInt(part) ? part : noted("a whole number", part, `${path}[]`, notes),
  );
}

function textsOf(value: unknown): string[] | null {
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== null) : null;
}

// Older payloads have a list of { contributor_name, contributor_score } where newer ones have a map.
function mapOf(value: unknown, path: string, notes: Notes): Record<string, number | null> | null {
  const entries = Array.isArray(value)
    ? value.map(contributorOf)
    : isPlainObject(value)
      ? Object.entries(value)
      : null;
  if (!entries) return noted("a map of numbers", value, path, notes);
  const map: Record<string, number | null> = Object.create(null);
  for (const [name, part] of entries) {
    map[cleanText(name)] =
      part === null || isFiniteNumber(part) ? part : noted("a number", part, `${path}.${name}`, notes);
  }
  return map;
}

function contributorOf(item: unknown): [string, unknown] {
  const { contributor_name: name, contributor_score: score } = isPlainObject(item) ? item : {};
  return [textOf(name) ?? "", score ?? null];
}

function noted(wanted: string, value: unknown, path: string, notes: Notes): null {
  notes.add(path, wanted, value);
  return null;
}
