import { expect, test } from "vitest";
import { terraClock } from "../../../src/simulator/world/terra-clock.ts";
import { DAY, HOUR, zoneOf } from "../../../src/simulator/world/zone.ts";

const evening = Date.UTC(2026, 6, 14, 18, 30, 5) + 123;

test.each([
  ["offset", 1, "2026-07-15T00:15:05.123000+05:45"],
  ["wall", 1, "2026-07-15T00:15:05.123000+00:00"],
  ["utc", 0, "2026-07-14T18:30:05.123000+00:00"],
] as const)("a time in the style %s has localization %i and is written %s", (style, localization, text) => {
  const clock = terraClock(style, zoneOf("Asia/Kathmandu"));
  expect([clock.localization, clock.text(evening)]).toEqual([localization, text]);
});

test.each([
  ["Europe/Berlin", "2026-03-29", 23],
  ["Europe/Berlin", "2026-10-25", 25],
  ["America/New_York", "2026-11-01", 25],
  ["America/New_York", "2026-11-02", 24],
  ["Asia/Kolkata", "2026-10-25", 24],
])("in %s, %s has %i hours from midnight to midnight", (name, date, hours) => {
  const zone = zoneOf(name);
  const day = Date.parse(date) / DAY;
  expect((zone.midnightOf(day + 1) - zone.midnightOf(day)) / HOUR).toBe(hours);
  const { text } = terraClock("offset", zone);
  expect(Date.parse(text(zone.midnightOf(day)))).toBe(zone.midnightOf(day));
  expect(text(zone.midnightOf(day)).slice(0, 19)).toBe(`${date}T00:00:00`);
  expect(text(zone.midnightOf(day + 1)).slice(10, 19)).toBe("T00:00:00");
});
