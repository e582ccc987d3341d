// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { float, int, text } from "./metric.ts";

@ObjectType({ description: "One lap of a workout.", simpleResolvers: true })
export class Lap {
  @float("lap_data.laps[].calories", "Energy burned in the lap.", { unit: "kcal" }) calories!: number | null;
  @float("lap_data.laps[].avg_hr_bpm", "Mean heart rate over the lap.", { unit: "beats/min" }) avgHeartRateBpm!: number | null;
  @text("lap_data.laps[].start_time", "When the lap began.") startTime!: string | null;
  @float("lap_data.laps[].avg_speed_meters_per_second", "Mean speed over the lap.", { unit: "m/s" }) avgSpeedMetersPerSecond!: number | null;
  @float("lap_data.laps[].distance_meters", "Distance covered in the lap.", { unit: "m" }) distanceMeters!: number | null;
  @int("lap_data.laps[].total_strokes", "Strokes swum in the lap.") strokes!: number | null;
  @text("lap_data.laps[].end_time", "When the lap ended.") endTime!: string | null;
  @text("lap_data.laps[].stroke_type", "How the lap was swum: freestyle, backstroke, breaststroke, butterfly, other.") strokeType!: string | null;
  @float("lap_data.laps[].avg_watts", "Mean power over the lap.", { unit: "W" }) avgPowerWatts!: number | null;
  @int("lap_data.laps[].active_duration_seconds", "Time in motion in the lap.", { unit: "s" }) activeDurationSeconds!: number | null;
  @text("lap_data.laps[].trigger_method", "What ended the lap and began the next, such as MANUAL, TIME, DISTANCE.") triggerMethod!: string | null;
}
