// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { float, part, text } from "./metric.ts";

@ObjectType({ description: "The range that a result was judged by.", simpleResolvers: true })
export class LabAppliedRange {
  @float("results[].interpretation.applied_range.lower", "The lower end.") lower!: number | null;
  @float("results[].interpretation.applied_range.upper", "The upper end.") upper!: number | null;
}

@ObjectType({ description: "Whether a result is out of the ordinary.", simpleResolvers: true })
export class LabInterpretation {
  @text("results[].interpretation.flag", "`high`, `low` or `normal`; null where nothing is said.") flag!: string | null;
  @text("results[].interpretation.flag_raw", "The laboratory's own flag, word for word.") flagRaw!: string | null;
  @text("results[].interpretation.source", "Where the flag is from: `report`, `computed` or `none`.") source!: string | null;
  @part(() => LabAppliedRange, "results[].interpretation.applied_range", "The range that it was judged by.") appliedRange!: LabAppliedRange | null;
}
