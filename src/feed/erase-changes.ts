import { type Kysely, sql } from "kysely";
import type { ErasedConnection } from "../connections/erased-connection.ts";
import type { Database } from "../database/database.ts";
import type { NewChange } from "./change.ts";

/** Erases what the feed still says of a connection and its records. */
export async function eraseChanges(
  db: Kysely<Database>,
  { id, formerIds, userId }: ErasedConnection,
): Promise<NewChange[]> {
  await sql`
    delete from changes where user_id = ${userId} and connection_id = any(${[id, ...formerIds]}::uuid[])`.execute(
    db,
  );
  return [];
}
