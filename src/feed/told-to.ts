/**
 * Of whose data a subscriber is told. A change says whose it was when it came about; connections move since then, and
 * nothing is told that a query could not read now. Only what is gone is told to whom it is gone from.
 */
import { type Kysely, sql } from "kysely";
import { mayReadChange, mayReadPeople, reachesEverything } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import type { Change } from "./change.ts";

/** Those of the changes that the viewer may be told of at this moment, in their order. */
export async function changesToldTo(
  db: Kysely<Database>,
  viewer: Viewer,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  if (changes.length === 0 || (mayReadPeople(viewer) && reachesEverything(viewer))) return changes;
  // Joined by the function itself, connections would be gone through: row security comes before what may leak.
  const { rows } = await sql<{ seq: string }>`
    with ch as materialized (
      select *, terrarium_connection(connection_id) as present_id
        from changes where seq = any(${changes.map(({ seq }) => seq)}::int8[]))
    select ch.seq from ch left join connections c on c.id = ch.present_id
     where ${mayReadChange(viewer, "ch", "c")}`.execute(db);
  const told = new Set(rows.map(({ seq }) => seq));
  return changes.filter(({ seq }) => told.has(seq));
}
