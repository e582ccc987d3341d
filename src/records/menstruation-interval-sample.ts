// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { MenstruationPhase } from "./codes.ts";
import { code, text } from "./metric.ts";

@ObjectType({ description: "One phase of the cycle.", simpleResolvers: true })
export class MenstruationIntervalSample {
  @text("menstruation_data.intervals[].start_timestamp", "When the phase begins.") startTimestamp!: string | null;
  @text("menstruation_data.intervals[].end_timestamp", "When the phase ends.") endTimestamp!: string | null;
  @code(MenstruationPhase, "menstruation_data.intervals[].phase", "The phase.") phaseCode!: number | null;
}
