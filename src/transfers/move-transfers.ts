/** Transfers follow their connections: to the one that they were joined into, or out of the house. */
import { type Kysely, sql } from "kysely";
import type { ErasedConnection } from "../connections/erased-connection.ts";
import type { Database } from "../database/database.ts";
import type { NewChange } from "../feed/change.ts";

/** Called under the locks of the connections. */
export async function moveTransfers(
  db: Kysely<Database>,
  moves: readonly { from: string; to: string }[],
): Promise<void> {
  if (moves.length === 0) return;
  await sql`
    with moved as (
      select t.reference, m.destination
        from unnest(${moves.map(({ from }) => from)}::uuid[], ${moves.map(({ to }) => to)}::uuid[])
             as m (source, destination)
        join transfers t on t.connection_id = m.source
       order by t.reference for update of t
    )
    update transfers t set connection_id = moved.destination
      from moved where t.reference = moved.reference`.execute(db);
}

/** Forgets the transfers of a connection whose data is erased. */
export async function eraseTransfers(
  db: Kysely<Database>,
  { id, formerIds }: ErasedConnection,
): Promise<NewChange[]> {
  const connectionIds = [id, ...formerIds];
  await sql`
    with gone as (
      select reference from transfers where connection_id = any(${connectionIds}::uuid[]) order by reference for update
    )
    delete from transfers t using gone where t.reference = gone.reference`.execute(db);
  return [];
}
