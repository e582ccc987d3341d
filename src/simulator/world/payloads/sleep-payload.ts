import type { SleepEnrichment, SleepPayload } from "../../../terra/payloads/sleep.ts";
import type { Account } from "../account.ts";
import { deviceSleep, type SleepKind, withoutRem } from "../device-sleep.ts";
import { type Night, nightOf } from "../night.ts";
import type { SleepSampling } from "../provider.ts";
import { sleepDebt } from "../rest.ts";
import { round1, round2 } from "../round.ts";
import { uuidFor } from "../uuid-for.ts";
import { loadOf } from "../workout.ts";
import { deviceData } from "./device-data.ts";
import { heartRateData } from "./heart-rate-data.ts";
import { respirationData } from "./respiration-data.ts";
import { sleepDurations } from "./sleep-durations.ts";
import { minutesEvery, type Span, spanOf, timeAt } from "./span.ts";

type Pass = "first" | "final";

const UPLOAD = { automatic: 2, tentative: 3 } as const;

/** A night or a nap. The first pass has neither REM sleep nor scores. */
export function sleepPayload(
  account: Account,
  date: number,
  kind: SleepKind,
  sampling: SleepSampling,
  pass: Pass = "final",
): SleepPayload {
  const seen = deviceSleep(account, date, kind);
  const stretches = pass === "first" ? withoutRem(seen) : seen;
  const span = spanOf(account, date, seen[0]?.start ?? 0, seen.at(-1)?.end ?? 0);
  const night = nightOf(account.person, date);
  const isScored = pass === "final" && kind === "night";
  return {
    data_enrichment: enrichment(account, date, isScored ? night : null),
    device_data: deviceData(account, date, span.until),
    heart_rate_data: heartRateData(span, {
      heartRate: sampling.heartRate,
      hrv: account.connection.provider.name === "APPLE" ? null : "rmssd",
      hrvMinutes: minutesEvery(span, sampling.hrv || 5),
      hasZones: false,
    }),
    metadata: metadataOf(span, kind, pass),
    readiness_data: readinessOf(account, isScored ? night.readiness : null),
    respiration_data: respirationData(span, pass === "final" ? sampling.breaths : 0),
    scores: { sleep: isScored ? night.score : null },
    sleep_durations_data: sleepDurations(span, stretches),
    temperature_data: { delta: isScored ? round2(night.temperatureDelta) : null },
  };
}

function metadataOf(span: Span, kind: SleepKind, pass: Pass): SleepPayload["metadata"] {
  const { terraUserId, clock } = span.account.connection;
  return {
    start_time: timeAt(span, span.from),
    end_time: timeAt(span, span.until),
    is_nap: kind === "nap",
    summary_id: uuidFor(terraUserId, span.date, kind),
    timestamp_localization: clock.localization,
    upload_type: pass === "first" ? UPLOAD.tentative : UPLOAD.automatic,
  };
}

// Of Terra's levels: 1 for the poorest, 6 for the best.
function readinessOf({ connection }: Account, readiness: number | null): SleepPayload["readiness_data"] {
  if (readiness === null || !connection.provider.daily?.scores)
    return { readiness: null, recovery_level: null };
  return { readiness, recovery_level: Math.min(6, Math.max(1, Math.ceil(readiness / 17))) };
}

function enrichment({ person }: Account, date: number, night: Night | null): SleepEnrichment {
  const debt = round1(sleepDebt(person, date));
  return {
    sleep_score: night ? Math.min(100, night.score + 2) : null,
    sleep_contributors: night ? { sleep_debt_hours: debt, hrv: round1(night.hrvMs) } : null,
    readiness_score: night ? night.readiness : null,
    readiness_contributors: night
      ? {
          sleep_debt_hours: debt,
          load: round1(loadOf(person, date - 1)),
          resting_heart_rate: round1(night.restingHeartRate),
        }
      : null,
    sleep_score_v2: null,
    sleep_score_v2_contributors: null,
    respiratory_score_v2: null,
    respiratory_score_v2_contributors: null,
  };
}
