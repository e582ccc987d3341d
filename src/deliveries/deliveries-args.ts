import "reflect-metadata";
import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { TimeRange } from "../records/record-filter.ts";
import { DeliveryState } from "./delivery.ts";

@ArgsType()
@InputType({ description: "Which deliveries: those for which all that is given holds." })
export class DeliveryFilter {
  @Field(() => [DeliveryState], { nullable: true, description: "Only deliveries in these states." })
  states?: DeliveryState[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Only deliveries of these types of Terra's events, such as `sleep`.",
  })
  types?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: "Only deliveries of the transfer that has this reference.",
  })
  reference?: string | null;

  @Field(() => [ID], { nullable: true, description: "Only deliveries about these connections." })
  connectionIds?: string[] | null;

  @Field(() => TimeRange, {
    nullable: true,
    description: "Only deliveries that came in this stretch of time.",
  })
  received?: TimeRange | null;
}

/** The most that one replay takes. */
export const MOST_REPLAYED = 1_000;
export const REPLAY_PAGE_SIZE = 100;

@ArgsType()
export class ReplayArgs {
  @Field(() => [ID], {
    nullable: true,
    description: `These deliveries, at most ${MOST_REPLAYED}. Either this or \`filter\` is given.`,
  })
  ids?: string[] | null;

  @Field(() => DeliveryFilter, {
    nullable: true,
    description: "A page of these deliveries, of which an empty filter holds all.",
  })
  filter?: DeliveryFilter | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: REPLAY_PAGE_SIZE,
    description: `With \`filter\`: how many at most, from 0 to ${MOST_REPLAYED}.`,
  })
  first!: number | null;

  @Field(() => String, {
    nullable: true,
    description: "With `filter`: the `endCursor` of the page before.",
  })
  after?: string | null;
}
