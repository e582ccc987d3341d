import type { DistanceDetail } from "./daily.ts";
import type {
  CadenceSample,
  LatLng,
  PositionSample,
  PowerSample,
  SpeedSample,
  TorqueSample,
} from "./samples.ts";
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

export type ActivityEnrichment = {
  efficiency_score: number | null;
  efficiency_contributors: Contributors;
  strain_score: number | null;
  strain_contributors: Contributors;
  rcrs_score: number | null;
  rcrs_contributors: Contributors;
  trimp_score: number | null;
  trimp_contributors: Contributors;
};

export type ActivityMetadata = DayMetadata & {
  city: string | null;
  country: string | null;
  name: string | null;
  state: string | null;
  summary_id: string;
  type: number;
  upload_type: number;
};

export type MovementData = {
  adjusted_max_speed_meters_per_second: number | null;
  avg_cadence_rpm: number | null;
  avg_pace_minutes_per_kilometer: number | null;
  avg_speed_meters_per_second: number | null;
  avg_torque_newton_meters: number | null;
  avg_velocity_meters_per_second: number | null;
  cadence_samples: CadenceSample[];
  max_cadence_rpm: number | null;
  max_pace_minutes_per_kilometer: number | null;
  max_speed_meters_per_second: number | null;
  max_torque_newton_meters: number | null;
  max_velocity_meters_per_second: number | null;
  normalized_speed_meters_per_second: number | null;
  speed_samples: SpeedSample[];
  torque_samples: TorqueSample[];
};

export type Lap = {
  calories: number | null;
  avg_hr_bpm: number | null;
  start_time: string;
  avg_speed_meters_per_second: number | null;
  distance_meters: number | null;
  total_strokes: number | null;
  end_time: string;
  stroke_type: string | null;
  avg_watts: number | null;
  active_duration_seconds: number | null;
  trigger_method: string | null;
};

export type TssSample = {
  planned: number | null;
  actual: number | null;
  method: string | null;
  intensity_factor_planned: number | null;
  intensity_factor_actual: number | null;
  normalized_power_watts: number | null;
};

/** One workout. */
export type ActivityPayload = {
  active_durations_data: ActiveDurationsData;
  calories_data: CaloriesData;
  cheat_detection: number | null;
  data_enrichment: ActivityEnrichment;
  device_data: DeviceData;
  distance_data: {
    detailed: DistanceDetail;
    summary: {
      distance_meters: number | null;
      elevation: ElevationSummary;
      floors_climbed: number | null;
      steps: number | null;
      swimming: SwimmingSummary;
    };
  };
  energy_data: { energy_kilojoules: number | null; energy_planned_kilojoules: number | null };
  heart_rate_data: HeartRateData;
  lap_data: { laps: Lap[] };
  MET_data: MetData;
  metadata: ActivityMetadata;
  movement_data: MovementData;
  oxygen_data: OxygenData;
  polyline_map_data: { summary_polyline: string | null };
  position_data: {
    center_pos_lat_lng_deg: LatLng | null;
    end_pos_lat_lng_deg: LatLng | null;
    position_samples: PositionSample[];
    start_pos_lat_lng_deg: LatLng | null;
  };
  power_data: { avg_watts: number | null; max_watts: number | null; power_samples: PowerSample[] };
  strain_data: { strain_level: number | null };
  TSS_data: { TSS_samples: TssSample[] };
  work_data: { work_kilojoules: number | null };
};
