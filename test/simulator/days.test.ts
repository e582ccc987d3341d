import { expect, test } from "vitest";
import { historyOf } from "../../src/simulator/days.ts";

const now = Date.parse("2026-03-12T14:30:00Z");

function stretch(options: Partial<Parameters<typeof historyOf>[0]>): string[] {
  const { fromMs, toMs } = historyOf({ days: 2, until: null, live: false, speed: 600, ...options }, now);
  return [fromMs, toMs].map((time) => new Date(time).toISOString().slice(0, 16));
}

test("ends with yesterday, the last whole day", () => {
  expect(stretch({})).toEqual(["2026-03-10T00:00", "2026-03-12T00:00"]);
});

test("leaves the last three days to a live part that has to catch up with now", () => {
  expect(stretch({ live: true })).toEqual(["2026-03-08T00:00", "2026-03-10T00:00"]);
});

test("before a live part in real time, ends now, and today counts as a day", () => {
  expect(stretch({ live: true, speed: 1 })).toEqual(["2026-03-11T00:00", "2026-03-12T14:30"]);
});

test("ends with the day that is asked for, whenever that is asked, live or not", () => {
  const asked = ["2026-02-27T00:00", "2026-03-01T00:00"];
  expect(stretch({ until: "2026-02-28" })).toEqual(asked);
  expect(stretch({ until: "2026-02-28", live: true })).toEqual(asked);
});
