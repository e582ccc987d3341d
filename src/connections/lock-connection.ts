import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { ConnectionStatus } from "./connection.ts";
import type { ErasedConnection } from "./erased-connection.ts";

export type LockedConnection = ErasedConnection & { status: ConnectionStatus; statusSince: string };

/** Locks a connection's row, as a batch of deliveries does, and says what it is known by; null where it is gone. */
export async function lockConnection(db: Kysely<Database>, id: string): Promise<LockedConnection | null> {
  const { rows } = await sql<Omit<LockedConnection, "formerIds" | "terraUserIds">>`
    select id, user_id, provider, status, status_since from connections where id = ${id} for update`.execute(
    db,
  );
  const [row] = rows;
  if (!row) return null;
  // Asked only when the lock is held: until then it could be joined with another.
  const { rows: known } = await sql<{ formerIds: string[]; terraUserIds: string[] }>`
    select array(select id::text from connection_aliases where connection_id = ${id}) as former_ids,
           array(select terra_user_id from terra_user_ids where connection_id = ${id}) as terra_user_ids`.execute(
    db,
  );
  return { ...row, formerIds: known[0]?.formerIds ?? [], terraUserIds: known[0]?.terraUserIds ?? [] };
}
