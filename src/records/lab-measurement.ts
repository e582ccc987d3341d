// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { float, part, text } from "./metric.ts";

@ObjectType({ description: "A result that is known to lie below or above a value.", simpleResolvers: true })
export class LabBoundedValue {
  @text("results[].measurement.bounded.operator", "`lt` for below, `gt` for above.") operator!: string | null;
  @float("results[].measurement.bounded.value", "The value.") value!: number | null;
}

@ObjectType({ description: "A result in words, such as positive or negative.", simpleResolvers: true })
export class LabQualitativeValue {
  @text("results[].measurement.qualitative.text", "The word.") text!: string | null;
  @text("results[].measurement.qualitative.code", "Its code in LOINC or SNOMED CT, where it has one.") code!: string | null;
}

@ObjectType({ description: "The value of a result; `measurementType` says which of its fields is set.", simpleResolvers: true })
export class LabMeasurement {
  @text("results[].measurement.type", "`numeric`, `bounded`, `qualitative`, `text` or `absent`.") measurementType!: string | null;
  @float("results[].measurement.numeric", "The number, in `units`.") numeric!: number | null;
  @part(() => LabBoundedValue, "results[].measurement.bounded", "The bound, in `units`.") bounded!: LabBoundedValue | null;
  @part(() => LabQualitativeValue, "results[].measurement.qualitative", "The word.") qualitative!: LabQualitativeValue | null;
  @text("results[].measurement.text", "The free text.", { privacy: "identity" }) text!: string | null;
  @text("results[].measurement.absent_reason", "Why there is no value.") absentReason!: string | null;
  @text("results[].measurement.units", "The unit of the number or the bound.") units!: string | null;
  @text("results[].measurement.ucum_code", "The unit in the Unified Code for Units of Measure (UCUM).") ucumCode!: string | null;
}
