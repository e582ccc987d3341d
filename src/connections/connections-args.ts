import { ArgsType, Field } from "type-graphql";
import { PageArgs } from "../graphql/page-args.ts";
import { ConnectionStatus } from "./connection.ts";

@ArgsType()
export class ConnectionsArgs extends PageArgs {
  @Field(() => [String], {
    nullable: true,
    description: "Only connections at these providers, such as GARMIN.",
  })
  providers!: string[] | null;

  @Field(() => [ConnectionStatus], { nullable: true, description: "Only connections in these states." })
  statuses!: ConnectionStatus[] | null;
}
