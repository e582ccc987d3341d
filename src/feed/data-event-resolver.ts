/** The subscription, and what its events lead to, which goes through the loaders of each event's own context. */
import { Args, Ctx, FieldResolver, Resolver, Root, Subscription } from "type-graphql";
import { Connection } from "../connections/connection.ts";
import { connectionLoader } from "../connections/read-connections.ts";
import type { Context } from "../graphql/context.ts";
import { HealthRecord } from "../records/health-record.ts";
import { recordLoader } from "../records/read-records.ts";
import { transferLoader } from "../transfers/read-transfers.ts";
import { Transfer } from "../transfers/transfer.ts";
import {
  ConnectionChanged,
  DataEvent,
  RecordDeleted,
  RecordSaved,
  TransferProgressed,
} from "./data-event.ts";
import { DataEventsArgs } from "./data-events-args.ts";
import { subscribeDataEvents } from "./subscribe-data-events.ts";

// Nullable on every event, though some always have one: GraphQL asks for one field of several types only where they agree.
const CAME_BY = "The connection that it came by; null if it may no longer be seen.";

type Subscribing = { args: DataEventsArgs; context: Context };

@Resolver(() => DataEvent)
export class DataEventResolver {
  @Subscription(() => DataEvent, {
    description:
      "What happens to people's data, in the order in which it was stored. Whoever subscribes again with the cursor of " +
      "the last event that they took misses nothing.",
    subscribe: ({ args, context }: Subscribing) => subscribeDataEvents(context, args),
  })
  dataEvents(@Root() event: DataEvent, @Args(() => DataEventsArgs) _args: DataEventsArgs): DataEvent {
    return event;
  }
}

@Resolver(() => RecordSaved)
export class RecordSavedResolver {
  @FieldResolver(() => Connection, { nullable: true, description: CAME_BY })
  connection(@Root() event: RecordSaved, @Ctx() context: Context): Promise<Connection | null> {
    return connectionLoader(context).load(event.connectionId);
  }

  @FieldResolver(() => HealthRecord, {
    nullable: true,
    description: "The record as it is now; null if it was deleted since.",
  })
  record(
    @Root() { recordType: type, connectionId, key }: RecordSaved,
    @Ctx() context: Context,
  ): Promise<HealthRecord | null> {
    return recordLoader(context).load({ type, connectionId, key });
  }
}

@Resolver(() => RecordDeleted)
export class RecordDeletedResolver {
  @FieldResolver(() => Connection, { nullable: true, description: CAME_BY })
  connection(@Root() event: RecordDeleted, @Ctx() context: Context): Promise<Connection | null> {
    return connectionLoader(context).load(event.connectionId);
  }
}

@Resolver(() => ConnectionChanged)
export class ConnectionChangedResolver {
  @FieldResolver(() => Connection, {
    nullable: true,
    description: "The connection as it is now; null if it may no longer be seen.",
  })
  connection(@Root() event: ConnectionChanged, @Ctx() context: Context): Promise<Connection | null> {
    return connectionLoader(context).load(event.connectionId);
  }
}

@Resolver(() => TransferProgressed)
export class TransferProgressedResolver {
  @FieldResolver(() => Transfer, {
    nullable: true,
    description: "The transfer as it is now; null if it was erased since.",
  })
  transfer(@Root() { reference }: TransferProgressed, @Ctx() context: Context): Promise<Transfer | null> {
    return transferLoader(context).load(reference);
  }
}
