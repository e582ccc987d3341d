/** What is wrong with a part of a delivery, and what becomes of the rest. */
import { auth, DAY, daily, dailyOf, data, dayOf, user } from "../bodies.ts";
import { type Case, caseOf } from "../case.ts";
import { ends, shows } from "../questions.ts";

const aDay = `"metadata":{"start_time":"${DAY}T00:00:00+01:00","end_time":"${DAY}T23:59:59+01:00"}`;

/** The bytes of a daily, of which the parts are as they are given. */
function raw(parts: string): string {
  return `{"type":"daily","user":{"user_id":"%","provider":"GARMIN","reference_id":"%"},"data":[{${aDay},${parts}}]}`;
}

const hasNotes = { state: "APPLIED", notes: (notes: unknown) => Array.isArray(notes) && notes.length > 0 };
const applied = (delivery: number) => ends(delivery, "state", { state: "APPLIED" });

const ELEMENT_CASES: readonly Case[] = [
  caseOf(9, "an element without a key fails the delivery by its place, and not its neighbours", {
    deliveries: [{ body: data("daily", [dailyOf(4), { distance_data: { steps: 9 } }]) }],
    asked: [
      ends(0, "state error", { state: "FAILED", error: /data\[1\]/ }),
      shows("dailies", "steps", [{ steps: 4 }]),
    ],
  }),
  caseOf(9, "an element that is no object fails the delivery by its place, and not its neighbours", {
    deliveries: [{ body: data("daily", [null, dailyOf(4)]) }],
    asked: [
      ends(0, "state error", { state: "FAILED", error: /data\[0\]/ }),
      shows("dailies", "steps", [{ steps: 4 }]),
    ],
  }),
  caseOf(9, "data that does not say whose it is, is kept as FAILED", {
    deliveries: [{ body: { type: "daily", data: [dailyOf(4)] } }],
    asked: ends(0, "type state error", { type: "daily", state: "FAILED", error: /./ }),
  }),
  caseOf(9, "data that is null or empty is no failure", {
    deliveries: [{ body: data("daily", null) }, { body: data("sleep", []) }],
    asked: [applied(0), applied(1)],
  }),
];

const VALUE_CASES: readonly Case[] = [
  caseOf(9, "a value that does not fit its field is null, with a note", {
    deliveries: [{ body: data("daily", [dailyOf("many", { calories_data: { total_burned_calories: 7 } })]) }],
    asked: [
      ends(0, "state notes", hasNotes),
      shows("dailies", "steps totalBurnedCalories", [{ steps: null, totalBurnedCalories: 7 }]),
    ],
  }),
  caseOf(9, "6223.0 is a whole number", {
    deliveries: [{ body: raw('"distance_data":{"steps":6223.0}') }],
    asked: shows("dailies", "steps", [{ steps: 6223 }]),
  }),
  caseOf(9, "NaN and Infinity, which Python writes, are read as null", {
    deliveries: [
      { body: raw('"distance_data":{"steps":NaN,"distance_meters":-Infinity},"scores":{"sleep":7}') },
    ],
    asked: shows("dailies", "steps distanceMeters sleepScore", [
      { steps: null, distanceMeters: null, sleepScore: 7 },
    ]),
  }),
  caseOf(9, "nothing is clamped: what Terra sent is what is stored", {
    deliveries: [
      { body: data("daily", [dailyOf(-5, { heart_rate_data: { summary: { max_hr_bpm: 9999.5 } } })]) },
    ],
    asked: shows("dailies", "steps maxHeartRateBpm", [{ steps: -5, maxHeartRateBpm: 9999.5 }]),
  }),
  caseOf(9, "a code that nobody knows is kept as given", {
    deliveries: [{ body: data("activity", [{ metadata: dayOf(DAY, { type: 9876 }) }]) }],
    asked: shows("activities", "activityType activityTypeCode", [
      { activityType: null, activityTypeCode: 9876 },
    ]),
  }),
  caseOf(9, "a code of 0 is a code", {
    deliveries: [{ body: data("activity", [{ metadata: dayOf(DAY, { type: 0 }) }]) }],
    asked: shows("activities", "activityType activityTypeCode", [
      { activityType: "IN_VEHICLE", activityTypeCode: 0 },
    ]),
  }),
  caseOf(9, "leaves that nobody knows do no harm", {
    deliveries: [{ body: { ...data("daily", [dailyOf(3, { later: { deep: [1, { a: "b" }] } })]), more: 1 } }],
    asked: [applied(0), shows("dailies", "steps", [{ steps: 3 }])],
  }),
  caseOf(9, "a key of __proto__ is a leaf like any other", {
    deliveries: [{ body: raw('"__proto__":{"steps":1},"constructor":{"a":1},"distance_data":{"steps":3}') }],
    asked: [applied(0), shows("dailies", "steps", [{ steps: 3 }])],
  }),
  caseOf(9, "a NUL and half a surrogate pair in a text become U+FFFD", {
    deliveries: [{ body: raw('"distance_data":{"steps":3},"device_data":{"name":"a\\u0000b\\ud800c"}') }],
    asked: shows("dailies", "steps deviceName", [{ steps: 3, deviceName: "a\uFFFDb\uFFFDc" }]),
  }),
  caseOf(9, "a NUL in an id makes it nobody's: the delivery is FAILED", {
    deliveries: [{ body: daily(3, { user: user({ user_id: "%\0" }) }) }],
    asked: ends(0, "state", { state: "FAILED" }),
  }),
  caseOf(9, "a body nested a hundred thousand deep is answered, and harms none beside it", {
    deliveries: [
      { body: raw(`"later":${"[".repeat(100_000)}${"]".repeat(100_000)}`) },
      { body: auth() },
      { body: daily(3) },
    ],
    arrivals: () => [[[0, 1, 2]]],
    asked: applied(2),
  }),
];

export const ELEMENT_AND_VALUE_CASES: readonly Case[] = [...ELEMENT_CASES, ...VALUE_CASES];
