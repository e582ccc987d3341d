/** Values of Terra's that may be of another type than documented. */

/** An id as text, a number written out; null where there is none. As it came: cleaned, two ids could become one. */
export function idOf(value: unknown): string | null {
  const text = Number.isFinite(value) ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? text : null;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
