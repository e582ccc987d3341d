/** How ingest is doing, over GraphQL, for operators. */
import { Ctx, FieldResolver, Float, Int, Query, Resolver } from "type-graphql";
import { requireOperatorOfAll } from "../access/policy.ts";
import type { Context } from "../graphql/context.ts";
import { DateTimeScalar } from "../graphql/scalars.ts";
import { Healthcheck } from "./healthcheck.ts";
import { IngestStatus } from "./ingest-status.ts";
import {
  countKeptAfterRevocation,
  readDeliveryAt,
  readLastHealthcheck,
  readUnsettled,
  type UnsettledDeliveries,
} from "./read-status.ts";
import { isOverdue, warningsOf } from "./warnings.ts";

@Resolver(() => IngestStatus)
export class IngestStatusResolver {
  @Query(() => IngestStatus, {
    description: "How the taking of Terra's deliveries is doing. For operators; FORBIDDEN for others.",
  })
  ingestStatus(@Ctx() { viewer }: Context): IngestStatus {
    requireOperatorOfAll(viewer);
    return new IngestStatus();
  }

  @FieldResolver(() => Healthcheck, {
    nullable: true,
    description: "Terra's last healthcheck, by Terra's clock. Null before the first.",
  })
  lastHealthcheck(@Ctx() context: Context): Promise<Healthcheck | null> {
    return lastHealthcheck(context);
  }

  @FieldResolver(() => Boolean, {
    description:
      "Whether no healthcheck has come for longer than TERRARIUM_HEALTHCHECK_OVERDUE_SECONDS. False before the first.",
  })
  async isHealthcheckOverdue(@Ctx() context: Context): Promise<boolean> {
    return isOverdue(await lastHealthcheck(context), context.gateway.healthcheckOverdueSeconds);
  }

  @FieldResolver(() => [String], {
    description: "What somebody should look at, in words; empty where all is well.",
  })
  async warnings(@Ctx() context: Context): Promise<string[]> {
    const last = await lastHealthcheck(context);
    return warningsOf(last, context.gateway.healthcheckOverdueSeconds, await unsettled(context));
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: "When the newest delivery came that is kept. Null before the first.",
  })
  lastDeliveryAt(@Ctx() { session }: Context): Promise<string | null> {
    return readDeliveryAt(session.db, "newest");
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: "When the oldest delivery came that is kept: what came since can be replayed.",
  })
  oldestDeliveryAt(@Ctx() { session }: Context): Promise<string | null> {
    return readDeliveryAt(session.db, "oldest");
  }

  @FieldResolver(() => Int, {
    description: "Deliveries that are stored and will be tried again by themselves.",
  })
  async pendingDeliveries(@Ctx() context: Context): Promise<number> {
    return (await unsettled(context)).PENDING.count;
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: "When the oldest of the pending deliveries came. Null where there is none.",
  })
  async oldestPendingAt(@Ctx() context: Context): Promise<string | null> {
    return (await unsettled(context)).PENDING.oldestAt;
  }

  @FieldResolver(() => Int, { description: "Deliveries that are stored and need a person or a release." })
  async failedDeliveries(@Ctx() context: Context): Promise<number> {
    return (await unsettled(context)).FAILED.count;
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: "When the oldest of the failed deliveries came. Null where there is none.",
  })
  async oldestFailedAt(@Ctx() context: Context): Promise<string | null> {
    return (await unsettled(context)).FAILED.oldestAt;
  }

  @FieldResolver(() => Int, {
    description: "Connections that were revoked or deauthenticated, and whose data is kept.",
  })
  connectionsKeptAfterRevocation(@Ctx() { session }: Context): Promise<number> {
    return countKeptAfterRevocation(session.db);
  }

  @FieldResolver(() => Int, {
    description:
      "Deliveries that wait at the gateway that answers, to be stored. Others have queues of their own.",
  })
  async queueLength(@Ctx() { gateway }: Context): Promise<number> {
    return (await gateway.queue()).length;
  }

  @FieldResolver(() => Float, {
    description:
      "Bytes of the bodies that wait there; past TERRARIUM_QUEUE_BYTES, Terra is told to send again later.",
  })
  async queueBytes(@Ctx() { gateway }: Context): Promise<number> {
    return (await gateway.queue()).bytes;
  }
}

function lastHealthcheck({ session, loader }: Context): Promise<Healthcheck | null> {
  return loader("last healthcheck", () => readLastHealthcheck(session.db));
}

function unsettled({ session, loader }: Context): Promise<UnsettledDeliveries> {
  return loader("unsettled deliveries", () => readUnsettled(session.db));
}
