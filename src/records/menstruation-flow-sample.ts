// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { MenstruationFlow } from "./codes.ts";
import { code, text } from "./metric.ts";

@ObjectType({ description: "How strong the bleeding was at one time.", simpleResolvers: true })
export class MenstruationFlowSample {
  @text("menstruation_data.menstruation_flow[].timestamp", "When it was read.") timestamp!: string | null;
  @code(MenstruationFlow, "menstruation_data.menstruation_flow[].flow", "How strong the bleeding was.") flowCode!: number | null;
}
