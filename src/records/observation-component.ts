// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { ObservationValueType } from "./codes.ts";
import { bool, code, float, part, text } from "./metric.ts";

@ObjectType({ description: "The value of a component; `valueType` says which of its fields is set.", simpleResolvers: true })
export class ObservationComponentValue {
  @code(ObservationValueType, "observation_data.components[].value.value_type", "Which kind of value it is.") valueTypeCode!: number | null;
  @float("observation_data.components[].value.quantity", "The number, of a quantity.") quantity!: number | null;
  @text("observation_data.components[].value.unit", "The unit of the quantity.") quantityUnit!: string | null;
  @bool("observation_data.components[].value.boolean", "The finding, of a yes or no.") booleanValue!: boolean | null;
  @text("observation_data.components[].value.text", "The text, of a free text.", { privacy: "identity" }) textValue!: string | null;
  @text("observation_data.components[].value.code", "The code, of a value from a list.") codeValue!: string | null;
}

@ObjectType({ description: "One of the values of an observation that has several.", simpleResolvers: true })
export class ObservationComponent {
  @text("observation_data.components[].code", "Which of the values it is, such as `valence` of a state of mind.") code!: string | null;
  @part(() => ObservationComponentValue, "observation_data.components[].value", "The value.") value!: ObservationComponentValue | null;
}
