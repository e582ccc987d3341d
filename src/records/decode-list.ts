/** A small list of Terra's, as items with our names. An item may hold lists, and these again, as deep as Terra goes. */

import { cleanText } from "../terra/clean-text.ts";
import { isPlainObject } from "../terra/sent-values.ts";
import { readTime } from "../terra/times.ts";
import type { Content, Values } from "./content.ts";
import { cleanJson, convert, MOST_LEVELS, TooDeep } from "./convert.ts";
import type { ItemClass, Metric } from "./metric.ts";
import type { Notes } from "./notes.ts";
import { itemTreeOf, type PayloadNode } from "./payload-tree.ts";

/** The list's content, or null where it states nothing. Throws TooDeep where lists lie too deep in one another. */
export function decodeList(metric: Metric, value: unknown, path: string, notes: Notes): Content | null {
  const itemClass = metric.item?.();
  if (!itemClass) return decodePlainList(metric, value, path, notes);
  const rows = rowsOf(value, path, notes);
  if (rows === null) return null;
  const items = decodeItems(itemClass, rows, { path, notes, levels: MOST_LEVELS });
  if (items.every(saysNothing)) return null;
  return { kind: "list", items, times: rows.map((row) => timeOf(row, metric.timeLeaf)) };
}

function decodePlainList(metric: Metric, value: unknown, path: string, notes: Notes): Content | null {
  const plain = convert(metric, value, path, notes);
  const empty = !Array.isArray(plain) || plain.every((part) => part === null);
  return empty ? null : { kind: "values", values: { [metric.name]: plain }, extra: {} };
}

function rowsOf(value: unknown, path: string, notes: Notes): unknown[] | null {
  if (Array.isArray(value)) return value.filter((row) => row !== null && row !== undefined);
  notes.add(path, "a list", value);
  return null;
}

/** Where something is read, and how many levels of lists may still lie inside it. */
type Place = { path: string; notes: Notes; levels: number };

function decodeItems(itemClass: ItemClass, rows: readonly unknown[], place: Place): Values[] {
  if (place.levels === 0) throw new TooDeep();
  return rows.map((row, i) => {
    const item: Values = {};
    const here = { ...place, path: `${place.path}[${i}]` };
    if (isPlainObject(row)) collect(itemTreeOf(itemClass), row, "", item, item, here);
    else place.notes.add(here.path, "an object", row);
    return item;
  });
}

// Leaves go under their names, those of a part into the part's own object, unknown ones under `extra` by their path.
function collect(
  tree: PayloadNode,
  row: Values,
  relative: string,
  target: Values,
  item: Values,
  place: Place,
): void {
  for (const [key, value] of Object.entries(row)) {
    if (value === null || value === undefined) continue;
    const child = tree.children.get(key);
    const at = relative ? `${relative}.${key}` : key;
    const path = `${place.path}.${key}`;
    if (child?.metric) {
      const converted = leafValue(child.metric, value, path, place);
      if (converted !== null) target[child.metric.name] = converted;
    } else if (child && isPlainObject(value)) {
      const part: Values = {};
      collect(child, value, at, part, item, { ...place, path });
      if (Object.keys(part).length > 0) target[child.part ?? key] = part;
    } else {
      item["extra"] = { ...(item["extra"] as Values | undefined), [cleanText(at)]: cleanJson(value) };
    }
  }
}

function leafValue(metric: Metric, value: unknown, path: string, { notes, levels }: Place): unknown {
  const itemClass = metric.item?.();
  if (!itemClass) return convert(metric, value, path, notes);
  const rows = rowsOf(value, path, notes);
  return rows && decodeItems(itemClass, rows, { path, notes, levels: levels - 1 });
}

// Neither does an empty list inside an item, nor an item of empty lists.
function saysNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(saysNothing);
  return isPlainObject(value) ? Object.values(value).every(saysNothing) : value === null;
}

function timeOf(row: unknown, timeLeaf: string | null): number | null {
  if (timeLeaf === null || !isPlainObject(row)) return null;
  return readTime(row[timeLeaf])?.instantMicros ?? null;
}
