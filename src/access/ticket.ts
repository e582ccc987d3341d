/** A ticket, as it is handed out. */
import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../graphql/scalars.ts";

@ObjectType({ description: "Stands for a key or a token in a URL, once.", simpleResolvers: true })
export class Ticket {
  @Field(() => String, { description: "What to give as `ticket` in the URL. Of one use, on any gateway." })
  ticket!: string;

  @Field(() => DateTimeScalar, {
    description:
      "From when on it is not taken. What it opened stays open for as long as its key or token is good.",
  })
  expiresAt!: string;
}
