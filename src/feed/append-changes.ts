import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { CHANNEL, type NewChange } from "./change.ts";

/**
 * Appends changes to the feed, in the order given, and wakes its readers at the commit. The last that its
 * transaction does: from here to the commit all other writers of changes wait, which is what makes `seq` the commit order.
 */
export async function appendChanges(db: Kysely<Database>, changes: readonly NewChange[]): Promise<void> {
  const parts: Promise<void>[] = [];
  for (let at = 0; at < changes.length; at += MOST_AT_ONCE)
    parts.push(append(db, changes.slice(at, at + MOST_AT_ONCE)));
  await Promise.all(parts);
}

// A statement has its time.
const MOST_AT_ONCE = 50_000;

async function append(db: Kysely<Database>, changes: readonly NewChange[]): Promise<void> {
  const column = (name: keyof NewChange) => changes.map((change) => change[name] ?? null);
  await sql`
    with appended as (
      insert into changes (kind, user_id, connection_id, record_type, key, revision, reference, provider)
      select kind, user_id, connection_id, record_type, key, revision, reference, provider
      from unnest(
        ${column("kind")}::text[], ${column("userId")}::uuid[], ${column("connectionId")}::uuid[],
        ${column("recordType")}::text[], ${column("key")}::text[], ${column("revision")}::int[],
        ${column("reference")}::text[], ${column("provider")}::text[]
      ) with ordinality as given (kind, user_id, connection_id, record_type, key, revision, reference, provider, place)
      order by place
    )
    select pg_notify(${CHANNEL}, '')`.execute(db);
}
