import type { DistanceSample, ElevationSample, FloorsSample, LevelSample, StepSample } from "./samples.ts";
import type {
  ActiveDurationsData,
  CaloriesData,
  Contributors,
  DayMetadata,
  DeviceData,
  ElevationSummary,
  HeartRateData,
  MetData,
  OxygenData,
  SwimmingSummary,
} from "./sections.ts";

export type DistanceDetail = {
  distance_samples: DistanceSample[];
  elevation_samples: ElevationSample[];
  floors_climbed_samples: FloorsSample[];
  step_samples: StepSample[];
};

export type StressData = {
  avg_stress_level: number | null;
  activity_stress_duration_seconds: number | null;
  low_stress_duration_seconds: number | null;
  max_stress_level: number | null;
  medium_stress_duration_seconds: number | null;
  samples: LevelSample[];
  rest_stress_duration_seconds: number | null;
  high_stress_duration_seconds: number | null;
  stress_duration_seconds: number | null;
  stress_rating: number | null;
  body_battery_samples: LevelSample[];
};

export type DailyEnrichment = {
  total_stress_score: number | null;
  stress_contributors: Contributors;
  respiratory_score: number | null;
  respiratory_contributors: Contributors;
  immune_index: number | null;
  immune_contributors: Contributors;
  resilience_score: number | null;
  resilience_contributors: Contributors;
  strain_index: number | null;
  strain_traffic_light: string | null;
  strain_contributors: Contributors;
  total_stress_score_v2: number | null;
  total_stress_score_v2_contributors: Contributors;
};

/** One day of one connection. The same day is sent again, whole, as it grows. */
export type DailyPayload = {
  active_durations_data: ActiveDurationsData;
  calories_data: CaloriesData;
  data_enrichment: DailyEnrichment;
  device_data: DeviceData;
  distance_data: {
    detailed: DistanceDetail;
    distance_meters: number | null;
    elevation: ElevationSummary;
    floors_climbed: number | null;
    steps: number | null;
    swimming: SwimmingSummary;
  };
  heart_rate_data: HeartRateData;
  MET_data: MetData;
  metadata: DayMetadata & { upload_type: number };
  oxygen_data: OxygenData;
  scores: { activity: number | null; recovery: number | null; sleep: number | null };
  strain_data: { strain_level: number | null };
  stress_data: StressData;
  tag_data: { tags: { timestamp: string; tag_name: string; notes: string | null }[] };
};
