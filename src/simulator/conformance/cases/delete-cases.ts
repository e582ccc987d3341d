import { everyOrder, everyOrderTwice } from "../arrivals.ts";
import { asleep, at, DAY, data, dayOf, nightOf } from "../bodies.ts";
import { type Case, caseOf, type Delivery } from "../case.ts";
import { shows } from "../questions.ts";

const upload = (type: string, upload_type: number, n: number): Delivery => ({
  body: data(type, [{ metadata: dayOf(DAY, { summary_id: "a", upload_type }), ...stepsOf(type, n) }]),
  headers: at(n),
});

function stepsOf(type: string, steps: number): object {
  return { distance_data: type === "daily" ? { steps } : { summary: { steps } } };
}

const observation = (status: number, n: number): Delivery => ({
  body: data("health_observation", [
    { metadata: dayOf(DAY, { summary_id: "o" }), observation_data: { status, observation_type: "cough" } },
  ]),
  headers: at(n),
});

const DELETE = 4;
const ENTERED_IN_ERROR = 3;

export const DELETE_CASES: readonly Case[] = [
  ...(["activity", "daily"] as const).flatMap((type) => {
    const list = { activity: "activities", daily: "dailies" }[type];
    return [
      caseOf(8, `an upload type of delete takes the ${type} away, and older versions do not bring it back`, {
        deliveries: [upload(type, 1, 1), upload(type, 1, 2), upload(type, DELETE, 3)],
        arrivals: everyOrderTwice,
        asked: shows(list, "steps", []),
      }),
      caseOf(8, `a newer version after the delete brings the ${type} back`, {
        deliveries: [upload(type, 1, 1), upload(type, DELETE, 2), upload(type, 1, 3)],
        arrivals: everyOrder,
        asked: shows(list, "steps", [{ steps: 3 }]),
      }),
    ];
  }),
  caseOf(8, "what is deleted before it was ever told of is not there", {
    deliveries: [upload("activity", DELETE, 1)],
    asked: shows("healthRecords", "id", []),
  }),
  caseOf(8, "a delete takes its own record alone", {
    deliveries: [
      upload("activity", DELETE, 2),
      { body: data("activity", [{ metadata: dayOf(DAY, { summary_id: "b" }) }]), headers: at(1) },
    ],
    arrivals: everyOrder,
    asked: shows("activities", "summaryId", [{ summaryId: "b" }]),
  }),
  caseOf(8, "a sleep's upload type of 4 is no delete: sleep has an enumeration of its own", {
    deliveries: [{ body: data("sleep", [nightOf(asleep(5), { upload_type: 4 })]), headers: at(1) }],
    asked: shows("sleeps", "durationAsleepSeconds", [{ durationAsleepSeconds: 5 }]),
  }),
  caseOf(8, "a health observation that was entered in error is taken away", {
    deliveries: [observation(1, 1), observation(ENTERED_IN_ERROR, 2)],
    arrivals: everyOrderTwice,
    asked: shows("healthObservations", "id", []),
  }),
  caseOf(8, "and comes back with a newer version that is not", {
    deliveries: [observation(1, 1), observation(ENTERED_IN_ERROR, 2), observation(2, 3)],
    arrivals: everyOrder,
    asked: shows("healthObservations", "observationType", [{ observationType: "cough" }]),
  }),
];
