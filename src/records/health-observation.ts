// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { HealthObservationCategory, ObservationSeverity, ObservationStatus, ObservationValueType, TimestampLocalization } from "./codes.ts";
import { HealthRecord } from "./health-record.ts";
import { bool, code, float, list, text } from "./metric.ts";
import { ObservationCode } from "./observation-code.ts";
import { ObservationComponent } from "./observation-component.ts";

@ObjectType({ implements: HealthRecord, description: "Something observed of a person: a symptom, a mood, a dose, a device's warning. One that its source retracts is deleted.", simpleResolvers: true })
export class HealthObservation extends HealthRecord {
  @text("metadata.summary_id", "The source's own id of the record; unique within one connection only.", { privacy: "identity" }) summaryId!: string | null;
  @code(TimestampLocalization, "metadata.timestamp_localization", "Whether the times are UTC or the person's local time.") timestampLocalizationCode!: number | null;

  @code(HealthObservationCategory, "observation_data.category", "What sort of observation it is.") categoryCode!: number | null;
  @text("observation_data.observation_type", "What was observed, in Terra's words, such as `intermenstrual_bleeding`.") observationType!: string | null;
  @list(() => ObservationCode, "observation_data.codes", "What was observed, in the vocabularies of its source and of medicine.") codes!: ObservationCode[] | null;
  @code(ObservationValueType, "observation_data.value.value_type", "Which kind of value it has; of NONE, that it happened is all.") valueTypeCode!: number | null;
  @float("observation_data.value.quantity", "The number, of a quantity.") quantity!: number | null;
  @text("observation_data.value.unit", "The unit of the quantity.") quantityUnit!: string | null;
  @bool("observation_data.value.boolean", "The finding, of a yes or no.") booleanValue!: boolean | null;
  @text("observation_data.value.text", "The text, of a free text.", { privacy: "identity" }) textValue!: string | null;
  @text("observation_data.value.code", "The code, of a value from a list.") codeValue!: string | null;
  @code(ObservationSeverity, "observation_data.severity", "How severe a symptom is.") severityCode!: number | null;
  @list(() => ObservationComponent, "observation_data.components", "The values of an observation that has several, such as a state of mind.") components!: ObservationComponent[] | null;
  @code(ObservationStatus, "observation_data.status", "Whether it is final or was amended since.") observationStatusCode!: number | null;
  @text("observation_data.notes", "The person's or the source's own notes.", { privacy: "identity" }) notes!: string | null;
}
