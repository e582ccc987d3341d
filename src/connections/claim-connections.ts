/**
 * From terraUserIds to locked connections. The connection's row is the lock for everything below it: who holds it
 * may join records of that connection, nobody else does at that time.
 */
import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";

export type ConnectionRow = {
  id: string;
  userId: string;
  terraUserId: string;
  provider: string;
  status: string;
  scopes: string[];
  referenceId: string | null;
  facts: Record<string, unknown>;
  lastDataAt: string | null;
};

export type Claimed = {
  /** The connection of each terraUserId; new ones have no row yet, and nobody else can make it. */
  connectionIds: Map<string, string>;
  rows: Map<string, ConnectionRow>;
  /** The rank of each terraUserId in its connection's chain. */
  generations: Map<string, number>;
};

/** Finds or claims the connections of these ids and locks their rows, in an order that all transactions share. */
export async function claimConnections(
  db: Kysely<Database>,
  terraUserIds: readonly string[],
): Promise<Claimed> {
  const wanted = [...new Set(terraUserIds)].sort();
  for (let before = await claimedIds(db, wanted); ; before = await connectionIdsOf(db, wanted)) {
    const rows = await lockRows(db, [...new Set(before.values())]);
    const aliases = await aliasesOf(db, [...new Set(before.values())]);
    // Between looking and locking, two connections may have been joined: then look again.
    if (wanted.every((id) => aliases.get(id)?.connectionId === before.get(id))) {
      return {
        connectionIds: before,
        rows,
        generations: new Map([...aliases].map(([id, alias]) => [id, alias.generation])),
      };
    }
  }
}

async function claimedIds(db: Kysely<Database>, wanted: readonly string[]): Promise<Map<string, string>> {
  const known = await connectionIdsOf(db, wanted);
  const missing = wanted.filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  await sql`
    insert into terra_user_ids (terra_user_id, connection_id)
    select * from unnest(${missing}::text[], ${missing.map(() => randomUUID())}::uuid[])
    on conflict do nothing`.execute(db);
  return connectionIdsOf(db, wanted);
}

async function connectionIdsOf(
  db: Kysely<Database>,
  wanted: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ terraUserId: string; connectionId: string }>`
    select terra_user_id, connection_id from terra_user_ids where terra_user_id = any(${wanted}::text[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.terraUserId, row.connectionId]));
}

async function lockRows(db: Kysely<Database>, ids: readonly string[]): Promise<Map<string, ConnectionRow>> {
  const { rows } = await sql<ConnectionRow>`
    select id, user_id, terra_user_id, provider, status, scopes, reference_id, facts, last_data_at
      from connections where id = any(${ids}::uuid[]) order by id for update`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

async function aliasesOf(db: Kysely<Database>, ids: readonly string[]) {
  const { rows } = await sql<{ terraUserId: string; connectionId: string; generation: number }>`
    select terra_user_id, connection_id, generation from terra_user_ids where connection_id = any(${ids}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.terraUserId, row]));
}
