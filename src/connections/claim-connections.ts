/**
 * From terraUserIds to locked connections. The connection's row is the lock for everything below it: who holds it
 * may join records of that connection, nobody else does at that time.
 *
 * Locks are taken in one order everywhere: ids, chains, connections. Whoever finds, when all are held, that an id has
 * moved to another connection meanwhile lets everything go and begins again: locking one more could be a deadlock.
 */
import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { WorthRepeating } from "../database/error-kinds.ts";
import type { ConnectionNotice, ConnectionStatus } from "./connection.ts";
import type { ConnectionStatement } from "./connection-statement.ts";
import type { StoredFacts } from "./stored-facts.ts";

export type ConnectionRow = {
  id: string;
  userId: string;
  terraUserId: string;
  provider: string;
  status: ConnectionStatus;
  statusSince: string;
  scopes: string[];
  referenceId: string | null;
  devId: string | null;
  notice: ConnectionNotice | null;
  facts: StoredFacts;
  lastDataAt: string | null;
  createdAt: string;
};

/** A terraUserId, the connection that has it, and its place in that connection's chain. */
export type IdRow = {
  terraUserId: string;
  connectionId: string;
  generation: number;
  createdMicros: number | null;
  chain: string | null;
};

export type Claimed = {
  /** All ids of the connections, by id. Those of connections that were erased are not here: their data is not kept. */
  ids: Map<string, IdRow>;
  /** The locked rows; a new connection has none yet, and nobody else can make it. */
  rows: Map<string, ConnectionRow>;
  /** Of all ids that are spoken of, those whose connections were erased. */
  erased: ReadonlySet<string>;
};

/** The ids that there are of these: what a claim begins with, and may be asked before it is known what is claimed. */
export function readKnownIds(
  db: Kysely<Database>,
  terraUserIds: readonly string[],
): Promise<Map<string, IdRow>> {
  return readIds(db, sql`terra_user_id = any(${[...new Set(terraUserIds)]}::text[])`);
}

/**
 * Finds or claims the connections of these ids, and of those with which they turn out to be one, and locks them; of
 * ids that are only named, those that there are: nobody erases them meanwhile. `known` are the ids that there were of
 * all that the statements are of.
 */
export async function claimConnections(
  db: Kysely<Database>,
  statements: readonly ConnectionStatement[],
  named: readonly string[],
  known: ReadonlyMap<string, IdRow>,
): Promise<Claimed> {
  const wanted = [...new Set(statements.map(({ terraUserId }) => terraUserId))].sort();
  const own = await claimedIds(db, wanted, known);
  const others = await readNamed(
    db,
    named.filter((id) => !wanted.includes(id)),
  );
  const erased = new Set([...wanted.filter((id) => !own.has(id)), ...others.erased]);
  const mates = await matesOf(db, newChains(statements, own));
  const before = [...own.values(), ...others.ids.values(), ...mates];
  const connectionIds = [...new Set(before.map(({ connectionId }) => connectionId))];
  // Asked at once, answered one after the other: what the ids lead to is read when the locks are held.
  const [rows, ids] = await Promise.all([lockRows(db, connectionIds), idsOf(db, connectionIds)]);
  if (before.some((id) => ids.get(id.terraUserId)?.connectionId !== id.connectionId))
    throw new WorthRepeating("a connection was joined with another meanwhile");
  return { ids, rows, erased };
}

async function claimedIds(
  db: Kysely<Database>,
  wanted: readonly string[],
  known: ReadonlyMap<string, IdRow>,
): Promise<Map<string, IdRow>> {
  const missing = wanted.filter((id) => !known.has(id));
  if (missing.length === 0)
    return new Map(
      wanted.flatMap((id) => {
        const row = known.get(id);
        return row ? [[id, row]] : [];
      }),
    );
  await sql`
    insert into terra_user_ids (terra_user_id, connection_id)
    select * from unnest(${missing}::text[], ${missing.map(() => randomUUID())}::uuid[]) as missing (id)
     where not exists (select from erased_ids where hash = keyed_hash(missing.id))
     order by id
    on conflict do nothing`.execute(db);
  return readKnownIds(db, wanted);
}

async function readNamed(
  db: Kysely<Database>,
  named: readonly string[],
): Promise<{ ids: Map<string, IdRow>; erased: string[] }> {
  if (named.length === 0) return { ids: new Map(), erased: [] };
  const ids = await readKnownIds(db, named);
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${named}::text[]) as named (id) join erased_ids on hash = keyed_hash(named.id)`.execute(
    db,
  );
  return { ids, erased: rows.map(({ id }) => id) };
}

/** The chains that an id is said to belong to for the first time. */
function newChains(statements: readonly ConnectionStatement[], own: ReadonlyMap<string, IdRow>): string[] {
  const chains = statements.flatMap(({ terraUserId, chain }) =>
    chain !== null && own.has(terraUserId) && own.get(terraUserId)?.chain !== chain ? [chain] : [],
  );
  return [...new Set(chains)].sort();
}

// Two that say for the first time of two ids that they are of one chain have to meet: neither would see the other's id.
async function matesOf(db: Kysely<Database>, chains: readonly string[]): Promise<IdRow[]> {
  if (chains.length === 0) return [];
  await sql`
    select pg_advisory_xact_lock(hashtextextended(chain, 0)) from unnest(${chains}::text[]) as c (chain)`.execute(
    db,
  );
  return [...(await readIds(db, sql`chain = any(${chains}::text[])`)).values()];
}

async function lockRows(db: Kysely<Database>, ids: readonly string[]): Promise<Map<string, ConnectionRow>> {
  const { rows } = await sql<ConnectionRow>`
    select id, user_id, terra_user_id, provider, status, status_since, scopes, reference_id, dev_id, notice, facts,
           last_data_at, created_at
      from connections where id = any(${ids}::uuid[]) order by id for update`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

function idsOf(db: Kysely<Database>, connectionIds: readonly string[]): Promise<Map<string, IdRow>> {
  return readIds(db, sql`connection_id = any(${connectionIds}::uuid[])`);
}

async function readIds(db: Kysely<Database>, condition: ReturnType<typeof sql>): Promise<Map<string, IdRow>> {
  type Row = Omit<IdRow, "createdMicros"> & { createdMicros: string | null };
  const { rows } = await sql<Row>`
    select terra_user_id, connection_id, generation, created_micros, chain from terra_user_ids where ${condition}`.execute(
    db,
  );
  return new Map(
    rows.map((row) => [
      row.terraUserId,
      { ...row, createdMicros: row.createdMicros === null ? null : Number(row.createdMicros) },
    ]),
  );
}
