/** Reading the histories of connections, of many at once. */
import { type Kysely, type SqlBool, sql } from "kysely";
import { mayRead } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import { isoInstant } from "../database/instants.ts";
import type { AgePlace } from "../graphql/age-place.ts";
import type { ConnectionEvent } from "./connection.ts";

export type HistoryAsked = { connectionId: string; after: AgePlace | null };

type EventRow = ConnectionEvent & { connectionId: string };

// Before the first row of any history.
const BEGINNING: AgePlace = { at: "-infinity", id: "00000000-0000-0000-0000-000000000000" };

/** Each history from its place on, the oldest entry first, at most `limit` entries of each. */
export async function readHistories(
  db: Kysely<Database>,
  viewer: Viewer,
  asked: readonly HistoryAsked[],
  limit: number,
): Promise<ConnectionEvent[][]> {
  const places = asked.map(({ after }) => after ?? BEGINNING);
  const { rows } = await sql<EventRow>`
    select c.id as connection_id, e.id, e.at, e.kind, e.terra_user_id, e.details
      from unnest(${asked.map((one) => one.connectionId)}::uuid[],
                  ${places.map(({ at }) => at)}::timestamptz[],
                  ${places.map(({ id }) => id)}::uuid[]) as parent (connection_id, at, id)
      join connections c on c.id = parent.connection_id
     cross join lateral (
       select *
         from connection_events e
        where e.connection_id = c.id and (e.at, e.id) > (parent.at, parent.id)
        order by e.at, e.id
        limit ${limit}
     ) e
     where ${mayReadConnection(viewer)}
     order by e.at, e.id`.execute(db);
  const byConnection = Map.groupBy(rows, (row) => row.connectionId);
  return asked.map(({ connectionId }) => (byConnection.get(connectionId) ?? []).map(eventOf));
}

/** How many entries each history has. */
export async function countHistories(
  db: Kysely<Database>,
  viewer: Viewer,
  connectionIds: readonly string[],
): Promise<number[]> {
  const { rows } = await sql<{ id: string; count: number }>`
    select c.id, count(*)::int4 as count
      from connections c
      join connection_events e on e.connection_id = c.id
     where c.id = any(${connectionIds}::uuid[]) and ${mayReadConnection(viewer)}
     group by c.id`.execute(db);
  const counts = new Map(rows.map(({ id, count }) => [id, count]));
  return connectionIds.map((id) => counts.get(id) ?? 0);
}

function mayReadConnection(viewer: Viewer) {
  return sql<SqlBool>`${mayRead(viewer, { userId: sql`c.user_id`, connectionId: sql`c.id` })}`;
}

function eventOf({ connectionId: _connectionId, ...event }: EventRow): ConnectionEvent {
  return { ...event, at: isoInstant(event.at) };
}
