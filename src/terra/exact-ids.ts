// Some ids are 64-bit numbers. Terra documents them as texts; sent as numbers they would lose digits as JavaScript
// reads them, and two would become one.
import { isPlainObject } from "./sent-values.ts";

/** Reads JSON, with ids that JavaScript has no number for as the texts that they were sent as. */
export function parseWithExactIds(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  if (!isPlainObject(parsed) || !placesOfIds(parsed).some(holdsInexactId)) return parsed;
  try {
    return JSON.parse(text, exactId);
  } catch {
    // It goes down deeper than can be read a second time.
    return parsed;
  }
}

function placesOfIds(body: Record<string, unknown>): unknown[] {
  const { user, old_user, new_user, data } = body;
  const elements = Array.isArray(data) ? data : [data];
  const metadata = elements.map((element) => (isPlainObject(element) ? element["metadata"] : null));
  return [body, user, old_user, new_user, ...elements, ...metadata];
}

function holdsInexactId(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  for (const name in value) if (isInexact(value[name]) && isId(name)) return true;
  return false;
}

function exactId(name: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source ?? "";
  return isInexact(value) && isId(name) && /^-?\d+$/.test(source) ? source : value;
}

function isInexact(value: unknown): boolean {
  return typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

/** Whether a name is that of an id. */
export function isId(name: string): boolean {
  return name === "id" || name.endsWith("_id");
}
