// Reads the few fields of an event that decide what becomes of it. Every field may be missing or of another type
// than documented: what cannot be read is null, and nothing throws.
import { cleanText } from "./clean-text.ts";
import { readLabReport } from "./lab-report.ts";
import { idOf, isPlainObject } from "./sent-values.ts";
import { readTime } from "./times.ts";

/** The types of health records that events carry; those of lab reports have two, by whether they could be read. */
export const DATA_TYPES = [
  "activity",
  "athlete",
  "body",
  "daily",
  "health_observation",
  "hormone",
  "lab_report",
  "menstruation",
  "nutrition",
  "planned_workout",
  "sleep",
] as const;

export type DataType = (typeof DATA_TYPES)[number];

/** What Terra calls a user: one account of one person at one provider. Microseconds count from 1970. */
export type TerraUser = {
  terraUserId: string;
  provider: string | null;
  referenceId: string | null;
  scopes: string[] | null;
  active: boolean | null;
  createdAtMicros: number | null;
  lastWebhookUpdateMicros: number | null;
};

/** One event: who it is about, and the elements of `data` that it brings, as sent. */
export type Envelope = {
  type: string | null;
  status: string | null;
  /** Of a re-authentication the new one. */
  user: TerraUser | null;
  /** Of a re-authentication the one whose place the new one takes. */
  formerUser: TerraUser | null;
  elements: unknown[];
  referenceId: string | null;
  message: string | null;
  reason: string | null;
  widgetSessionId: string | null;
  flowId: string | null;
  scopesAdded: string[] | null;
  scopesRemoved: string[] | null;
  occurredAtMicros: number | null;
};

export function readEnvelope(body: Record<string, unknown>): Envelope {
  const { status, data, athlete, reference_id, message, reason, occurred_at } = body;
  const type = textOf(body["type"]);
  const labReport = readLabReport(body);
  const sentUser = type === "user_reauth" ? body["new_user"] : body["user"];
  const user = readTerraUser(labReport ? labReport.user : sentUser);
  return {
    type,
    status: textOf(status),
    user,
    formerUser: readTerraUser(type === "user_reauth" ? body["old_user"] : labReport?.unreferenced),
    elements: labReport?.elements ?? (type === "athlete" ? athleteOf(athlete, data) : elementsOf(data)),
    referenceId: user?.referenceId ?? idOf(reference_id),
    message: textOf(message),
    reason: textOf(reason),
    widgetSessionId: textOf(body["widget_session_id"]),
    flowId: textOf(body["flow_id"]),
    scopesAdded: scopesOf(body["scopes_added"]),
    scopesRemoved: scopesOf(body["scopes_removed"]),
    occurredAtMicros: instantOf(occurred_at),
  };
}

/** Reads `user`, or the `new_user` and `old_user` of a re-authentication; null without a user_id. */
export function readTerraUser(value: unknown): TerraUser | null {
  if (!isPlainObject(value)) return null;
  const { user_id, provider, reference_id, scopes, active, created_at, last_webhook_update } = value;
  const terraUserId = idOf(user_id);
  if (terraUserId === null) return null;
  return {
    terraUserId,
    provider: textOf(provider),
    referenceId: idOf(reference_id),
    scopes: scopesOf(scopes),
    active: typeof active === "boolean" ? active : null,
    createdAtMicros: instantOf(created_at),
    lastWebhookUpdateMicros: instantOf(last_webhook_update),
  };
}

/**
 * The clock that an event's statements are compared by, in microseconds: Terra's ordering header, else the
 * connection's last webhook, else the event's own time. A connection's first event, `auth`, has no webhook before
 * it and goes by its creation.
 */
export function clockMicros(envelope: Envelope, orderingMicros: number | null): number | null {
  const { type, user, occurredAtMicros } = envelope;
  const createdAtMicros = type === "auth" ? user?.createdAtMicros : null;
  return orderingMicros ?? createdAtMicros ?? user?.lastWebhookUpdateMicros ?? occurredAtMicros;
}

// Some of Terra's documents put the athlete in `data`.
function athleteOf(athlete: unknown, data: unknown): unknown[] {
  const own = elementsOf(athlete);
  return (own.length > 0 ? own : elementsOf(data)).slice(0, 1);
}

function elementsOf(data: unknown): unknown[] {
  if (Array.isArray(data)) return data;
  return isPlainObject(data) ? [data] : [];
}

function scopesOf(value: unknown): string[] | null {
  const parts = typeof value === "string" ? value.split(",") : value;
  if (!Array.isArray(parts)) return null;
  return parts.map((part) => textOf(part)?.trim()).filter((scope) => scope !== undefined);
}

function textOf(value: unknown): string | null {
  const text = idOf(value);
  return text === null ? null : cleanText(text);
}

function instantOf(value: unknown): number | null {
  return readTime(value)?.instantMicros ?? null;
}
