/** An API key: what backends, operators and analysts ask with. Of its text only a hash is kept. */
import "reflect-metadata";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { DateTimeScalar } from "../graphql/scalars.ts";
import { RecordType } from "../records/health-record.ts";
import { PrivacyClass, Scope } from "./viewer.ts";

registerEnumType(Scope, {
  name: "ApiKeyScope",
  description: "What an API key may do.",
  valuesConfig: {
    ADMIN: { description: "Everything; not narrowed, keys too." },
    OPERATE: { description: "Look at deliveries and replay them; not narrowed, look at the status." },
    READ: { description: "Read people's data." },
    ANALYSE: { description: "Read people's data under the pseudonyms of a study. Beside no other scope." },
  },
});

registerEnumType(PrivacyClass, {
  name: "PrivacyClass",
  description: "What a value can give away beside the measurement.",
  valuesConfig: {
    IDENTITY: { description: "Who the person is, such as a name." },
    PLACE: { description: "Where the person was, such as coordinates." },
    DEVICE: { description: "Which device it was, such as a serial number." },
  },
});

@ObjectType({
  description: "What backends, operators and analysts ask with. Its text is shown once, when it is made.",
  simpleResolvers: true,
})
export class ApiKey {
  /** The row's own key; the opaque id of it is a field resolver. */
  id!: string;
  /** Counts the changes of the key. */
  version!: number;
  /** Users by our own keys; their opaque ids are a field resolver. */
  userIds!: string[] | null;

  @Field(() => String, { description: "What whoever made it calls it." })
  name!: string;

  @Field(() => String, { description: "The beginning of the key's text, to recognise it by." })
  prefix!: string;

  @Field(() => [Scope], { description: "What it may do." })
  scopes!: Scope[];

  @Field(() => [String], {
    nullable: true,
    description:
      "Narrowed to users with these keys of the app, and to `userIds`: to whoever is one of either. Null: not so narrowed.",
  })
  referenceIds!: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "Narrowed to connections at these providers, and to what came by them. Null: not so narrowed.",
  })
  providers!: string[] | null;

  @Field(() => [RecordType], {
    nullable: true,
    description: "Narrowed to records of these types. Null: not so narrowed.",
  })
  recordTypes!: RecordType[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Of a key with the scope ANALYSE: the study under whose pseudonyms it reads. Keys of one study see the same ones.",
  })
  study!: string | null;

  @Field(() => [PrivacyClass], {
    description: "Of a key with the scope ANALYSE: the privacy classes whose values it sees as they are.",
  })
  grants!: PrivacyClass[];

  @Field(() => DateTimeScalar, { description: "When it was made." })
  createdAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "From when on nothing can be asked with it. Null: never.",
  })
  expiresAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it was revoked. Null: it was not." })
  revokedAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When something was last asked with it, to a minute. Null: never yet.",
  })
  lastUsedAt!: string | null;
}

@ObjectType({ description: "A key that was just made.", simpleResolvers: true })
export class CreatedApiKey {
  @Field(() => String, {
    description:
      "The key's text, to send as `Authorization: Bearer <key>`. It is shown here and never again.",
  })
  key!: string;

  @Field(() => ApiKey, { description: "What is kept of it." })
  apiKey!: ApiKey;
}
