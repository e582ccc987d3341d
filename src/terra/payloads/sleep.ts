import type { BreathSample, HypnogramSample, SaturationSample, SnoringSample } from "./samples.ts";
import type { Contributors, DayMetadata, DeviceData, HeartRateData } from "./sections.ts";

export type SleepEnrichment = {
  sleep_score: number | null;
  sleep_contributors: Contributors;
  readiness_score: number | null;
  readiness_contributors: Contributors;
  sleep_score_v2: number | null;
  sleep_score_v2_contributors: Contributors;
  respiratory_score_v2: number | null;
  respiratory_score_v2_contributors: Contributors;
};

export type RespirationData = {
  breaths_data: {
    avg_breaths_per_min: number | null;
    max_breaths_per_min: number | null;
    min_breaths_per_min: number | null;
    on_demand_reading: boolean | null;
    samples: BreathSample[];
    start_time: string | null;
    end_time: string | null;
  };
  oxygen_saturation_data: {
    avg_saturation_percentage: number | null;
    end_time: string | null;
    samples: SaturationSample[];
    start_time: string | null;
  };
  snoring_data: {
    start_time: string | null;
    end_time: string | null;
    num_snoring_events: number | null;
    samples: SnoringSample[];
    total_snoring_duration_seconds: number | null;
  };
};

export type SleepDurationsData = {
  asleep: {
    duration_asleep_state_seconds: number | null;
    duration_deep_sleep_state_seconds: number | null;
    duration_light_sleep_state_seconds: number | null;
    duration_REM_sleep_state_seconds: number | null;
    num_REM_events: number | null;
  };
  awake: {
    duration_awake_state_seconds: number | null;
    duration_long_interruption_seconds: number | null;
    duration_short_interruption_seconds: number | null;
    num_out_of_bed_events: number | null;
    num_wakeup_events: number | null;
    sleep_latency_seconds: number | null;
    wake_up_latency_seconds: number | null;
  };
  hypnogram_samples: HypnogramSample[];
  other: {
    duration_in_bed_seconds: number | null;
    duration_unmeasurable_sleep_seconds: number | null;
  };
  sleep_efficiency: number | null;
};

/** One night or nap. Garmin's comes twice, first tentative and then final, under one summary_id. */
export type SleepPayload = {
  data_enrichment: SleepEnrichment;
  device_data: DeviceData;
  heart_rate_data: HeartRateData;
  metadata: DayMetadata & { is_nap: boolean; summary_id: string; upload_type: number };
  readiness_data: { readiness: number | null; recovery_level: number | null };
  respiration_data: RespirationData;
  scores: { sleep: number | null };
  sleep_durations_data: SleepDurationsData;
  temperature_data: { delta: number | null };
};
