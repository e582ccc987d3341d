// Lab reports come by events of their own kind: no user, one report in `data`, and facts about the event beside it.
import { idOf, isPlainObject } from "./sent-values.ts";
import { readTime } from "./times.ts";

export const LAB_REPORT_COMPLETED = "lab_report.completed";
export const LAB_REPORT_FAILED = "lab_report.failed";

/** Whose report it is, as Terra tells of users elsewhere, and the report as one element with the event's own facts. */
export type LabReportParts = {
  user: unknown;
  /** As whom it would have come without a reference: whatever did is the same person's. */
  unreferenced: unknown;
  elements: unknown[];
};

/** Whether an id is one that was made up for reports. None of these is a later one's than another. */
export function isLabReportId(terraUserId: string): boolean {
  return terraUserId.startsWith("lab:");
}

/** Whether such an id stands for a person, and not for one report of nobody's. */
export function isPersonOfReports(terraUserId: string): boolean {
  return isLabReportId(terraUserId) && !terraUserId.startsWith("lab:session:");
}

/** Null where the event is about no lab report. */
export function readLabReport(body: Record<string, unknown>): LabReportParts | null {
  const { type, data } = body;
  if (type !== LAB_REPORT_COMPLETED && type !== LAB_REPORT_FAILED) return null;
  const [report, ...others] = Array.isArray(data) ? data : [data];
  // Several in one event could be several people's.
  if (!isPlainObject(report) || others.length > 0)
    return { user: null, unreferenced: null, elements: Array.isArray(data) ? data : [] };
  const { event_id, occurred_at, upload_id } = body;
  const facts = { event_id, occurred_at, upload_id };
  const element = type === LAB_REPORT_COMPLETED ? { ...report, completed: true } : failureOf(report);
  const unreferenced = labUserOf({ ...report, reference_id: null });
  return { user: labUserOf(report), unreferenced, elements: [{ ...facts, ...element }] };
}

/**
 * When the report was made, in ISO-8601 where it can be told: Terra documents a date and, apart from it, a time of
 * day, and shows whole times too.
 */
export function labReportTime(report: Record<string, unknown>): string | null {
  const { report_date: date, report_time: time } = report;
  const candidates = [time, `${date}T${time}`, date];
  return candidates.map((text) => readTime(text)?.text).find((text) => text !== undefined) ?? null;
}

// All that a failure says stands with its error, so that it cannot stand in for what a completed report says.
function failureOf({ session_id, reference_id, error, ...rest }: Record<string, unknown>) {
  return { session_id, reference_id, error: { ...rest, ...(isPlainObject(error) ? error : { error }) } };
}

// A person's reports are one connection; a report of nobody's is one of its own, until somebody's reference comes.
function labUserOf({ session_id, reference_id }: Record<string, unknown>) {
  const [sessionId, referenceId] = [idOf(session_id), idOf(reference_id)];
  if (referenceId === null && sessionId === null) return null;
  const user_id = referenceId === null ? `lab:session:${sessionId}` : `lab:${unmistakable(referenceId)}`;
  return { user_id, provider: "LAB_REPORT", reference_id: referenceId };
}

// A reference could read like a session of nobody's, whose reports would become this person's.
function unmistakable(referenceId: string): string {
  return /^(session|reference):/.test(referenceId) ? `reference:${referenceId}` : referenceId;
}
