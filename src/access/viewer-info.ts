/** Who asks and what they may see, as they are told. */
import "reflect-metadata";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { ViewerKind } from "./viewer.ts";

registerEnumType(ViewerKind, {
  name: "ViewerKind",
  description: "The kinds of viewers.",
  valuesConfig: {
    ADMIN: { description: "Holds an admin key: sees everyone and everything." },
    OPERATOR: { description: "Holds a key that may operate: deliveries, their replay, the status." },
    READER: { description: "Holds a key that may read people's data." },
    ANALYST: { description: "Holds a key that may read people's data under pseudonyms." },
    USER: { description: "An end user of the app: sees what is theirs." },
  },
});

@ObjectType("Viewer", { description: "Who asks.", simpleResolvers: true })
export class ViewerInfo {
  @Field(() => ViewerKind, { description: "What kind of viewer this is." })
  kind!: ViewerKind;
}
