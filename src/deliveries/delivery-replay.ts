/** What a replay came to. */
import "reflect-metadata";
import { Field, Int, ObjectType } from "type-graphql";
import { PageInfo } from "../graphql/pages.ts";
import { Delivery } from "./delivery.ts";

@ObjectType({ description: "What became of deliveries by a replay.", simpleResolvers: true })
export class DeliveryReplay {
  @Field(() => Int, { description: "How many were tried." })
  replayed!: number;

  @Field(() => Int, { description: "How many of them are APPLIED now." })
  applied!: number;

  @Field(() => Int, { description: "How many of them are PENDING now." })
  pending!: number;

  @Field(() => Int, { description: "How many of them are FAILED now: `deliveries` says why." })
  failed!: number;

  @Field(() => Int, { description: "How many of them are IGNORED now." })
  ignored!: number;

  @Field(() => Int, {
    description:
      "How many were asked for and not tried: they are no longer kept, their bodies were not kept, what they name " +
      "was fetched already, or they are applied and would be ignored today.",
  })
  skipped!: number;

  @Field(() => Boolean, {
    description:
      "Whether something is no longer stated that was before, as when a release reads a day's date otherwise. What " +
      "other deliveries state of it may be missing until they have been replayed, too: replay all once more then.",
  })
  tookBack!: boolean;

  @Field(() => [Delivery], { description: "Those that were tried, as they are now, the oldest first." })
  deliveries!: Delivery[];

  @Field(() => PageInfo, {
    description: "With `filter`: whether more deliveries follow, and where to go on from.",
  })
  pageInfo!: PageInfo;
}
