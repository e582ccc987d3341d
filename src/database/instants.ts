/** Instants as microseconds since the epoch, as PostgreSQL writes them, and as clients read them. */

/** `2026-01-15 08:00:00.12+00`, as PostgreSQL sends it, in ISO-8601. */
export function isoInstant(text: string): string {
  return text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
}

/** Microseconds since the epoch, in ISO-8601. */
export function isoOfMicros(micros: number): string {
  const whole = new Date(Math.floor(micros / 1000)).toISOString();
  const rest = ((micros % 1000) + 1000) % 1000;
  return `${whole.slice(0, -1)}${String(rest).padStart(3, "0")}Z`;
}
