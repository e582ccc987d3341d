/** Terra's last word on whether it reaches this gateway. */
import "reflect-metadata";
import type { Generated } from "kysely";
import { Field, Float, Int, ObjectType } from "type-graphql";
import { DateTimeScalar } from "../graphql/scalars.ts";

export type HealthchecksTable = {
  /** One row: the last one. */
  healthchecks: {
    isLast: Generated<true>;
    receivedAt: string;
    createdAt: string | null;
    status: string | null;
    trendPercentage: number | null;
    sentWebhooksLastHour: number | null;
    /** What tells the later of two: when Terra made it, else when it came. */
    clock: string;
  };
};

@ObjectType({
  description:
    "What Terra says, when a destination is saved and from time to time after that, of the webhooks that it sends.",
  simpleResolvers: true,
})
export class Healthcheck {
  @Field(() => DateTimeScalar, { description: "When it came." })
  receivedAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "When Terra made it. Terra: `creation_timestamp`.",
  })
  createdAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Terra's word for how it goes, such as `normal`. Terra: `status`.",
  })
  status!: string | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "How the number of webhooks changes, in percent; Terra does not document against what. Terra: `trend_percentage`.",
  })
  trendPercentage!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "How many webhooks Terra sent in the hour before it. Terra: `sent_webhooks_last_hour`.",
  })
  sentWebhooksLastHour!: number | null;
}
