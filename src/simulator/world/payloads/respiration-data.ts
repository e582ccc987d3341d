import type { RespirationData } from "../../../terra/payloads/sleep.ts";
import { breathsAt, saturationAt } from "../vital-signs.ts";
import { meanOf, minutesEvery, type Span, samplesAt, timeAt } from "./span.ts";

/** Breaths and oxygen of a sleep, where the provider tells of them at all. */
export function respirationData(span: Span, every: number): RespirationData {
  const { person } = span.account;
  const { length } = span.day;
  const minutes = minutesEvery(span, every);
  const breathsOf = (minute: number): number => breathsAt(person, span.date, minute, length);
  const percentageOf = (minute: number): number => saturationAt(person, span.date, minute, length);
  const breaths = minutes.map(breathsOf);
  const isTold = minutes.length > 0;
  const start_time = isTold ? timeAt(span, span.from) : null;
  const end_time = isTold ? timeAt(span, span.until) : null;
  return {
    breaths_data: {
      avg_breaths_per_min: meanOf(breaths),
      max_breaths_per_min: isTold ? Math.max(...breaths) : null,
      min_breaths_per_min: isTold ? Math.min(...breaths) : null,
      on_demand_reading: isTold ? false : null,
      samples: samplesAt(span, minutes, (timestamp, at) => ({ timestamp, breaths_per_min: breathsOf(at) })),
      start_time,
      end_time,
    },
    oxygen_saturation_data: {
      avg_saturation_percentage: meanOf(minutes.map(percentageOf)),
      end_time,
      samples: samplesAt(span, minutes, (timestamp, at) => ({
        timestamp,
        percentage: percentageOf(at),
        type: 0,
      })),
      start_time,
    },
    snoring_data: {
      start_time: null,
      end_time: null,
      num_snoring_events: null,
      samples: [],
      total_snoring_duration_seconds: null,
    },
  };
}
