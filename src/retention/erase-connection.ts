/**
 * Erases all that is kept of a connection. Each room takes away its own part; what remains is a keyed hash of each id
 * that Terra gave the connection, by which whatever comes for it later is known and not kept.
 */
import { type Kysely, sql } from "kysely";
import { eraseLife } from "../connections/erase-life.ts";
import type { ErasedConnection } from "../connections/erased-connection.ts";
import type { Database } from "../database/database.ts";
import { eraseBodies } from "../deliveries/erase-bodies.ts";
import { appendChanges } from "../feed/append-changes.ts";
import type { NewChange } from "../feed/change.ts";
import { eraseChanges } from "../feed/erase-changes.ts";
import { eraseRecords } from "../records/erase-records.ts";
import { eraseTransfers } from "../transfers/move-transfers.ts";

/** Takes away a room's part, in the transaction that holds the connection's lock, and says what its subscribers hear. */
export type ErasePart = (db: Kysely<Database>, connection: ErasedConnection) => Promise<NewChange[]>;

// Who the connection was is what the others go by: it goes last.
const parts: readonly ErasePart[] = [eraseRecords, eraseTransfers, eraseChanges, eraseBodies, eraseLife];

/** The caller's transaction holds the lock of the connection's row. */
export async function eraseConnection(db: Kysely<Database>, connection: ErasedConnection): Promise<void> {
  // A part may look through all deliveries.
  await sql`set local statement_timeout = 0`.execute(db);
  const changes: NewChange[] = [];
  for (const erase of parts) changes.push(...(await erase(db, connection)));
  const { provider } = connection;
  await appendChanges(
    db,
    changes.map((change) => ({ ...change, provider })),
  );
}
