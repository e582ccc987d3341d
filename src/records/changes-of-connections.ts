/** When a connection moves to another user, or is joined with another, its records go with it: what the feed says. */
import { type Kysely, sql } from "kysely";
import type { FormerConnection, SavedConnection } from "../connections/connection-draft.ts";
import type { Database } from "../database/database.ts";
import type { NewChange } from "../feed/change.ts";
import { recordDefinitions } from "./record-types.ts";

/**
 * What the feed says of connections that changed, and of records that were known otherwise before: gone as what they
 * were, and there for the user to whom their connection moved. Asked before records of joined connections are moved.
 */
export async function changesOfConnections(
  db: Kysely<Database>,
  connections: readonly SavedConnection[],
): Promise<NewChange[]> {
  const records = await recordsOf(
    db,
    connections.flatMap(({ former }) => former.map(({ id }) => id)),
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

function changesOf({ id, userId, former }: SavedConnection, records: readonly RecordRow[]): NewChange[] {
  const nothing = { recordType: null, key: null, revision: null };
  const own = former.some((one) => one.id === id) ? records.filter((one) => one.connectionId === id) : [];
  return [
    { kind: "CONNECTION_CHANGED", userId, connectionId: id, ...nothing },
    // Whoever had it under that id, or as theirs, has it no longer.
    ...former.map((one) => ({
      kind: "CONNECTION_CHANGED" as const,
      userId: one.userId,
      connectionId: one.id,
      ...nothing,
    })),
    ...former.flatMap((one) => deletions(one, records)),
    ...own.map((record) => ({ kind: "RECORD_SAVED" as const, userId, ...record })),
  ];
}

function deletions({ id, userId }: FormerConnection, records: readonly RecordRow[]): NewChange[] {
  return records
    .filter(({ connectionId }) => connectionId === id)
    .map((record) => ({ kind: "RECORD_DELETED", userId, ...record }));
}
