// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { float, int, part, text, texts } from "./metric.ts";

@ObjectType({ description: "Whom a reference range is for.", simpleResolvers: true })
export class LabRangeContext {
  @text("results[].reference_ranges[].context.sex", "Of which sex.") sex!: string | null;
  @int("results[].reference_ranges[].context.age_lower", "From which age.") minAge!: number | null;
  @int("results[].reference_ranges[].context.age_upper", "To which age.") maxAge!: number | null;
  @text("results[].reference_ranges[].context.pregnancy_status", "Whether pregnant.") pregnancyStatus!: string | null;
  @int("results[].reference_ranges[].context.gestational_week_lower", "From which week of a pregnancy.") minGestationalWeek!: number | null;
  @int("results[].reference_ranges[].context.gestational_week_upper", "To which week of a pregnancy.") maxGestationalWeek!: number | null;
  @text("results[].reference_ranges[].context.cycle_phase", "In which phase of the menstrual cycle.") cyclePhase!: string | null;
  @text("results[].reference_ranges[].context.reference_population", "Of which population.") referencePopulation!: string | null;
  @texts("results[].reference_ranges[].context.modifiers", "Whatever else it depends on.") modifiers!: string[] | null;
}

@ObjectType({ description: "A range that a result is compared with. Its type describes the range; it is no verdict on the result.", simpleResolvers: true })
export class LabReferenceRange {
  @float("results[].reference_ranges[].lower", "The lower end.") lower!: number | null;
  @float("results[].reference_ranges[].upper", "The upper end.") upper!: number | null;
  @text("results[].reference_ranges[].type", "What sort of range it is.") rangeType!: string | null;
  @part(() => LabRangeContext, "results[].reference_ranges[].context", "Whom it is for.") context!: LabRangeContext | null;
}
