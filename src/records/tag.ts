// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { text } from "./metric.ts";

@ObjectType({ description: "What the person marked at one time of the day.", simpleResolvers: true })
export class Tag {
  @text("tag_data.tags[].timestamp", "When it was marked.") timestamp!: string | null;
  @text("tag_data.tags[].tag_name", "What was marked.") name!: string | null;
  @text("tag_data.tags[].notes", "The person's own notes.", { privacy: "identity" }) notes!: string | null;
}
