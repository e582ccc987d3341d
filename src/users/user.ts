/** One person of the app. */
import "reflect-metadata";
import type { ColumnType, Generated } from "kysely";
import { Field, ObjectType } from "type-graphql";
import { DateTimeScalar, JsonScalar } from "../graphql/scalars.ts";

export type UsersTable = {
  users: { id: string; referenceId: string | null; createdAt: Generated<string> };
  userEvents: {
    userId: string;
    at: string;
    id: string;
    kind: string;
    details: ColumnType<Record<string, unknown>, string | undefined, string>;
  };
};

@ObjectType({ description: "One person of the app.", simpleResolvers: true })
export class User {
  /** The row's own key; the opaque id of it is a field resolver. */
  id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The app's own key for the person, as it was given to Terra. Null where a connection came without one.",
  })
  referenceId!: string | null;

  @Field(() => DateTimeScalar, { description: "When the gateway first heard of the person." })
  createdAt!: string;
}

@ObjectType({ description: "One entry in the history of a person.", simpleResolvers: true })
export class UserEvent {
  /** The row's own key: the last part of its cursor. */
  id!: string;

  @Field(() => DateTimeScalar, { description: "When it happened, by Terra's clock where it gave one." })
  at!: string;

  @Field(() => String, { description: "What happened, by the type of Terra's event." })
  kind!: string;

  @Field(() => JsonScalar, { description: "What else was said: an object, empty where nothing was." })
  details!: Record<string, unknown>;
}
