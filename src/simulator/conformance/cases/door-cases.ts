/** What the door answers, whatever becomes of what was sent. */
import { auth, daily, data, dayOf, life, nightOf, ODD_BYTES, reauth, user } from "../bodies.ts";
import { type Case, caseOf, type Delivery } from "../case.ts";
import { ends } from "../questions.ts";

const reference = { "terra-reference": "%-door" };

const everyType: object[] = [
  auth(),
  life("auth", { status: "error", reason: "access_denied", reference_id: "%" }),
  { type: "auth_cancelled", status: "error", reason: "access_denied", reference_id: "%" },
  reauth("%", "%-next"),
  life("deauth", { status: "success" }),
  life("access_revoked"),
  life("connection_error"),
  life("permission_change", { scopes_added: "BODY", scopes_removed: "" }),
  life("google_no_datasource"),
  life("processing", { status: "success", retry_after_seconds: 5 }),
  life("large_request_processing", { status: "processing", reference: "%-door" }),
  life("large_request_sending", { reference: "%-door", expected_payloads: 2 }),
  life("rate_limit_hit", { start_date: "2026-03-01", end_date: "2026-03-02", retrying_at: "2026-03-02" }),
  { type: "healthcheck", status: "normal", trend_percentage: 0, sent_webhooks_last_hour: 0 },
  daily(1),
  data("sleep", [nightOf()]),
  data("activity", [{ metadata: dayOf("2026-03-01", { summary_id: "a" }) }]),
  data("body", [{ metadata: dayOf("2026-03-01") }]),
  data("nutrition", [{ metadata: dayOf("2026-03-01") }]),
  data("menstruation", [{ metadata: dayOf("2026-03-01") }]),
  { type: "athlete", user: user(), athlete: { first_name: "Ada" } },
  data("hormone", [{ timestamp: "2026-03-01T08:00:00+00:00", lh_mIU_per_ml: 5 }]),
  data("health_observation", [{ metadata: { summary_id: "o" }, observation_data: { status: 1 } }]),
  data("planned_workout", [{ planned_workout_id: "p" }]),
  { type: "lab_report.completed", event_id: "%", data: { session_id: "%", reference_id: "%" } },
  { type: "lab_report.failed", event_id: "%-2", data: { session_id: "%", error: { code: "internal" } } },
];

const oddities: object[] = [
  {},
  { type: null },
  { type: "of-a-later-year", user: user(), more: { deep: [1, { a: null }] } },
  { type: "daily" },
  data("daily", null),
  data("daily", []),
  data("daily", {}),
  data("daily", [null, 5, "x", []]),
  { type: "daily", user: null, data: [] },
  { type: "daily", user: [], data: "x" },
  { type: 5, user: 5, data: 5 },
];

export const DOOR_CASES: readonly Case[] = [
  caseOf(0, "takes every type of event that Terra sends", { deliveries: everyType.map(taken) }),
  caseOf(0, "takes JSON objects that make no sense: they are safe with it", {
    deliveries: oddities.map(taken),
  }),
  caseOf(0, "takes an event whose type nobody knows, and shows it", {
    deliveries: [{ body: { type: "of-a-later-year", own: "%" } }],
    asked: ends(0, "type", { type: "of-a-later-year" }),
  }),
  caseOf(0, "shows the body of a delivery as it came, to the last space", {
    // By a reference of its own, since there is a limit to how many bodies may be asked for at once.
    deliveries: [{ body: ODD_BYTES, headers: { "terra-reference": "%-bytes" } }],
    asked: {
      query: `{ deliveries(reference: "%-bytes") { nodes { body } } }`,
      wanted: { deliveries: { nodes: [{ body: ODD_BYTES }] } },
    },
  }),
  caseOf(0, "tells operators of the last healthcheck", {
    deliveries: [{ body: { type: "healthcheck", status: "normal", trend_percentage: 0 } }],
    asked: {
      query: "{ ingestStatus { lastHealthcheck { __typename } } }",
      wanted: { ingestStatus: { lastHealthcheck: {} } },
    },
  }),
  caseOf(0, "takes a body whose content type names its character set", {
    deliveries: [
      { body: { type: "healthcheck" }, headers: { "content-type": "application/json; charset=utf-8" } },
    ],
  }),
  caseOf(0, "answers 400 to what is no JSON object", {
    deliveries: ["steps=5", "", "[]", "5", '"text"', "null", "{", '{"type":"daily"'].map((body) => ({
      body,
      answer: 400,
    })),
  }),
  caseOf(0, "answers 415 to content that is not JSON", {
    deliveries: ["text/plain", "application/x-www-form-urlencoded", "application/xml"].map((type) => ({
      body: "{}",
      headers: { "content-type": type },
      answer: 415,
    })),
  }),
  caseOf(0, "answers 413 to a body that says it is a terabyte, without waiting for it", {
    deliveries: [{ body: "{", saysBytes: 1e12, answer: 413 }],
  }),
];

function taken(body: object): Delivery {
  return { body, headers: reference };
}
