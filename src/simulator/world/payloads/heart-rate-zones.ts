import type { HeartRateZone } from "../../../terra/payloads/sections.ts";
import { reading, type Span } from "./span.ts";

const OTHER = 6;

// Fitbit's zones have words of their own, and come under Terra's code for others.
const FITBIT_ZONES = [
  { zone: OTHER, name: "Out of Range", from: 0, to: 50 },
  { zone: OTHER, name: "Fat Burn", from: 50, to: 70 },
  { zone: OTHER, name: "Cardio", from: 70, to: 85 },
  { zone: OTHER, name: "Peak", from: 85, to: 100 },
];
const ZONES = [
  { zone: 0, name: "Rest", from: 0, to: 50 },
  { zone: 1, name: "Warm Up", from: 50, to: 60 },
  { zone: 2, name: "Easy", from: 60, to: 70 },
  { zone: 3, name: "Aerobic", from: 70, to: 80 },
  { zone: 4, name: "Threshold", from: 80, to: 90 },
  { zone: 5, name: "Maximum", from: 90, to: 100 },
];

/** The time in each zone, by the share of the person's highest heart rate. */
export function heartRateZones(span: Span): HeartRateZone[] {
  const { person, connection } = span.account;
  const zones = connection.provider.name === "FITBIT" ? FITBIT_ZONES : ZONES;
  const seconds = zones.map(() => 0);
  for (let minute = span.from; minute < span.until; minute++) {
    const share = (100 * reading(span, minute, (day) => day.beats)) / person.maxHeartRate;
    const index = zones.findIndex(({ to }) => share < to);
    const zone = index < 0 ? zones.length - 1 : index;
    seconds[zone] = (seconds[zone] ?? 0) + 60;
  }
  return zones.map(({ zone, name, from, to }, index) => ({
    zone,
    start_percentage: from,
    end_percentage: to,
    name,
    duration_seconds: seconds[index] ?? 0,
  }));
}
