import type { SleepDurationsData } from "../../../terra/payloads/sleep.ts";
import { minutesOf, STAGE, type Stretch } from "../sleep-stages.ts";
import { type Span, samplesAt } from "./span.ts";

/** The stages add up to the time asleep, and with the time awake to the time in bed. */
export function sleepDurations(span: Span, stretches: readonly Stretch[]): SleepDurationsData {
  const inBed = span.until - span.from;
  const awake = minutesOf(stretches, STAGE.awake);
  const stages = new Map(stretches.map(({ stage, start }) => [start, stage]));
  return {
    asleep: asleepOf(stretches, inBed - awake),
    awake: awakeOf(stretches, awake),
    hypnogram_samples: samplesAt(span, [...stages.keys()], (timestamp, minute) => ({
      timestamp,
      level: stages.get(minute) ?? STAGE.awake,
    })),
    other: { duration_in_bed_seconds: inBed * 60, duration_unmeasurable_sleep_seconds: 0 },
    sleep_efficiency: efficiencyOf(span, (inBed - awake) / inBed),
  };
}

function asleepOf(stretches: readonly Stretch[], asleep: number): SleepDurationsData["asleep"] {
  return {
    duration_asleep_state_seconds: asleep * 60,
    duration_deep_sleep_state_seconds: minutesOf(stretches, STAGE.deep) * 60,
    duration_light_sleep_state_seconds: minutesOf(stretches, STAGE.light) * 60,
    duration_REM_sleep_state_seconds: minutesOf(stretches, STAGE.rem) * 60,
    num_REM_events: stretches.filter(({ stage }) => stage === STAGE.rem).length,
  };
}

function awakeOf(stretches: readonly Stretch[], awake: number): SleepDurationsData["awake"] {
  const interruptions = stretches.slice(1, -1).filter(({ stage }) => stage === STAGE.awake);
  const long = interruptions.filter(({ start, end }) => end - start >= 5);
  const lengthOf = (part: Stretch | undefined): number => (part ? (part.end - part.start) * 60 : 0);
  const total = (parts: readonly Stretch[]): number => parts.reduce((sum, part) => sum + lengthOf(part), 0);
  return {
    duration_awake_state_seconds: awake * 60,
    duration_long_interruption_seconds: total(long),
    duration_short_interruption_seconds: total(interruptions) - total(long),
    num_out_of_bed_events: long.length,
    num_wakeup_events: interruptions.length,
    sleep_latency_seconds: lengthOf(stretches[0]),
    wake_up_latency_seconds: lengthOf(stretches.at(-1)),
  };
}

// Some providers give a share, others percent.
function efficiencyOf({ account }: Span, share: number): number {
  const isPercent = account.connection.provider.clock === "wall";
  return isPercent ? Math.round(share * 100) : Math.round(share * 1000) / 1000;
}
