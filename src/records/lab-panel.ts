// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { int, text } from "./metric.ts";

@ObjectType({ description: "A group of results of one report.", simpleResolvers: true })
export class LabPanel {
  @int("panels[].id", "Its number in this report.") panelId!: number | null;
  @text("panels[].name", "Its heading, as printed.") name!: string | null;
  @text("panels[].key", "Terra's own name of it; null where Terra does not know it.") key!: string | null;
}
