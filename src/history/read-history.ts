/** Reading what happened to connections and to people, of many at once. */
import { type Kysely, sql } from "kysely";
import { mayReadConnection, mayReadUserHistory } from "../access/policy.ts";
import { shownDetails, shownTerraUserId } from "../access/pseudonyms.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import { isoInstant } from "../database/instants.ts";
import type { AgePlace } from "../graphql/age-place.ts";

/** Whose histories: those of connections, or those of users. */
export type Whose = "connection" | "user";

export type HistoryRow = {
  id: string;
  at: string;
  kind: string;
  details: Record<string, unknown>;
  /** Not of a user's. */
  terraUserId: string | null;
};

export type HistoryAsked = { owner: string; after: AgePlace | null };

const tables = {
  connection: {
    owners: sql`connections`,
    events: sql`connection_events`,
    owner: sql`e.connection_id`,
    terraUserId: sql`e.terra_user_id`,
  },
  user: {
    owners: sql`users`,
    events: sql`user_events`,
    owner: sql`e.user_id`,
    terraUserId: sql`null::text as terra_user_id`,
  },
};

// Before the first row of any history.
const BEGINNING: AgePlace = { at: "-infinity", id: "00000000-0000-0000-0000-000000000000" };

/** Each history from its place on, the oldest entry first, at most `limit` entries of each. */
export async function readHistories(
  db: Kysely<Database>,
  viewer: Viewer,
  whose: Whose,
  asked: readonly HistoryAsked[],
  limit: number,
): Promise<HistoryRow[][]> {
  const { owners, events, owner, terraUserId } = tables[whose];
  const places = asked.map(({ after }) => after ?? BEGINNING);
  const { rows } = await sql<HistoryRow & { owner: string }>`
    select o.id as owner, e.*
      from unnest(${asked.map((one) => one.owner)}::uuid[],
                  ${places.map(({ at }) => at)}::timestamptz[],
                  ${places.map(({ id }) => id)}::uuid[]) as parent (owner, at, id)
      join ${owners} o on o.id = parent.owner
     cross join lateral (
       select e.id, e.at, e.kind, e.details, ${terraUserId}
         from ${events} e
        where ${owner} = o.id and (e.at, e.id) > (parent.at, parent.id)
        order by e.at, e.id
        limit ${limit}
     ) e
     where ${mayReadOwner(viewer, whose)}
     order by e.at, e.id`.execute(db);
  const byOwner = Map.groupBy(rows, (row) => row.owner);
  return asked.map(({ owner }) =>
    (byOwner.get(owner) ?? []).map((row) => ({
      ...row,
      at: isoInstant(row.at),
      terraUserId: shownTerraUserId(viewer, row.terraUserId),
      details: shownDetails(viewer, row.details),
    })),
  );
}

/** How many entries each history has. */
export async function countHistories(
  db: Kysely<Database>,
  viewer: Viewer,
  whose: Whose,
  ids: readonly string[],
): Promise<number[]> {
  const { owners, events, owner } = tables[whose];
  const { rows } = await sql<{ id: string; count: number }>`
    select o.id, count(*)::int4 as count
      from ${owners} o
      join ${events} e on ${owner} = o.id
     where o.id = any(${ids}::uuid[]) and ${mayReadOwner(viewer, whose)}
     group by o.id`.execute(db);
  const counts = new Map(rows.map(({ id, count }) => [id, count]));
  return ids.map((id) => counts.get(id) ?? 0);
}

function mayReadOwner(viewer: Viewer, whose: Whose) {
  if (whose === "user") return mayReadUserHistory(viewer, "o");
  return mayReadConnection(viewer, "o");
}
