/** What subscribers are told: changes of the feed, as GraphQL types. */
import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from "type-graphql";
import { DateTimeScalar } from "../graphql/scalars.ts";
import { RecordType } from "../records/health-record.ts";
import { ChangeKind } from "./change.ts";

registerEnumType(ChangeKind, {
  name: "DataEventType",
  description: "The kinds of data events.",
  valuesConfig: {
    RECORD_SAVED: { description: "A record is new, or its content changed." },
    RECORD_DELETED: { description: "A record is no longer there, or no longer this person's." },
    CONNECTION_CHANGED: {
      description: "A connection is new, or its status, terraUserId, user or scopes changed.",
    },
    TRANSFER_PROGRESSED: {
      description: "A transfer is new, or its status, its counts or its `retryAt` changed.",
    },
  },
});

@InterfaceType("DataEvent", {
  description: "Something that happened to a person's data.",
  resolveType: (event: DataEvent) => event.constructor.name,
})
export abstract class DataEvent {
  @Field(() => String, {
    description: "Its place in the feed, opaque. Give it as `after` to go on behind it.",
  })
  cursor!: string;

  @Field(() => DateTimeScalar, { description: "When it was stored." })
  at!: string;

  /** The connection's own key; the connection is a field resolver. */
  connectionId!: string;
}

@ObjectType({
  implements: DataEvent,
  description:
    "A record is new, or its content changed. Several changes of one record may arrive as one event.",
  simpleResolvers: true,
})
export class RecordSaved extends DataEvent {
  /** The record's own key within its connection and type. */
  key!: string;

  @Field(() => ID, { description: "The record's id." })
  recordId!: string;

  @Field(() => RecordType, { description: "The record's type." })
  recordType!: RecordType;

  @Field(() => Int, { description: "The record's revision with this change. `record` may be newer." })
  revision!: number;
}

@ObjectType({
  implements: DataEvent,
  description: "A record is no longer there, or no longer this person's.",
  simpleResolvers: true,
})
export class RecordDeleted extends DataEvent {
  @Field(() => ID, { description: "The id that the record had." })
  recordId!: string;

  @Field(() => RecordType, { description: "The record's type." })
  recordType!: RecordType;
}

@ObjectType({
  implements: DataEvent,
  description:
    "A connection is new, or its status, terraUserId, user or scopes changed: the person whom it left hears it too. " +
    "Not sent at every delivery.",
  simpleResolvers: true,
})
export class ConnectionChanged extends DataEvent {}

@ObjectType({
  implements: DataEvent,
  description:
    "A transfer is new, or its status, its counts or its `retryAt` changed. Several changes of one transfer may arrive " +
    "as one event.",
  simpleResolvers: true,
})
export class TransferProgressed extends DataEvent {
  /** What finds the transfer, which is a field resolver. */
  reference!: string;
}
