/** What GraphQL can be asked: the resolvers of all rooms. */
import { KeyResolver } from "./access/key-resolver.ts";
import { TicketResolver } from "./access/ticket-resolver.ts";
import { ViewerResolver } from "./access/viewer-resolver.ts";
import {
  ConnectionResolver,
  DeliveryConnectionResolver,
  UserConnectionsResolver,
} from "./connections/connection-resolver.ts";
import { DeliveryResolver } from "./deliveries/delivery-resolver.ts";
import { ReplayResolver } from "./deliveries/replay-resolver.ts";
import {
  ConnectionChangedResolver,
  DataEventResolver,
  RecordDeletedResolver,
  RecordSavedResolver,
  TransferProgressedResolver,
} from "./feed/data-event-resolver.ts";
import type { Resolvers } from "./graphql/schema.ts";
import {
  ConnectionHealthRecordsResolver,
  HealthRecordQueryResolver,
  UserHealthRecordsResolver,
} from "./records/health-record-lists.ts";
import { recordListResolvers } from "./records/record-lists.ts";
import { RecordResolver } from "./records/record-resolver.ts";
import { IngestStatusResolver } from "./status/ingest-status-resolver.ts";
import { ConnectionTransfersResolver, TransferResolver } from "./transfers/transfer-resolver.ts";
import {
  ConnectionUserResolver,
  UserHistoryResolver,
  UserResolver,
  ViewerUserResolver,
} from "./users/user-resolver.ts";

export const resolvers: Resolvers = [
  ViewerResolver,
  KeyResolver,
  TicketResolver,
  UserResolver,
  UserHistoryResolver,
  ViewerUserResolver,
  ConnectionUserResolver,
  ConnectionResolver,
  UserConnectionsResolver,
  DeliveryResolver,
  DeliveryConnectionResolver,
  ReplayResolver,
  TransferResolver,
  ConnectionTransfersResolver,
  IngestStatusResolver,
  HealthRecordQueryResolver,
  UserHealthRecordsResolver,
  ConnectionHealthRecordsResolver,
  ...recordListResolvers,
  RecordResolver,
  DataEventResolver,
  RecordSavedResolver,
  RecordDeletedResolver,
  ConnectionChangedResolver,
  TransferProgressedResolver,
];
