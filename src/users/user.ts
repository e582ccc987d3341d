/** One person of the app. */
import "reflect-metadata";
import type { Generated } from "kysely";
import { Field, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../graphql/scalars.ts";

export type UsersTable = { users: { id: string; referenceId: string | null; createdAt: Generated<string> } };

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
