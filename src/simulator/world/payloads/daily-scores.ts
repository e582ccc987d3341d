import type { DailyEnrichment, DailyPayload } from "../../../terra/payloads/daily.ts";
import type { Account } from "../account.ts";
import { nightOf } from "../night.ts";
import type { DailySampling } from "../provider.ts";
import { sleepDebt } from "../rest.ts";
import { round1 } from "../round.ts";
import { loadOf } from "../workout.ts";
import { reading, type Span } from "./span.ts";

/** The provider's own scores: of the night from the morning on, of the day's activity when it is over. */
export function dailyScores(
  { person }: Account,
  date: number,
  kind: DailySampling["scores"],
  isWhole: boolean,
): DailyPayload["scores"] {
  if (kind === null) return { activity: null, recovery: null, sleep: null };
  const { score, readiness } = nightOf(person, date);
  const activity = Math.round(
    bounded(62 + 18 * loadOf(person, date) - 6 * Math.max(0, sleepDebt(person, date))),
  );
  return { activity: isWhole && kind === "readiness" ? activity : null, recovery: readiness, sleep: score };
}

/** Terra's own scores, which it works out of whole days. */
export function dailyEnrichment({ person }: Account, date: number, isWhole: boolean): DailyEnrichment {
  const { score, breathsPerMinute, readiness } = nightOf(person, date);
  const load = loadOf(person, date);
  const stress = Math.round(bounded(100 - (score + readiness) / 2));
  const of = <Value>(value: Value): Value | null => (isWhole ? value : null);
  return {
    total_stress_score: of(stress),
    stress_contributors: of({
      sleep: round1((100 - score) / 100),
      resting_heart_rate: round1((100 - readiness) / 100),
    }),
    respiratory_score: of(Math.round(bounded(96 - 4 * Math.abs(breathsPerMinute - 14)))),
    respiratory_contributors: of({ breaths_per_minute: round1(breathsPerMinute) }),
    immune_index: null,
    immune_contributors: null,
    resilience_score: of(Math.round(bounded(readiness - 4 * load))),
    resilience_contributors: of({ readiness, load: round1(load) }),
    strain_index: of(round1(Math.min(21, 4 + 7 * load))),
    strain_traffic_light: of(load > 1.6 ? "RED" : load > 0.8 ? "YELLOW" : "GREEN"),
    strain_contributors: of({ load: round1(load) }),
    total_stress_score_v2: null,
    total_stress_score_v2_contributors: null,
  };
}

/** Whoop's strain, 0 to 21: every minute above rest adds to it, the later the less. */
export function strainOf(span: Span): number {
  const { restingHeartRate } = span.day;
  const reserve = span.account.person.maxHeartRate - restingHeartRate;
  let sum = 0;
  for (let minute = span.from; minute < span.until; minute++) {
    const share = (reading(span, minute, ({ beats }) => beats) - restingHeartRate) / reserve;
    sum += Math.max(0, share - 0.1) ** 1.6;
  }
  return round1(21 * (1 - Math.exp(-sum / 38)));
}

function bounded(value: number): number {
  return Math.min(100, Math.max(1, value));
}
