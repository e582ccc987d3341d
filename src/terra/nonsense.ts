// Bodies that are JSON objects and yet no events: what is wrong is said, so that whoever sent them can tell.
import { DATA_TYPES as ELEMENT_TYPES, type Envelope } from "./envelope.ts";
import { LAB_REPORT_COMPLETED, LAB_REPORT_FAILED } from "./lab-report.ts";

const DATA_TYPES = new Set<string>([...ELEMENT_TYPES, LAB_REPORT_COMPLETED, LAB_REPORT_FAILED]);

/** What makes no sense of an event as a whole; null where it makes some, if only to a later release. */
export function nonsenseOf(body: Record<string, unknown>, { type }: Envelope): string | null {
  if (type === null) return typeless(body);
  return DATA_TYPES.has(type) ? (misplaced("data", body) ?? misplaced("athlete", body)) : null;
}

// Events of Terra's other products name their type so.
function typeless({ type, event_type }: Record<string, unknown>): string | null {
  if (typeof event_type === "string") return null;
  const wanted = "type: wanted the type of an event, such as daily";
  return `${wanted}; ${type === undefined || type === "" ? "nothing" : kindOf(type)} came`;
}

function misplaced(name: "data" | "athlete", body: Record<string, unknown>): string | null {
  const value = body[name];
  if (value === undefined || value === null || typeof value === "object") return null;
  return `${name}: wanted ${name === "data" ? "a list of records" : "an object"}; ${kindOf(value)} came`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  const kinds: Record<string, string> = { string: "a text", boolean: "true or false" };
  return kinds[typeof value] ?? (typeof value === "object" ? "an object" : "a number");
}
