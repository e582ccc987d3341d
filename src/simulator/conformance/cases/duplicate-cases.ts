import { everyOrderTwice } from "../arrivals.ts";
import { at, auth, daily, dailyOf, data } from "../bodies.ts";
import { type Case, caseOf } from "../case.ts";
import { ends, shows } from "../questions.ts";

const thrice = () => [[[0], [0], [0]]];

export const DUPLICATE_CASES: readonly Case[] = [
  caseOf(6, "a duplicate is answered as the first was", {
    deliveries: [{ body: daily(5), headers: at(1) }],
    arrivals: thrice,
  }),
  caseOf(6, "the same trace id and bytes again are answered as the first, counted, and change nothing", {
    deliveries: [{ body: daily(5), headers: at(1) }],
    arrivals: thrice,
    asked: [
      ends(0, "state repeats", { state: "APPLIED", repeats: 2 }),
      shows("dailies", "steps revision", [{ steps: 5, revision: 1 }]),
    ],
  }),
  caseOf(6, "three of the same at the same moment are one", {
    deliveries: [{ body: daily(5), headers: at(1) }],
    arrivals: () => [[[0, 0, 0]]],
    asked: [
      ends(0, "state repeats", { state: "APPLIED", repeats: 2 }),
      shows("dailies", "steps revision", [{ steps: 5, revision: 1 }]),
    ],
  }),
  caseOf(6, "without a trace id the bytes alone tell that it is the same", {
    deliveries: [{ body: daily(5), headers: { "x-terra-trace-id": "" } }],
    arrivals: thrice,
    asked: shows("dailies", "steps revision delivery { repeats }", [
      { steps: 5, revision: 1, delivery: { repeats: 2 } },
    ]),
  }),
  caseOf(6, "the same trace id with other bytes is no duplicate", {
    deliveries: [5, 6].map((n) => ({ body: daily(n), headers: { ...at(n), "x-terra-trace-id": "%-trace" } })),
    arrivals: () => [
      [[0], [1]],
      [[1], [0]],
    ],
    asked: shows("dailies", "steps", [{ steps: 6 }]),
  }),
  caseOf(6, "the same bytes under another trace id are a delivery of their own, and change nothing", {
    deliveries: [1, 2].map((n) => ({ body: daily(5), headers: at(n) })),
    asked: [
      ends(1, "repeats state", { repeats: 0, state: "APPLIED" }),
      shows("dailies", "revision", [{ revision: 1 }]),
    ],
  }),
  caseOf(6, "chunks share their reference, and none of them is a duplicate of another", {
    deliveries: ["2026-03-01", "2026-03-02"].map((date, n) => ({
      body: data("daily", [dailyOf(n, { metadata: { start_time: `${date}T00:00:00+01:00` } })]),
      headers: { "terra-reference": "%-backfill", "x-terra-trace-id": `%-backfill:chunk:${n}` },
    })),
    arrivals: everyOrderTwice,
    asked: shows("dailies(order: OLDEST_FIRST)", "steps", [{ steps: 0 }, { steps: 1 }]),
  }),
  caseOf(6, "what failed and comes again is tried again, and not taken for applied", {
    deliveries: [{ body: data("daily", [dailyOf(5), { distance_data: { steps: 6 } }]), headers: at(1) }],
    arrivals: thrice,
    asked: [
      ends(0, "state", { state: "FAILED" }),
      shows("dailies", "steps revision", [{ steps: 5, revision: 1 }]),
    ],
  }),
  caseOf(6, "a whole life twice is that life once", {
    deliveries: [auth(), daily(1), daily(2), daily(3)].map((body, n) => ({ body, headers: at(n) })),
    arrivals: everyOrderTwice,
    asked: shows("dailies", "steps connection { status }", [{ steps: 3, connection: { status: "ACTIVE" } }]),
  }),
];
