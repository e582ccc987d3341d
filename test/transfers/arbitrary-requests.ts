/** What Terra may say and send for a few large requests, in the order in which it said it. */
import fc from "fast-check";
import type { HistoryDelivery } from "../webhook/arbitrary-history.ts";

type Said =
  | { kind: "processing" }
  | { kind: "sending"; expected: number | null }
  | { kind: "rateLimit"; retryAt: string | null; startDate: string }
  /** Without a number it is told by its bytes. A link is what is sent where payloads are to be fetched. */
  | { kind: "chunk" | "link"; number: number | null; content: number };
type Step = { request: number; namesUser: boolean; said: Said };

/** Each delivery has a later clock than the one before: the header's, or where Terra sends none the user's. */
export function arbitraryRequests(): fc.Arbitrary<HistoryDelivery[]> {
  const step = fc.record({ request: fc.nat(2), namesUser: fc.boolean(), said: said() });
  return fc
    .tuple(fc.array(step, { minLength: 1, maxLength: 14 }), fc.boolean())
    .map(([steps, isStamped]) => steps.map((one, place) => deliveryOf(one, place, isStamped)));
}

function said(): fc.Arbitrary<Said> {
  const payload = fc.record({
    kind: fc.constantFrom("chunk" as const, "chunk" as const, "link" as const),
    number: fc.option(fc.integer({ min: 1, max: 3 })),
    content: fc.nat(2),
  });
  const rateLimit = fc.record({
    kind: fc.constant("rateLimit" as const),
    retryAt: fc.constantFrom(null, "2126-01-01T00:00:00Z", "2126-01-01T08:00:00+02:00"),
    startDate: fc.constantFrom("2025-01-01", "2025-02-01"),
  });
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<Said>({ kind: "processing" }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("sending" as const),
        expected: fc.option(fc.nat(4), { freq: 4 }),
      }),
    },
    { weight: 1, arbitrary: rateLimit },
    { weight: 6, arbitrary: payload },
  );
}

function deliveryOf({ request, namesUser, said }: Step, place: number, isStamped: boolean): HistoryDelivery {
  const micros = 1_770_000_000_000 + place * 1_000;
  const user = {
    user_id: `%account${request % 2}`,
    provider: "GARMIN",
    last_webhook_update: isStamped ? null : new Date(micros).toISOString(),
  };
  const reference = `%request${request}`;
  const stamp = isStamped ? { "x-terra-ordering-timestamp": String(micros) } : {};
  const headers = { ...stamp, "terra-reference": reference, "x-terra-trace-id": `%trace${place}` };
  // Without the header, what names no user has no clock.
  const named = namesUser || !isStamped ? { user } : {};
  switch (said.kind) {
    case "processing":
      return { body: { type: "large_request_processing", ...named }, headers };
    case "sending":
      return {
        body: { type: "large_request_sending", ...named, expected_payloads: said.expected, reference },
        headers,
      };
    case "rateLimit": {
      const { retryAt: retrying_at, startDate: start_date } = said;
      return { body: { type: "rate_limit_hit", ...named, retrying_at, start_date }, headers };
    }
    case "link":
      return {
        body: { type: "s3_payload", url: `https://127.0.0.1/${said.content}` },
        headers: numbered(headers, said),
      };
    case "chunk":
      return { body: { type: "daily", user, data: [dayOf(said.content)] }, headers: numbered(headers, said) };
  }
}

function numbered(headers: HistoryDelivery["headers"], { number }: { number: number | null }) {
  const traceId = headers["x-terra-trace-id"] ?? "";
  return number === null ? headers : { ...headers, "x-terra-trace-id": `${traceId}:chunk:${number}` };
}

function dayOf(steps: number) {
  const metadata = { start_time: "2026-03-01T00:00:00Z", end_time: "2026-03-02T00:00:00Z" };
  return { metadata, distance_data: { steps } };
}
