import type { HeartRateData } from "../../../terra/payloads/sections.ts";
import { round1 } from "../round.ts";
import { hrvAt } from "../vital-signs.ts";
import { heartRateZones } from "./heart-rate-zones.ts";
import { meanOf, minutesEvery, reading, type Span, samplesAt } from "./span.ts";

type Sampling = {
  /** Minutes between samples; 0 for a summary alone. */
  heartRate: number;
  hrv: "rmssd" | "sdnn" | null;
  hrvMinutes: readonly number[];
  hasZones: boolean;
};

/** The summary is that of the samples: the lowest, the highest and the mean of them. */
export function heartRateData(span: Span, { heartRate, hrv, hrvMinutes, hasZones }: Sampling): HeartRateData {
  const { person, connection } = span.account;
  const { restingHeartRate, length } = span.day;
  const minutes = minutesEvery(span, heartRate || 1);
  const beats = minutes.map((minute) => reading(span, minute, (day) => day.beats));
  const hrvOf = (minute: number): number => {
    const stage = reading(span, minute, (day) => day.stage);
    return round1(connection.device.hrvFactor * hrvAt(person, span.date, minute, stage, length));
  };
  const sdnnOf = (minute: number): number => round1(1.2 * hrvOf(minute));
  const rmssd = hrv === "rmssd" ? hrvMinutes : [];
  const sdnn = hrv === "sdnn" ? hrvMinutes : [];
  return {
    detailed: {
      hr_samples: samplesAt(span, heartRate ? minutes : [], (timestamp, minute) => ({
        timestamp,
        bpm: reading(span, minute, (day) => day.beats),
        timer_duration_seconds: null,
        context: reading(span, minute, (day) => day.met) >= 3 ? 1 : 2,
      })),
      hrv_samples_rmssd: samplesAt(span, rmssd, (timestamp, at) => ({ timestamp, hrv_rmssd: hrvOf(at) })),
      hrv_samples_sdnn: samplesAt(span, sdnn, (timestamp, at) => ({ timestamp, hrv_sdnn: sdnnOf(at) })),
    },
    summary: {
      avg_hr_bpm: meanOf(beats),
      avg_hrv_rmssd: meanOf(rmssd.map(hrvOf)),
      avg_hrv_sdnn: meanOf(sdnn.map(sdnnOf)),
      hr_zone_data: hasZones ? heartRateZones(span) : [],
      max_hr_bpm: Math.max(...beats),
      min_hr_bpm: Math.min(...beats),
      resting_hr_bpm: restingHeartRate,
      user_max_hr_bpm: person.maxHeartRate,
    },
  };
}
