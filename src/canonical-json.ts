import { isPlainObject } from "./terra/sent-values.ts";

/** JSON that is equal for equal values, whatever the order of their keys. What JSON cannot say is null, as in a list. */
export function canonicalJson(value: unknown): string {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isPlainObject(value)) return JSON.stringify(value) ?? "null";
  let parts = "";
  for (const key of sortedKeys(value))
    parts += `${parts === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(value[key])}`;
  return `{${parts}}`;
}

// Most objects are small, for which calling sort takes longer than sorting.
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  if (keys.length > 16) return keys.sort();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string;
    let at = i;
    for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string;
    keys[at] = key;
  }
  return keys;
}
