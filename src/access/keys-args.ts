import "reflect-metadata";
import { ArgsType, Field, ID } from "type-graphql";
import { DateTimeScalar } from "../graphql/scalars.ts";
import { RecordType } from "../records/health-record.ts";
import { PrivacyClass, Scope } from "./viewer.ts";

/** The longest name of a key or a study. */
export const MAX_NAME_LENGTH = 200;
/** The most that one list of a narrowing may name. */
export const MAX_NARROWED = 1_000;

const LIST = `from 1 to ${MAX_NARROWED}, otherwise BAD_USER_INPUT`;

/** When a key ends, and to what it is narrowed. */
@ArgsType()
export abstract class KeyArgs {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "From when on nothing can be asked with it, in the future. Null: never.",
  })
  expiresAt?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: `Narrow it to users with these keys of the app, and to \`userIds\`: ${LIST}. Null: not so narrowed.`,
  })
  referenceIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: `Narrow it to these users, and to \`referenceIds\`: ${LIST}. Null: not so narrowed.`,
  })
  userIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: `Narrow it to connections at these providers, such as GARMIN: ${LIST}. Null: not so narrowed.`,
  })
  providers?: string[] | null;

  @Field(() => [RecordType], {
    nullable: true,
    description: "Narrow it to records of these types, one at least. Null: not so narrowed.",
  })
  recordTypes?: RecordType[] | null;

  @Field(() => [PrivacyClass], {
    nullable: true,
    description:
      "Of a key with the scope ANALYSE alone: the privacy classes whose values it sees as they are. Null: none.",
  })
  grants?: PrivacyClass[] | null;
}

@ArgsType()
export class CreateApiKeyArgs extends KeyArgs {
  @Field(() => String, { description: `What to call it: from 1 to ${MAX_NAME_LENGTH} characters.` })
  name!: string;

  @Field(() => [Scope], { description: "What it may do: one scope at least, and ANALYSE beside no other." })
  scopes!: Scope[];

  @Field(() => String, {
    nullable: true,
    description:
      `Of a key with the scope ANALYSE, which needs one: the name of the study, from 1 to ${MAX_NAME_LENGTH} ` +
      "characters. Keys of one study see a person under one pseudonym; keys of another, under another.",
  })
  study?: string | null;
}

@ArgsType()
export class UpdateApiKeyArgs extends KeyArgs {
  @Field(() => ID, { description: "The key's id." })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: `What to call it: from 1 to ${MAX_NAME_LENGTH} characters.`,
  })
  name?: string | null;
}
