import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { NewChange } from "../feed/change.ts";
import { removeAbandonedUsers } from "../users/claim-users.ts";
import type { ErasedConnection } from "./erased-connection.ts";

/** Erases a connection's row, its ids and its history, and keeps a keyed hash of each id. */
export async function eraseLife(db: Kysely<Database>, connection: ErasedConnection): Promise<NewChange[]> {
  const { id, userId, terraUserIds } = connection;
  await sql`
    insert into erased_ids (hash) select keyed_hash(id) from unnest(${terraUserIds}::text[]) as t (id)
    on conflict do nothing`.execute(db);
  await sql`delete from connection_events where connection_id = ${id}`.execute(db);
  await sql`
    delete from terra_user_links where new_id = any(${terraUserIds}::text[]) or old_id = any(${terraUserIds}::text[])`.execute(
    db,
  );
  await sql`delete from terra_user_ids where connection_id = ${id}`.execute(db);
  await sql`delete from connection_aliases where connection_id = ${id}`.execute(db);
  await sql`delete from connections where id = ${id}`.execute(db);
  await removeAbandonedUsers(db, [userId]);
  const nothing = { recordType: null, key: null, revision: null };
  return [{ kind: "CONNECTION_CHANGED", userId, connectionId: id, ...nothing }];
}
