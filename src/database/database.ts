/** The database: the sum of the rooms' tables. Columns are camelCase here and snake_case in SQL. */
import type { AccessTables } from "../access/access-tables.ts";
import type { ConnectionsTable } from "../connections/connection.ts";
import type { DeliveriesTable } from "../deliveries/delivery.ts";
import type { ChangesTable } from "../feed/change.ts";
import type { RecordTables, SeriesTables } from "../records/tables.ts";
import type { HealthchecksTable } from "../status/healthcheck.ts";
import type { TransfersTable } from "../transfers/transfer.ts";
import type { UsersTable } from "../users/user.ts";

export type Database = UsersTable &
  ConnectionsTable &
  DeliveriesTable &
  HealthchecksTable &
  ChangesTable &
  RecordTables &
  SeriesTables &
  TransfersTable &
  AccessTables;
