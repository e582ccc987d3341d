import { everyOrder, everyOrderTwice, inOrders } from "../arrivals.ts";
import { at, daily, data, dayOf, life } from "../bodies.ts";
import { type Case, caseOf, type Delivery } from "../case.ts";
import { connects, shows, transferred } from "../questions.ts";

const reference = { "terra-reference": "%" };

function about(type: string, more: Record<string, unknown>, n: number): Delivery {
  return { body: life(type, more), headers: { ...reference, ...at(n) } };
}

const processing = about("large_request_processing", { status: "processing", reference: "%" }, 0);
const sending = (expected_payloads: number | null, n = 1) =>
  about("large_request_sending", { reference: "%", expected_payloads }, n);
const rateLimited = about(
  "rate_limit_hit",
  { start_date: "2026-03-01", end_date: "2026-03-03", retrying_at: "2099-01-01T00:00:00+00:00" },
  2,
);

/** The chunk of that number: a day of its own. */
function chunk(number: number, headers: Record<string, string> = {}): Delivery {
  const day = { metadata: dayOf(`2026-03-0${number}`), distance_data: { steps: number } };
  const trace = { "x-terra-trace-id": `%-request:chunk:${number}` };
  return { body: data("daily", [day]), headers: { ...reference, ...trace, ...at(10 + number), ...headers } };
}

const state = "status expectedPayloads receivedPayloads";

export const TRANSFER_CASES: readonly Case[] = [
  caseOf(7, "large_request_processing opens a transfer", {
    deliveries: [processing],
    asked: transferred(state, { status: "PROCESSING", expectedPayloads: null, receivedPayloads: 0 }),
  }),
  caseOf(7, "large_request_sending says how many payloads will come", {
    deliveries: [processing, sending(3)],
    arrivals: everyOrder,
    asked: transferred(state, { status: "SENDING", expectedPayloads: 3, receivedPayloads: 0 }),
  }),
  caseOf(7, "payloads are counted as they come", {
    deliveries: [processing, sending(3), chunk(1), chunk(2)],
    arrivals: everyOrder,
    asked: transferred(state, { status: "SENDING", expectedPayloads: 3, receivedPayloads: 2 }),
  }),
  caseOf(7, "it is COMPLETE when all have come, though the chunks come first", {
    deliveries: [sending(3), chunk(1), chunk(2), chunk(3)],
    arrivals: everyOrder,
    asked: [
      transferred(state, { status: "COMPLETE", expectedPayloads: 3, receivedPayloads: 3 }),
      shows("dailies(order: OLDEST_FIRST)", "steps", [{ steps: 1 }, { steps: 2 }, { steps: 3 }]),
    ],
  }),
  caseOf(7, "a chunk that comes twice counts once", {
    deliveries: [processing, sending(3), chunk(1), chunk(2)],
    arrivals: everyOrderTwice,
    asked: transferred(state, { status: "SENDING", expectedPayloads: 3, receivedPayloads: 2 }),
  }),
  caseOf(7, "a chunk that comes again with another body counts once, by its number", {
    deliveries: [sending(2), chunk(1), { ...chunk(1), body: daily(99) }],
    arrivals: everyOrder,
    asked: transferred(state, { status: "SENDING", expectedPayloads: 2, receivedPayloads: 1 }),
  }),
  caseOf(7, "payloads without a chunk's number are told apart by their bodies", {
    deliveries: [
      sending(2),
      { ...chunk(1), headers: { ...reference, ...at(11) } },
      { ...chunk(2), headers: { ...reference, ...at(12) } },
    ],
    arrivals: everyOrderTwice,
    asked: transferred(state, { status: "COMPLETE", expectedPayloads: 2, receivedPayloads: 2 }),
  }),
  caseOf(7, "a reference that ends with the chunk's number is that of the request", {
    deliveries: [
      sending(2),
      chunk(1, { "terra-reference": "%:chunk:1", "x-terra-trace-id": "%-one" }),
      chunk(2, { "terra-reference": "%:chunk:2", "x-terra-trace-id": "%-two" }),
    ],
    arrivals: everyOrder,
    asked: transferred(state, { status: "COMPLETE", expectedPayloads: 2, receivedPayloads: 2 }),
  }),
  caseOf(7, "COMPLETE never goes back, whatever comes afterwards", {
    deliveries: [sending(1), chunk(1), processing, rateLimited],
    arrivals: inOrders([0, 1, 2, 3], [1, 0, 3, 2], [0, 1, 3, 0, 2]),
    asked: transferred(state, { status: "COMPLETE", expectedPayloads: 1, receivedPayloads: 1 }),
  }),
  caseOf(7, "without an expected number, as of Garmin, it is SENDING until it is quiet", {
    deliveries: [processing, sending(null), chunk(1)],
    arrivals: everyOrder,
    asked: transferred(state, { status: "SENDING", expectedPayloads: null, receivedPayloads: 1 }),
  }),
  caseOf(7, "rate_limit_hit opens a transfer by its header, and says when Terra tries again", {
    deliveries: [rateLimited],
    asked: transferred("status retryAt", {
      status: "RATE_LIMITED",
      retryAt: (text: unknown) => Date.parse(String(text)) === Date.UTC(2099, 0, 1),
    }),
  }),
  caseOf(7, "an ordinary event with a reference opens none", {
    deliveries: [{ body: daily(1), headers: reference }],
    asked: transferred(state, null),
  }),
  caseOf(7, "a connection shows its transfers", {
    deliveries: [processing, chunk(1)],
    asked: connects("transfers { nodes { reference } }", [{ transfers: { nodes: [{ reference: "%" }] } }]),
  }),
];
