import { atOnce, everyOrder, everyOrderTwice, inOrders } from "../arrivals.ts";
import { asleep, at, daily, dailyOf, data, dayOf, nightOf, reauth, user } from "../bodies.ts";
import { type Case, caseOf, type Delivery } from "../case.ts";
import { shows } from "../questions.ts";
import { theSame } from "../the-same.ts";

const steps = (wanted: number) => shows("dailies", "steps", [{ steps: wanted }]);

/** Without the header: the connection's last webhook, so many microseconds after the stamp of 0. */
function afterLast(microseconds: number): { user: object } {
  const fraction = String(microseconds).padStart(6, "0");
  return { user: user({ last_webhook_update: `2026-03-01T00:00:00.${fraction}+00:00` }) };
}

const burned = (calories: number) =>
  data("daily", [dailyOf(7, { calories_data: { total_burned_calories: calories } })]);

export const VERSION_CASES: readonly Case[] = [
  caseOf(1, "a newer statement wins, whatever the order of arrival", {
    deliveries: [100, 300, 200].map((n, index) => ({ body: daily(n), headers: at(index + 1) })),
    arrivals: everyOrder,
    asked: steps(200),
  }),
  caseOf(1, "an older statement that comes again does not come back", {
    deliveries: [100, 300, 200].map((n, index) => ({ body: daily(n), headers: at(index + 1) })),
    arrivals: everyOrderTwice,
    asked: steps(200),
  }),
  caseOf(1, "of twenty that come at the same moment the newest stands", {
    deliveries: Array.from({ length: 20 }, (_, n) => ({ body: daily(100 - n), headers: at(n) })),
    arrivals: atOnce,
    asked: steps(81),
  }),
  caseOf(1, "Terra's ordering header counts before last_webhook_update", {
    deliveries: [
      { body: daily(1, afterLast(9_000)), headers: at(1) },
      { body: daily(2, afterLast(2_000)), headers: at(2) },
    ],
    arrivals: everyOrder,
    asked: steps(2),
  }),
  caseOf(1, "without the header last_webhook_update is the clock, to the microsecond", {
    deliveries: [
      { body: daily(30, afterLast(1)) },
      { body: daily(20, afterLast(2)) },
      { body: daily(10, afterLast(3)) },
    ],
    arrivals: everyOrder,
    asked: steps(10),
  }),
  caseOf(1, "the header and last_webhook_update are one axis of time", {
    deliveries: [
      { body: daily(1), headers: at(2) },
      { body: daily(2, afterLast(3_000)) },
      { body: daily(3, afterLast(1_000)) },
    ],
    arrivals: everyOrder,
    asked: steps(2),
  }),
  caseOf(1, "without either, occurred_at is the clock", {
    deliveries: [
      { body: daily(2, { occurred_at: "2026-03-01T09:00:00Z" }) },
      { body: daily(1, { occurred_at: "2026-03-01T10:00:00Z" }) },
    ],
    arrivals: everyOrder,
    asked: steps(1),
  }),
  caseOf(1, "a statement without a clock ranks below every one that has a clock", {
    deliveries: [{ body: daily(1), headers: at(0) }, { body: daily(2) }],
    arrivals: everyOrder,
    asked: steps(1),
  }),
  ...lastArrivals(),
  caseOf(1, "with equal clocks the later element of one data stands", {
    deliveries: [{ body: data("daily", [dailyOf(9), dailyOf(3)]), headers: at(1) }],
    asked: steps(3),
  }),
  caseOf(1, "with equal clocks the daily of more steps stands", {
    deliveries: [5, 9, 7].map((n) => ({ body: daily(n), headers: at(1) })),
    arrivals: everyOrder,
    asked: steps(9),
  }),
  caseOf(1, "with equal clocks and steps the daily of more burned calories stands", {
    deliveries: [2000, 2200, 2100].map((n) => ({ body: burned(n), headers: at(1) })),
    arrivals: everyOrder,
    asked: shows("dailies", "totalBurnedCalories", [{ totalBurnedCalories: 2200 }]),
  }),
  caseOf(1, "with all of these equal, the same one stands in every order", {
    deliveries: [100, 200, 300].map((n) => ({ body: data("sleep", [nightOf(asleep(n))]), headers: at(1) })),
    arrivals: everyOrder,
    asked: shows("sleeps", "durationAsleepSeconds", theSame()),
  }),
  caseOf(1, "a new id of the connection is newer than the old one, whatever the clocks say", {
    deliveries: [
      { body: reauth("%-a", "%-b"), headers: at(50) },
      { body: daily(1, { user: user({ user_id: "%-a" }) }), headers: at(99) },
      { body: daily(2, { user: user({ user_id: "%-b" }) }) },
    ],
    arrivals: everyOrder,
    asked: steps(2),
  }),
  caseOf(1, "a newer statement of the same makes no new revision", {
    deliveries: [1, 2, 3].map((n) => ({ body: daily(5), headers: at(n) })),
    arrivals: everyOrder,
    asked: shows("dailies", "steps revision", [{ steps: 5, revision: 1 }]),
  }),
  caseOf(1, "the records of one delivery have versions of their own", {
    deliveries: [
      {
        body: data("daily", [dailyOf(1), { metadata: dayOf("2026-03-02"), distance_data: { steps: 2 } }]),
        headers: at(2),
      },
      { body: data("daily", [dailyOf(8)]), headers: at(1) },
      {
        body: data("daily", [{ metadata: dayOf("2026-03-02"), distance_data: { steps: 9 } }]),
        headers: at(3),
      },
    ],
    arrivals: everyOrder,
    asked: shows("dailies(order: OLDEST_FIRST)", "steps", [{ steps: 1 }, { steps: 9 }]),
  }),
];

// Only here the order matters, so that each order is a case of its own.
function lastArrivals(): Case[] {
  const deliveries: Delivery[] = [5, 9, 7].map((n) => ({ body: daily(n) }));
  return [
    [0, 1, 2],
    [2, 0, 1],
    [1, 2, 0],
  ].map((order) => {
    const last = [5, 9, 7][order.at(-1) ?? 0] ?? 0;
    return caseOf(1, `without any clock the last arrival stands (${last} steps come last)`, {
      deliveries,
      arrivals: inOrders(order),
      asked: steps(last),
    });
  });
}
