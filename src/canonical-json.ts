/** JSON that is equal for equal values, whatever the order of their keys. What JSON cannot say is null, as in a list. */
export function canonicalJson(value: unknown): string {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isPlainObject(value)) return JSON.stringify(value) ?? "null";
  let parts = "";
  for (const key of Object.keys(value).sort())
    parts += `${parts === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(value[key])}`;
  return `{${parts}}`;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
