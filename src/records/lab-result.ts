// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { LabInterpretation } from "./lab-interpretation.ts";
import { LabMeasurement } from "./lab-measurement.ts";
import { LabReferenceRange } from "./lab-reference-range.ts";
import { int, list, part, text } from "./metric.ts";

@ObjectType({ description: "What the report says of a result, word for word.", simpleResolvers: true })
export class LabResultSource {
  @text("results[].source.name", "The name of what was measured.") name!: string | null;
  @text("results[].source.panel", "The heading that it stands under.") panel!: string | null;
  @text("results[].source.value", "The value, as printed.") value!: string | null;
  @text("results[].source.units", "The unit, as printed.") units!: string | null;
  @text("results[].source.flag", "The flag, as printed; `interpretation` has it as a code.") flag!: string | null;
  @text("results[].source.method", "How it was measured.") method!: string | null;
  @text("results[].source.notes", "The laboratory's notes.", { privacy: "identity" }) notes!: string | null;
  @text("results[].source.reference_text", "The reference range, as printed.") referenceText!: string | null;
  @text("results[].source.collection_date", "The day that the specimen was taken.") collectionDate!: string | null;
  @text("results[].source.collection_time", "The time that the specimen was taken.") collectionTime!: string | null;
}

@ObjectType({ description: "What was measured, as Terra knows it.", simpleResolvers: true })
export class LabBiomarker {
  @text("results[].biomarker.key", "Terra's own name of it, such as `hemoglobin`; null where Terra does not know it.") key!: string | null;
  @text("results[].biomarker.display_name", "Its name for people.") displayName!: string | null;
  @text("results[].biomarker.loinc_code", "Its LOINC code, where it has one.") loincCode!: string | null;
  @int("results[].biomarker.panel_id", "The `panelId` of the panel of this report that it belongs to.") panelId!: number | null;
  @text("results[].biomarker.panel_key", "Terra's own name of that panel.") panelKey!: string | null;
  @text("results[].biomarker.specimen", "In what it was measured, such as blood.") specimen!: string | null;
}

@ObjectType({ description: "One result of a laboratory's report.", simpleResolvers: true })
export class LabResult {
  @part(() => LabResultSource, "results[].source", "What the report says, word for word.") source!: LabResultSource | null;
  @part(() => LabBiomarker, "results[].biomarker", "What was measured.") biomarker!: LabBiomarker | null;
  @part(() => LabMeasurement, "results[].measurement", "The value.") measurement!: LabMeasurement | null;
  @part(() => LabInterpretation, "results[].interpretation", "Whether it is out of the ordinary.") interpretation!: LabInterpretation | null;
  @list(() => LabReferenceRange, "results[].reference_ranges", "The ranges that it is compared with.") referenceRanges!: LabReferenceRange[] | null;
}
