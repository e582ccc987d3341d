import { ArgsType, Field } from "type-graphql";
import { PageArgs } from "../graphql/page-args.ts";

@ArgsType()
export class UsersArgs extends PageArgs {
  @Field(() => [String], { nullable: true, description: "Only users with these keys of the app." })
  referenceIds!: string[] | null;
}
