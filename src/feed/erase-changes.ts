import { type Kysely, sql } from "kysely";
import type { ErasedConnection } from "../connections/erased-connection.ts";
import type { Database } from "../database/database.ts";
import type { NewChange } from "./change.ts";

/**
 * Erases what the feed still says of a connection and its records, to all people to whom it ever belonged. What they
 * lost stays: a subscriber who was away has still to be told.
 */
export async function eraseChanges(
  db: Kysely<Database>,
  { id, formerIds, provider }: ErasedConnection,
): Promise<NewChange[]> {
  await sql`
    delete from changes
     where connection_id = any(${[id, ...formerIds]}::uuid[]) and kind <> 'RECORD_DELETED'`.execute(db);
  await sql`
    update changes set provider = ${provider} where connection_id = any(${[id, ...formerIds]}::uuid[])`.execute(
    db,
  );
  return [];
}
