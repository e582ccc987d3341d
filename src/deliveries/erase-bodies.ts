import { type Kysely, sql } from "kysely";
import type { ErasedConnection } from "../connections/erased-connection.ts";
import type { Database } from "../database/database.ts";
import type { NewChange } from "../feed/change.ts";

/** Erases what deliveries brought for a connection, and whose they were; that they came, and when, remains. What only said where such a payload was to be fetched goes, too. */
export async function eraseBodies(
  db: Kysely<Database>,
  { id, formerIds, terraUserIds }: ErasedConnection,
): Promise<NewChange[]> {
  const ids = [id, ...formerIds];
  // Whoever stores what came again has locked its delivery and may wait for the connection: it is not waited for here.
  await sql`
    with own as materialized (
      select received_at, id, parent_id from deliveries
       where connection_id = any(${ids}::uuid[]) or terra_user_id = any(${terraUserIds}::text[])
         for update nowait
    ), parents as materialized (
      select received_at, id from deliveries where id in (select parent_id from own) for update nowait
    ), its as (
      select received_at, id from own union select received_at, id from parents
    ), keys as (
      delete from delivery_keys k using its where k.delivery_id = its.id and k.received_at = its.received_at
    )
    update deliveries d
       set body = '', encoding = 0, headers = '{}', hash = '', notes = '[]', trace_id = null, reference = null, payload = null,
           terra_user_id = null, connection_id = null,
           state = case when state in ('PENDING', 'FAILED') then 'IGNORED' else state end, error = null, next_try_at = null
      from its where d.received_at = its.received_at and d.id = its.id`.execute(db);
  return [];
}
