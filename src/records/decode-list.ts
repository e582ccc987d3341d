/** A small list of Terra's, as items with our names. */

import { isPlainObject } from "../canonical-json.ts";
import { cleanText } from "../terra/clean-text.ts";
import { readTime } from "../terra/times.ts";
import type { Content, Values } from "./content.ts";
import { cleanJson, convert } from "./convert.ts";
import { type ItemClass, type Metric, partsOfClass } from "./metric.ts";
import type { Notes } from "./notes.ts";
import { itemPath, itemTreeOf, type PayloadNode } from "./payload-tree.ts";

/** The list's content, or null where it states nothing. */
export function decodeList(metric: Metric, value: unknown, path: string, notes: Notes): Content | null {
  const itemClass = metric.item?.();
  if (!itemClass) return decodePlainList(metric, value, path, notes);
  if (!Array.isArray(value)) {
    notes.add(path, "a list", value);
    return null;
  }
  const rows = value.filter((row) => row !== null && row !== undefined);
  const items = rows.map((row, i) => decodeItem(itemClass, row, `${path}[${i}]`, notes));
  if (items.every((item) => Object.keys(item).length === 0)) return null;
  return { kind: "list", items, times: rows.map((row) => timeOf(row, metric.timeLeaf)) };
}

function decodePlainList(metric: Metric, value: unknown, path: string, notes: Notes): Content | null {
  const plain = convert(metric, value, path, notes);
  const empty = !Array.isArray(plain) || plain.every((part) => part === null);
  return empty ? null : { kind: "values", values: { [metric.name]: plain }, extra: {} };
}

function decodeItem(itemClass: ItemClass, row: unknown, path: string, notes: Notes): Values {
  const item: Values = {};
  if (!isPlainObject(row)) {
    notes.add(path, "an object", row);
    return item;
  }
  const partNames = new Map(partsOfClass(itemClass).map((part) => [itemPath(part.path), part.name]));
  collect(itemTreeOf(itemClass), row, path, "", item, item, partNames, notes);
  return item;
}

// Leaves go under their names, those of a part into the part's own object, unknown ones under `extra` by their path.
function collect(
  tree: PayloadNode,
  row: Values,
  path: string,
  relative: string,
  target: Values,
  item: Values,
  partNames: Map<string, string>,
  notes: Notes,
): void {
  for (const [key, value] of Object.entries(row)) {
    if (value === null || value === undefined) continue;
    const child = tree.children.get(key);
    const at = relative ? `${relative}.${key}` : key;
    if (child?.metric) {
      const converted = convert(child.metric, value, `${path}.${key}`, notes);
      if (converted !== null) target[child.metric.name] = converted;
    } else if (child && isPlainObject(value)) {
      const part: Values = {};
      collect(child, value, `${path}.${key}`, at, part, item, partNames, notes);
      if (Object.keys(part).length > 0) target[partNames.get(at) ?? key] = part;
    } else {
      item["extra"] = { ...(item["extra"] as Values | undefined), [cleanText(at)]: cleanJson(value) };
    }
  }
}

function timeOf(row: unknown, timeLeaf: string | null): number | null {
  if (timeLeaf === null || !isPlainObject(row)) return null;
  return readTime(row[timeLeaf])?.instantMicros ?? null;
}
