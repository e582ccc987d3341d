/** Who asks and what they may see, as they are told. */
import "reflect-metadata";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { DateTimeScalar } from "../graphql/scalars.ts";
import { RecordType } from "../records/health-record.ts";
import { PrivacyClass, Scope, ViewerKind } from "./viewer.ts";

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

@ObjectType("Viewer", { description: "Who asks, and what they may see.", simpleResolvers: true })
export class ViewerInfo {
  @Field(() => ViewerKind, { description: "What kind of viewer this is." })
  kind!: ViewerKind;

  @Field(() => String, {
    nullable: true,
    description:
      "The name of the API key, as whoever made it named it. Null of the settings' admin and of end users.",
  })
  name!: string | null;

  @Field(() => [Scope], {
    description: "What the key may do; empty of an end user, who reads what is theirs.",
  })
  scopes!: readonly Scope[];

  @Field(() => Boolean, {
    description:
      "Whether some people's data only may be seen: an end user's own, or those that the key is narrowed to.",
  })
  isNarrowedToUsers!: boolean;

  @Field(() => [String], {
    nullable: true,
    description: "The providers whose data alone may be seen, such as GARMIN. Null: all.",
  })
  providers!: readonly string[] | null;

  @Field(() => [RecordType], {
    nullable: true,
    description: "The types of records that alone may be seen. Null: all.",
  })
  recordTypes!: readonly RecordType[] | null;

  @Field(() => String, {
    nullable: true,
    description: "The study under whose pseudonyms everybody is seen. Null: people are seen as they are.",
  })
  study!: string | null;

  @Field(() => [PrivacyClass], {
    description:
      "What an analyst sees as it is, though it can give a person away. Of all others: everything.",
  })
  grants!: readonly PrivacyClass[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "From when on nothing may be asked with this key or token. Null: for ever.",
  })
  expiresAt!: string | null;
}
