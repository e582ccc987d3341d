import { ArgsType, Field } from "type-graphql";
import { PageArgs } from "../graphql/page-args.ts";
import { DeliveryState } from "./delivery.ts";

@ArgsType()
export class DeliveriesArgs extends PageArgs {
  @Field(() => [DeliveryState], { nullable: true, description: "Only deliveries in these states." })
  states!: DeliveryState[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Only deliveries of these types of Terra's events, such as `sleep`.",
  })
  types!: string[] | null;
}
