// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { text } from "./metric.ts";

@ObjectType({ description: "What an observation is called in one vocabulary.", simpleResolvers: true })
export class ObservationCode {
  @text("observation_data.codes[].system", "The vocabulary: a platform's own, such as `healthkit`, or the address of a standard one, such as SNOMED CT or LOINC.") system!: string | null;
  @text("observation_data.codes[].code", "The code in that vocabulary.") code!: string | null;
  @text("observation_data.codes[].display", "The code in words, where the vocabulary has them.") display!: string | null;
}
