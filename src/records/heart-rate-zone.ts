// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { float, int, text } from "./metric.ts";

@ObjectType({ description: "Time in one heart rate zone. Body has it under `heart_data.`, with the same leaves.", simpleResolvers: true })
export class HeartRateZone {
  @int("heart_rate_data.summary.hr_zone_data[].zone", "The number of the zone, 0 to 5; 6 = Other, with the provider's word in `name`.") zone!: number | null;
  @float("heart_rate_data.summary.hr_zone_data[].start_percentage", "Lower bound of the zone, as a share of the person's maximum heart rate.", { unit: "%" }) startPercentage!: number | null;
  @float("heart_rate_data.summary.hr_zone_data[].end_percentage", "Upper bound of the zone, as a share of the person's maximum heart rate.", { unit: "%" }) endPercentage!: number | null;
  @text("heart_rate_data.summary.hr_zone_data[].name", "The provider's name of the zone.") name!: string | null;
  @float("heart_rate_data.summary.hr_zone_data[].duration_seconds", "Time in the zone.", { unit: "s" }) durationSeconds!: number | null;
}
