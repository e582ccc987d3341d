/** When an element's record was: as Terra sent it, of each type at its own place. */
import { labReportTime } from "../terra/lab-report.ts";
import { isPlainObject } from "../terra/sent-values.ts";
import { readTime } from "../terra/times.ts";
import type { Values } from "./content.ts";

export type RecordTimes = { start: unknown; end: unknown };

export function metadataTimes(element: Values): RecordTimes {
  const metadata = objectAt(element, "metadata");
  return { start: metadata["start_time"], end: metadata["end_time"] };
}

/** Of a sample by itself. */
export function timestampTimes(element: Values): RecordTimes {
  return { start: element["timestamp"], end: null };
}

/** The day that a workout is planned for: its calendar's, else the provider's, else that of an earlier payload. */
export function plannedTimes(element: Values): RecordTimes {
  const details = objectAt(element, "details");
  const places = [element, objectAt(details, "metadata"), objectAt(element, "metadata")];
  const dates = places.map((place) => place["planned_date"]);
  return { start: dates.find((date) => readTime(date) !== null), end: null };
}

export function labReportTimes(element: Values): RecordTimes {
  return { start: labReportTime(element), end: null };
}

function objectAt(values: Values, name: string): Values {
  const value = values[name];
  return isPlainObject(value) ? value : {};
}
