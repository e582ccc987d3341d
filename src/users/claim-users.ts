import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";

/** The users of these reference ids, made where they are missing, in an order that all transactions share. */
export async function claimUsers(
  db: Kysely<Database>,
  referenceIds: readonly string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(referenceIds)].sort();
  const known = await usersOf(db, wanted);
  const missing = wanted.filter((referenceId) => !known.has(referenceId));
  if (missing.length === 0) return known;
  await sql`
    insert into users (id, reference_id)
    select * from unnest(${missing.map(() => randomUUID())}::uuid[], ${missing}::text[])
    on conflict (reference_id) do nothing`.execute(db);
  return usersOf(db, wanted);
}

/** As many users of their own without a reference id, for connections that nobody has claimed yet. */
export async function makeUnnamedUsers(db: Kysely<Database>, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  if (count > 0) await sql`insert into users (id) select unnest(${ids}::uuid[])`.execute(db);
  return ids;
}

/** Removes users without a reference id that lost their one connection to a named user. */
export async function removeAbandonedUsers(db: Kysely<Database>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    delete from users u where u.id = any(${ids}::uuid[]) and u.reference_id is null
      and not exists (select from connections c where c.user_id = u.id)`.execute(db);
}

async function usersOf(db: Kysely<Database>, referenceIds: readonly string[]): Promise<Map<string, string>> {
  if (referenceIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; referenceId: string }>`
    select id, reference_id from users where reference_id = any(${referenceIds}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.referenceId, row.id]));
}
