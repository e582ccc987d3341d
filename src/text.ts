/** Whether PostgreSQL can hold a text at all: it has none with a zero character, and so nothing is found by one. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\0");
}
