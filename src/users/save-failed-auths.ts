/** Authentications that failed, in the histories of their people: of those that the gateway knows. */
import { type Kysely, sql } from "kysely";
import type { HistoryEntry } from "../connections/connection-statement.ts";
import { entryId } from "../connections/save-history.ts";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";

export type FailedAuth = HistoryEntry & { referenceId: string };

export async function saveFailedAuths(db: Kysely<Database>, failed: readonly FailedAuth[]): Promise<void> {
  if (failed.length === 0) return;
  const rows = failed.map(({ referenceId, ...entry }) => ({
    reference_id: referenceId,
    at: isoOfMicros(entry.atMicros),
    id: entryId(referenceId, entry),
    kind: entry.kind,
    details: entry.details,
  }));
  await sql`
    insert into user_events (user_id, at, id, kind, details)
    select u.id, f.at, f.id, f.kind, f.details
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as f (reference_id text, at timestamptz, id uuid, kind text, details jsonb)
      join users u using (reference_id)
    on conflict do nothing`.execute(db);
}
