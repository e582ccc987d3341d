/**
 * Of whose data a subscriber is told. A change says whose it was when it came about; connections move since then, and
 * nothing is told that a query could not read now. Only what is gone is told to whom it is gone from.
 */
import { type Kysely, sql } from "kysely";
import { mayReadConnection, narrowsConnections } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import type { Change } from "./change.ts";

/** Those of the changes that the viewer may be told of at this moment, in their order. */
export async function changesToldTo(
  db: Kysely<Database>,
  viewer: Viewer,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  if (!narrowsConnections(viewer) || changes.length === 0) return changes;
  const connections = await readConnectionsOf(db, viewer, changes);
  return changes.filter((change) => isTold(viewer, change, connections.get(change.connectionId)));
}

/** A connection as it is now, by the id that it had when the change came about. */
type ConnectionNow = { id: string; provider: string; isReadable: boolean };

function isTold({ reach: { providers } }: Viewer, change: Change, connection?: ConnectionNow): boolean {
  if (change.kind === "RECORD_SAVED" || change.kind === "TRANSFER_PROGRESSED")
    return connection?.isReadable === true;
  const provider = connection?.provider ?? change.provider;
  return providers === null || (provider !== null && providers.includes(provider));
}

async function readConnectionsOf(
  db: Kysely<Database>,
  viewer: Viewer,
  changes: readonly Change[],
): Promise<Map<string, ConnectionNow>> {
  const ids = [...new Set(changes.map(({ connectionId }) => connectionId))];
  const { rows } = await sql<ConnectionNow>`
    select given.id, c.provider, ${mayReadConnection(viewer, "c")} as is_readable
      from unnest(${ids}::uuid[]) as given (id)
      left join connection_aliases a on a.id = given.id
      join connections c on c.id = coalesce(a.connection_id, given.id)`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
