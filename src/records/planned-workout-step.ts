// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { PlannedStepType } from "./codes.ts";
import { code, float, int, ints, list, text } from "./metric.ts";

@ObjectType({ description: "When a step of a planned workout is done.", simpleResolvers: true })
export class PlannedWorkoutDuration {
  @int("details.steps[].durations[].duration_type", "By what the end is told; Terra does not say what its numbers mean.") durationType!: number | null;
  @float("details.steps[].durations[].seconds", "After this time.", { unit: "s" }) seconds!: number | null;
  @float("details.steps[].durations[].distance_meters", "After this distance.", { unit: "m" }) distanceMeters!: number | null;
  @float("details.steps[].durations[].hr_below_bpm", "When the heart rate falls below this.", { unit: "beats/min" }) heartRateBelowBpm!: number | null;
  @float("details.steps[].durations[].hr_above_bpm", "When the heart rate rises above this.", { unit: "beats/min" }) heartRateAboveBpm!: number | null;
  @float("details.steps[].durations[].calories", "When this energy is burned.", { unit: "kcal" }) calories!: number | null;
  @float("details.steps[].durations[].power_below_watts", "When the power falls below this.", { unit: "W" }) powerBelowWatts!: number | null;
  @float("details.steps[].durations[].power_above_watts", "When the power rises above this.", { unit: "W" }) powerAboveWatts!: number | null;
  @float("details.steps[].durations[].reps", "After this many repetitions.") repetitions!: number | null;
  @float("details.steps[].durations[].rest_seconds", "After this time of rest.", { unit: "s" }) restSeconds!: number | null;
  @float("details.steps[].durations[].steps", "After this many steps on foot.", { unit: "steps" }) steps!: number | null;
}

@ObjectType({ description: "What to aim at in a step of a planned workout.", simpleResolvers: true })
export class PlannedWorkoutTarget {
  @int("details.steps[].targets[].target_type", "What is aimed at; Terra does not say what its numbers mean.") targetType!: number | null;
  @float("details.steps[].targets[].hr_bpm_high", "The highest heart rate.", { unit: "beats/min" }) maxHeartRateBpm!: number | null;
  @float("details.steps[].targets[].hr_bpm_low", "The lowest heart rate.", { unit: "beats/min" }) minHeartRateBpm!: number | null;
  @float("details.steps[].targets[].cadence", "The cadence.", { unit: "rpm (or steps/min)" }) cadence!: number | null;
  @float("details.steps[].targets[].cadence_high", "The highest cadence.", { unit: "rpm (or steps/min)" }) maxCadence!: number | null;
  @float("details.steps[].targets[].cadence_low", "The lowest cadence.", { unit: "rpm (or steps/min)" }) minCadence!: number | null;
  @float("details.steps[].targets[].power_watt", "The power.", { unit: "W" }) powerWatts!: number | null;
  @float("details.steps[].targets[].power_watt_high", "The highest power.", { unit: "W" }) maxPowerWatts!: number | null;
  @float("details.steps[].targets[].power_watt_low", "The lowest power.", { unit: "W" }) minPowerWatts!: number | null;
  @float("details.steps[].targets[].swim_strokes", "The number of swimming strokes.") swimmingStrokes!: number | null;
  @float("details.steps[].targets[].hr_percentage", "The heart rate, as a share of the person's threshold or highest.", { unit: "%" }) heartRatePercentage!: number | null;
  @float("details.steps[].targets[].hr_percentage_high", "The highest heart rate, as a share.", { unit: "%" }) maxHeartRatePercentage!: number | null;
  @float("details.steps[].targets[].hr_percentage_low", "The lowest heart rate, as a share.", { unit: "%" }) minHeartRatePercentage!: number | null;
  @float("details.steps[].targets[].speed_percentage", "The speed, as a share of the person's threshold.", { unit: "%" }) speedPercentage!: number | null;
  @float("details.steps[].targets[].speed_percentage_high", "The highest speed, as a share.", { unit: "%" }) maxSpeedPercentage!: number | null;
  @float("details.steps[].targets[].speed_percentage_low", "The lowest speed, as a share.", { unit: "%" }) minSpeedPercentage!: number | null;
  @float("details.steps[].targets[].power_percentage", "The power, as a share of the person's threshold.", { unit: "%" }) powerPercentage!: number | null;
  @float("details.steps[].targets[].power_percentage_high", "The highest power, as a share.", { unit: "%" }) maxPowerPercentage!: number | null;
  @float("details.steps[].targets[].power_percentage_low", "The lowest power, as a share.", { unit: "%" }) minPowerPercentage!: number | null;
  @int("details.steps[].targets[].repetitions", "The number of repetitions.") repetitions!: number | null;
  @float("details.steps[].targets[].speed_meters_per_second", "The speed.", { unit: "m/s" }) speedMetersPerSecond!: number | null;
  @float("details.steps[].targets[].speed_meters_per_second_low", "The lowest speed.", { unit: "m/s" }) minSpeedMetersPerSecond!: number | null;
  @float("details.steps[].targets[].speed_meters_per_second_high", "The highest speed.", { unit: "m/s" }) maxSpeedMetersPerSecond!: number | null;
}

@ObjectType({ description: "A step of a planned workout, or a block of steps that is repeated.", simpleResolvers: true })
export class PlannedWorkoutStep {
  @int("details.steps[].order", "Its place among the steps.") order!: number | null;
  @text("details.steps[].name", "Its name.", { privacy: "identity" }) name!: string | null;
  @text("details.steps[].description", "What to do.", { privacy: "identity" }) description!: string | null;
  @int("details.steps[].intensity", "How hard it is meant; Terra does not say what its numbers mean.") intensity!: number | null;
  @code(PlannedStepType, "details.steps[].type", "Whether it is one step or a block of them.") stepTypeCode!: number | null;
  @list(() => PlannedWorkoutDuration, "details.steps[].durations", "When it is done.") durations!: PlannedWorkoutDuration[] | null;
  @list(() => PlannedWorkoutTarget, "details.steps[].targets", "What to aim at.") targets!: PlannedWorkoutTarget[] | null;
  @int("details.steps[].stroke_type", "The swimming stroke; Terra does not say what its numbers mean.") strokeType!: number | null;
  @ints("details.steps[].equipment_type", "What is needed for it; Terra does not say what its numbers mean.") equipmentTypes!: (number | null)[] | null;
  @text("details.steps[].exercise_name", "The name of the exercise.") exerciseName!: string | null;
  @int("details.steps[].exercise_category", "The kind of exercise; Terra does not say what its numbers mean.") exerciseCategory!: number | null;
  @float("details.steps[].weight_kg", "The weight to use.", { unit: "kg" }) weightKg!: number | null;
  @list(() => PlannedWorkoutStep, "details.steps[].steps", "The steps of a block, in turn steps or blocks.") steps!: PlannedWorkoutStep[] | null;
}
