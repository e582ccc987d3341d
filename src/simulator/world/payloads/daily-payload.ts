import type { DailyPayload } from "../../../terra/payloads/daily.ts";
import type { MetData, OxygenData } from "../../../terra/payloads/sections.ts";
import type { Account } from "../account.ts";
import { deviceDayOf, isAsleep } from "../device-day.ts";
import type { DailySampling } from "../provider.ts";
import { round1 } from "../round.ts";
import { saturationAt, vo2MaxOf } from "../vital-signs.ts";
import { activeDurations } from "./active-durations.ts";
import { dailyEnrichment, dailyScores, strainOf } from "./daily-scores.ts";
import { dayMetadata } from "./day-metadata.ts";
import { deviceData } from "./device-data.ts";
import { noElevation, noMets, noOxygen, noSwimming } from "./empty-sections.ts";
import { heartRateData } from "./heart-rate-data.ts";
import { meanOf, minutesEvery, reading, type Span, samplesAt, spanOf } from "./span.ts";
import { stressData } from "./stress-data.ts";
import { caloriesData, distanceDetail, totalOf } from "./totals.ts";

/** A day up to a minute of it, all of it where none is given: then with the scores that only a whole day has. */
export function dailyPayload(
  account: Account,
  date: number,
  sampling: DailySampling,
  until?: number,
): DailyPayload {
  const day = deviceDayOf(account, date);
  const span = spanOf(account, date, 0, until ?? day.length);
  const isWhole = until === undefined;
  return {
    active_durations_data: activeDurations(span, sampling.activityLevels),
    calories_data: caloriesData(span, sampling.calories),
    data_enrichment: dailyEnrichment(account, date, isWhole),
    device_data: deviceData(account, date, span.until),
    distance_data: distanceOf(span, sampling),
    heart_rate_data: heartRateData(span, {
      heartRate: sampling.heartRate,
      hrv: sampling.hrv,
      hrvMinutes: hrvMinutesOf(span, sampling.hrv),
      hasZones: true,
    }),
    MET_data: sampling.mets === 0 ? noMets() : metData(span, sampling.mets),
    metadata: { ...dayMetadata(account, date), upload_type: 1 },
    oxygen_data: oxygenData(span, sampling.saturation),
    scores: dailyScores(account, date, sampling.scores, isWhole),
    strain_data: { strain_level: sampling.scores === "recovery" ? strainOf(span) : null },
    stress_data: stressData(span, sampling.stress),
    tag_data: { tags: [] },
  };
}

function distanceOf(span: Span, sampling: DailySampling): DailyPayload["distance_data"] {
  const hasSteps = sampling.scores !== "recovery";
  return {
    detailed: distanceDetail(span, sampling.steps),
    distance_meters: hasSteps ? totalOf(span, ({ meters }) => meters) : null,
    elevation: noElevation(),
    floors_climbed: sampling.steps > 0 ? totalOf(span, ({ floors }) => floors) : null,
    steps: hasSteps ? totalOf(span, ({ steps }) => steps) : null,
    swimming: noSwimming(),
  };
}

// Rings and bands measure it asleep, Apple's watch now and then.
function hrvMinutesOf(span: Span, hrv: DailySampling["hrv"]): number[] {
  if (hrv === "sdnn") return minutesEvery(span, 120);
  return minutesEvery(span, 5).filter((minute) => isAsleep(span.day.stage[minute]));
}

// Oura's samples run to the end of the day, with a level of rest where it has measured nothing yet; its minutes are
// multiplied by the level.
function metData(span: Span, every: number): MetData {
  const isOura = span.account.connection.provider.name === "OURA";
  const level = (minute: number): number =>
    minute < span.until ? round1(reading(span, minute, ({ met }) => met)) : 0.9;
  const until = isOura ? span.day.length : span.until;
  const levels = minutesEvery(span, 1).map(level);
  const total = (low: number, high: number): number =>
    Math.round(levels.reduce((sum, met) => sum + (met >= low && met < high ? (isOura ? met : 1) : 0), 0));
  return {
    MET_samples: samplesAt(span, minutesEvery({ ...span, until }, every), (timestamp, minute) => ({
      timestamp,
      level: level(minute),
    })),
    avg_level: meanOf(levels),
    num_high_intensity_minutes: total(6, 100),
    num_inactive_minutes: total(0, 1.6),
    num_low_intensity_minutes: total(1.6, 3),
    num_moderate_intensity_minutes: total(3, 6),
  };
}

function oxygenData(span: Span, every: number): OxygenData {
  const { person } = span.account;
  const { stage, length } = span.day;
  const minutes = minutesEvery(span, every).filter((minute) => isAsleep(stage[minute]));
  const percentage = (minute: number): number => saturationAt(person, span.date, minute, length);
  return {
    ...noOxygen(),
    avg_saturation_percentage: meanOf(minutes.map(percentage)),
    saturation_samples: samplesAt(span, minutes, (timestamp, minute) => ({
      timestamp,
      percentage: percentage(minute),
      type: 0,
    })),
    vo2max_ml_per_min_per_kg: every > 0 ? vo2MaxOf(person, span.date) : null,
  };
}
