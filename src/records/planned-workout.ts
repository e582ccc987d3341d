// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { ActivityType } from "./activity-type.ts";
import { HealthRecord } from "./health-record.ts";
import { bool, code, float, list, text } from "./metric.ts";
import { PlannedWorkoutStep } from "./planned-workout-step.ts";

@ObjectType({ implements: HealthRecord, description: "A workout that is planned for a day. What earlier payloads have under `metadata` and `steps` is read as newer ones have it under `details`.", simpleResolvers: true })
export class PlannedWorkout extends HealthRecord {
  @text("planned_workout_id", "Terra's own id of the planned workout.", { privacy: "identity" }) plannedWorkoutId!: string | null;
  @text("workout_id", "Terra's own id of the template that it was planned from; null where it was made at the provider.", { privacy: "identity" }) workoutId!: string | null;
  @text("planned_date", "The day that it is planned for, as sent.") plannedDate!: string | null;
  @text("provider_workout_id", "The provider's own id of it, once the provider has it.", { privacy: "identity" }) providerWorkoutId!: string | null;
  @text("coercion_warnings", "What of the template the provider cannot say exactly.") coercionWarnings!: string | null;
  @text("created_at", "When it was planned.") workoutCreatedAt!: string | null;
  @text("last_updated_at", "When the plan last changed.") workoutUpdatedAt!: string | null;
  @bool("is_external", "Whether it was made at the provider rather than through Terra.") isExternal!: boolean | null;

  @float("athlete_metrics.threshold_heart_rate", "The person's threshold heart rate, for which it is planned.", { unit: "beats/min" }) athleteThresholdHeartRateBpm!: number | null;
  @float("athlete_metrics.max_heart_rate", "The person's highest heart rate, for which it is planned.", { unit: "beats/min" }) athleteMaxHeartRateBpm!: number | null;
  @float("athlete_metrics.threshold_speed", "The person's threshold speed, for which it is planned.", { unit: "m/s" }) athleteThresholdSpeedMetersPerSecond!: number | null;
  @float("athlete_metrics.ftp", "The person's functional threshold power (FTP), for which it is planned.", { unit: "W" }) athleteFunctionalThresholdPowerWatts!: number | null;
  @float("athlete_metrics.pool_length_meters", "Length of the person's pool.", { unit: "m" }) athletePoolLengthMeters!: number | null;

  @text("details.metadata.id", "The provider's own id of the workout.", { privacy: "identity" }) detailsId!: string | null;
  @text("details.metadata.provider", "The provider that the plan was read from.") detailsProvider!: string | null;
  @text("details.metadata.name", "The title of the workout.", { privacy: "identity" }) name!: string | null;
  @text("details.metadata.description", "What the workout is, in words.", { privacy: "identity" }) description!: string | null;
  @code(ActivityType, "details.metadata.type", "The kind of activity.") activityTypeCode!: number | null;
  @text("details.metadata.planned_date", "The day that it is planned for at the provider, as sent.") detailsPlannedDate!: string | null;
  @text("details.metadata.created_date", "When it was made at the provider.") detailsCreatedDate!: string | null;
  @float("details.metadata.estimated_tss", "Training stress score (TSS), as planned.", { aggregate: "sum" }) estimatedTrainingStressScore!: number | null;
  @float("details.metadata.estimated_if", "Intensity factor (IF), as planned.", { aggregate: "mean" }) estimatedIntensityFactor!: number | null;
  @float("details.metadata.estimated_duration_seconds", "Duration, as planned.", { unit: "s", aggregate: "sum" }) estimatedDurationSeconds!: number | null;
  @float("details.metadata.estimated_distance_meters", "Distance, as planned.", { unit: "m", aggregate: "sum" }) estimatedDistanceMeters!: number | null;
  @float("details.metadata.estimated_calories", "Energy to burn, as planned.", { unit: "kcal", aggregate: "sum" }) estimatedCalories!: number | null;
  @float("details.metadata.estimated_elevation_gain_meters", "Metres to climb, as planned.", { unit: "m", aggregate: "sum" }) estimatedElevationGainMeters!: number | null;
  @float("details.metadata.estimated_energy_kj", "Energy to expend, as planned.", { unit: "kJ", aggregate: "sum" }) estimatedEnergyKilojoules!: number | null;
  @float("details.metadata.estimated_speed_meters_per_second", "Speed, as planned.", { unit: "m/s", aggregate: "mean" }) estimatedSpeedMetersPerSecond!: number | null;
  @float("details.metadata.pool_length_meters", "Length of the pool, as planned.", { unit: "m" }) plannedPoolLengthMeters!: number | null;
  @list(() => PlannedWorkoutStep, "details.steps", "What to do, step by step.") workoutSteps!: PlannedWorkoutStep[] | null;

  @float("metadata.estimated_pace_minutes_per_kilometer", "Pace, as planned; earlier payloads only.", { unit: "min/km", aggregate: "mean" }) estimatedPaceMinutesPerKilometer!: number | null;
  @float("metadata.estimated_tscore", "Terra's `tscore`, as planned; earlier payloads only.", { aggregate: "sum" }) estimatedTscore!: number | null;
}
