/** Days hang together: what happens to a simulated person shows in the hours and days after it. */
import { describe, expect, test } from "vitest";
import type { SimulatedDelivery } from "../../../src/simulator/world/simulated-delivery.ts";
import type { DailyPayload } from "../../../src/terra/payloads/daily.ts";
import { DAY, deliveriesOf, lastOf, NOVEMBER, payloadsOf, sightingsOf, worldOf } from "./bodies.ts";

const HALF_A_YEAR = 180;
const RUNNING = 8;
const START = NOVEMBER - HALF_A_YEAR * DAY;

function providedBy(deliveries: readonly SimulatedDelivery[], provider: string): SimulatedDelivery[] {
  return deliveries.filter((delivery) => delivery.provider === provider);
}

describe("half a year of a woman with a watch, a ring and a scale", () => {
  const deliveries = deliveriesOf(worldOf(1, 1, false), START, HALF_A_YEAR);
  const nights = new Map(
    lastOf(sightingsOf(providedBy(deliveries, "GARMIN"), "sleep"))
      .filter(({ metadata }) => !metadata.is_nap)
      .map((night) => [night.metadata.end_time.slice(0, 10), night]),
  );
  const days = lastOf(sightingsOf(providedBy(deliveries, "GARMIN"), "daily")).filter(isWhole);

  test("has worse days after short nights", () => {
    const hours = (day: DailyPayload): number =>
      (nights.get(dateOf(day))?.sleep_durations_data.asleep.duration_asleep_state_seconds ?? Number.NaN) /
      3600;
    const usual = mean(days.map(hours).filter((value) => value > 0));
    const short = days.filter((day) => hours(day) < usual - 1);
    const long = days.filter((day) => hours(day) >= usual);
    expect(short.length).toBeGreaterThan(12);
    const more = (of: (day: DailyPayload) => number): number => mean(short.map(of)) - mean(long.map(of));
    expect(more((day) => day.heart_rate_data.summary.resting_hr_bpm ?? 0)).toBeGreaterThan(2.5);
    expect(more((day) => day.distance_data.steps ?? 0)).toBeLessThan(-800);
    expect(more((day) => nights.get(dateOf(day))?.heart_rate_data.summary.avg_hrv_rmssd ?? 0)).toBeLessThan(
      -6,
    );
    expect(more((day) => nights.get(dateOf(day))?.scores.sleep ?? 0)).toBeLessThan(-12);
  });

  test("is measured by two devices that agree but for a little", () => {
    const ring = new Map(
      lastOf(sightingsOf(providedBy(deliveries, "OURA"), "daily"))
        .filter(isWhole)
        .map((day) => [dateOf(day), day.distance_data.steps ?? 0]),
    );
    const shares = days.map((day) => (ring.get(dateOf(day)) ?? Number.NaN) / (day.distance_data.steps ?? 0));
    const known = shares.filter((share) => share > 0);
    expect(known.length).toBeGreaterThan(HALF_A_YEAR - 5);
    for (const share of known) expect(Math.abs(share - 1)).toBeLessThan(0.07);
    expect(known.some((share) => share !== 1)).toBe(true);
  });

  test("goes through cycles day by day, with a period at the start of each", () => {
    const told = deliveries.flatMap((delivery) => payloadsOf(delivery, "menstruation"));
    expect(told.length).toBeGreaterThan(HALF_A_YEAR - 3);
    for (const [index, { menstruation_data: day }] of told.slice(1).entries()) {
      const before = told[index]?.menstruation_data;
      const isNext = day.day_in_cycle === (before?.day_in_cycle ?? 0) + 1;
      const isFirst = day.day_in_cycle === 1 && before?.day_in_cycle === before?.cycle_length_days;
      expect(isNext || isFirst).toBe(true);
      expect(day.current_phase === 1).toBe((day.day_in_cycle ?? 0) <= (day.period_length_days ?? 0));
      expect((day.menstruation_flow[0]?.flow ?? 0) > 1).toBe(day.current_phase === 1);
    }
  });

  test("has a weight that drifts slowly", () => {
    const weights = lastOf(sightingsOf(deliveries, "body")).map(
      (body) => body.measurements_data.day_avg_weight_kg ?? 0,
    );
    for (const [index, weight] of weights.slice(1).entries()) {
      expect(Math.abs(weight - (weights[index] ?? 0))).toBeLessThan(2);
    }
    expect(Math.max(...weights) - Math.min(...weights)).toBeGreaterThan(1);
  });
});

test("runs are in the heart rate and the steps of their day", () => {
  const deliveries = deliveriesOf(worldOf(1, 3), NOVEMBER - 30 * DAY, 30);
  const days = new Map(
    sightingsOf(deliveries, "daily")
      .filter(({ payload }) => isWhole(payload) && payload.heart_rate_data.detailed.hr_samples.length > 0)
      .map(({ delivery, payload }) => [`${delivery.terraUserId} ${dateOf(payload)}`, payload]),
  );
  const runs = sightingsOf(deliveries, "activity").flatMap(({ delivery, payload }) => {
    const day = days.get(`${delivery.terraUserId} ${dateOf(payload)}`);
    return day && payload.metadata.type === RUNNING ? [{ run: payload, day }] : [];
  });
  expect(runs.length).toBeGreaterThan(5);
  for (const { run, day } of runs) {
    const { start_time, end_time } = run.metadata;
    const during = day.heart_rate_data.detailed.hr_samples.filter(
      ({ timestamp }) => timestamp > start_time && timestamp < end_time,
    );
    const resting = day.heart_rate_data.summary.resting_hr_bpm ?? 0;
    expect(mean(during.map(({ bpm }) => bpm))).toBeGreaterThan(resting + 45);
    expect(day.distance_data.steps).toBeGreaterThan(run.distance_data.summary.steps ?? Number.NaN);
    const minutes = (Date.parse(end_time) - Date.parse(start_time)) / 60_000;
    expect(run.distance_data.summary.steps).toBeGreaterThan(120 * minutes);
  }
});

test("glucose rises after meals", () => {
  const deliveries = deliveriesOf(worldOf(1, 2), NOVEMBER - 6 * DAY, 6);
  const readings = lastOf(sightingsOf(deliveries, "body")).flatMap(
    ({ glucose_data }) => glucose_data.detailed_blood_glucose_samples,
  );
  const at = new Map(
    readings.map((reading) => [Date.parse(reading.timestamp), reading.blood_glucose_mg_per_dL]),
  );
  // The diary's times are the wall clock of Kathmandu, the sensor's are UTC.
  const meals = lastOf(sightingsOf(deliveries, "nutrition"))
    .flatMap(({ meals }) => meals)
    .filter(({ macros }) => (macros.net_carbohydrates_g ?? 0) > 35)
    .map(({ timestamp }) => Date.parse(timestamp) - 5.75 * 3_600_000);
  const rises = meals.map((time) => {
    const before = Math.floor(time / 300_000) * 300_000;
    return (at.get(before + 45 * 60_000) ?? Number.NaN) - (at.get(before) ?? Number.NaN);
  });
  const known = rises.filter((rise) => !Number.isNaN(rise));
  expect(known.length).toBeGreaterThan(8);
  expect(mean(known)).toBeGreaterThan(20);
});

// Terra's own scores are worked out of whole days.
function isWhole({ data_enrichment }: DailyPayload): boolean {
  return data_enrichment.total_stress_score !== null;
}

function dateOf({ metadata }: { metadata: { start_time: string } }): string {
  return metadata.start_time.slice(0, 10);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
