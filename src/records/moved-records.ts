/** When a connection moves to another user, its records go with it: gone for the one, new for the other. */
import { type Kysely, sql } from "kysely";
import type { SavedConnection } from "../connections/save-connections.ts";
import type { Database } from "../database/database.ts";
import type { NewChange } from "../feed/change.ts";
import { recordDefinitions } from "./record-types.ts";

/** What the feed says of connections that changed, and of the records of those that moved. */
export async function changesOfMoves(
  db: Kysely<Database>,
  connections: readonly SavedConnection[],
): Promise<NewChange[]> {
  const records = await recordsOf(
    db,
    connections.filter(({ formerUserId }) => formerUserId !== null).map(({ id }) => id),
  );
  return connections.filter(({ changed }) => changed).flatMap((connection) => changesOf(connection, records));
}

type RecordRow = {
  connectionId: string;
  recordType: NonNullable<NewChange["recordType"]>;
  key: string;
  revision: number;
};

async function recordsOf(db: Kysely<Database>, connectionIds: readonly string[]): Promise<RecordRow[]> {
  if (connectionIds.length === 0) return [];
  const selects = recordDefinitions.map(
    ({ type, table }) => sql`
      select connection_id, ${type}::text as record_type, key, revision from ${sql.table(table)}
       where connection_id = any(${connectionIds}::uuid[]) and not deleted`,
  );
  return (await sql<RecordRow>`${sql.join(selects, sql` union all `)}`.execute(db)).rows;
}

function changesOf(
  { id, userId, formerUserId }: SavedConnection,
  records: readonly RecordRow[],
): NewChange[] {
  const own = records.filter(({ connectionId }) => connectionId === id);
  const nothing = { recordType: null, key: null, revision: null };
  const connectionChanged = { kind: "CONNECTION_CHANGED" as const, userId, connectionId: id, ...nothing };
  if (formerUserId === null) return [connectionChanged];
  return [
    connectionChanged,
    ...own.map((record) => ({ kind: "RECORD_DELETED" as const, userId: formerUserId, ...record })),
    ...own.map((record) => ({ kind: "RECORD_SAVED" as const, userId, ...record })),
  ];
}
