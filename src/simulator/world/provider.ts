import type { ClockStyle } from "./terra-clock.ts";

/** What a provider tells and how: the minutes between its samples, where it has any. */
export type Provider = {
  name: string;
  clock: ClockStyle;
  scopes: string;
  manufacturer: string;
  models: readonly string[];
  daily: DailySampling | null;
  sleep: SleepSampling | null;
  tellsActivities: boolean;
  tellsCycle: boolean;
  tellsNutrition: boolean;
  body: "scale" | "glucose" | null;
};

/** Minutes between samples; 0 where there are none. */
export type DailySampling = {
  heartRate: number;
  steps: number;
  calories: number;
  activityLevels: number;
  mets: number;
  stress: number;
  saturation: number;
  hrv: "rmssd" | "sdnn" | null;
  scores: "readiness" | "recovery" | null;
  /** How many times before the day is over. */
  growsTimes: number;
  /** Whether the morning's final body has today so far as its second element. */
  withToday: boolean;
};

export type SleepSampling = { heartRate: number; hrv: number; breaths: number; comesTwice: boolean };
