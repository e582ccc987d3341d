import type { DayMetadata } from "./sections.ts";

export type MenstruationData = {
  period_length_days: number | null;
  current_phase: number | null;
  length_of_current_phase_days: number | null;
  days_until_next_phase: number | null;
  period_start_date: string | null;
  predicted_cycle_length_days: number | null;
  day_in_cycle: number | null;
  last_updated_time: string | null;
  cycle_length_days: number | null;
  is_predicted_cycle: boolean | null;
  menstruation_flow: { timestamp: string; flow: number }[];
  intervals: { start_timestamp: string; end_timestamp: string; phase: number }[];
  fertility_window_start: string | null;
  fertility_window_end: string | null;
  ovulation_day: string | null;
};

/** Where in the menstrual cycle one day is. */
export type MenstruationPayload = { metadata: DayMetadata; menstruation_data: MenstruationData };
