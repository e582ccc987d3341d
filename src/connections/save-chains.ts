/** The chains of ids: what is new about them is woven in and kept. Costs nothing where nothing is. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { ChainLink } from "../merge/chain.ts";
import type { Claimed, IdRow } from "./claim-connections.ts";
import type { StatedConnection } from "./connection-draft.ts";
import { type SaidOfId, type Woven, weaveChains } from "./weave-chains.ts";

export type SavedChains = Pick<Woven, "ids" | "refused" | "inferred"> & {
  /** The connection that each of the locked ones is now: itself, or the one that it was joined with. */
  survivors: Map<string, string>;
  /** Whether there was news: `inferred` then says all that follows. */
  isWoven: boolean;
};

export async function saveChains(
  db: Kysely<Database>,
  { ids, rows }: Claimed,
  stated: readonly StatedConnection[],
): Promise<SavedChains> {
  const said = stated.map(({ statement, devId }) => ({ ...statement, devId }));
  if (!said.some((one) => isNews(one, ids.get(one.terraUserId))))
    return { ids, refused: [], inferred: [], survivors: survivorsOf(ids, ids), isWoven: false };
  const woven = weaveChains(ids, rows, said, await linksOf(db, [...ids.keys()]));
  await updateIds(db, woven.changed);
  await insertLinks(db, woven.links);
  return { ...woven, survivors: survivorsOf(ids, woven.ids), isWoven: true };
}

function isNews({ chain, createdMicros, link }: SaidOfId, id: IdRow | undefined): boolean {
  if (!id) return false;
  const older = createdMicros !== null && (id.createdMicros === null || createdMicros < id.createdMicros);
  return link !== null || older || (chain !== null && chain !== id.chain);
}

function survivorsOf(
  before: ReadonlyMap<string, IdRow>,
  after: ReadonlyMap<string, IdRow>,
): Map<string, string> {
  return new Map(
    [...before].map(([id, { connectionId }]) => [connectionId, after.get(id)?.connectionId ?? connectionId]),
  );
}

async function linksOf(db: Kysely<Database>, ids: readonly string[]): Promise<ChainLink[]> {
  const { rows } = await sql<{ from: string; to: string; clockMicros: string | null }>`
    select old_id as from, new_id as to, clock_micros from terra_user_links where new_id = any(${ids}::text[])`.execute(
    db,
  );
  return rows.map((row) => ({
    ...row,
    clockMicros: row.clockMicros === null ? null : Number(row.clockMicros),
  }));
}

async function updateIds(db: Kysely<Database>, ids: readonly IdRow[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update terra_user_ids t
       set connection_id = i.connection_id, generation = i.generation, created_micros = i.created_micros, chain = i.chain
      from unnest(${ids.map((id) => id.terraUserId)}::text[], ${ids.map((id) => id.connectionId)}::uuid[],
        ${ids.map((id) => id.generation)}::int[], ${ids.map((id) => id.createdMicros)}::int8[],
        ${ids.map((id) => id.chain)}::text[]) as i (terra_user_id, connection_id, generation, created_micros, chain)
     where t.terra_user_id = i.terra_user_id`.execute(db);
}

async function insertLinks(db: Kysely<Database>, links: readonly ChainLink[]): Promise<void> {
  for (const { from, to, clockMicros } of links) {
    await sql`
      insert into terra_user_links (old_id, new_id, clock_micros) values (${from}, ${to}, ${clockMicros}::int8)
      on conflict (old_id, new_id) do update
         set clock_micros = least(terra_user_links.clock_micros, excluded.clock_micros)`.execute(db);
  }
}
