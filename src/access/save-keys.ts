/** Making, changing and revoking API keys. Every instance hears of it at the commit, by the table's triggers. */
import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { ApiKey } from "./api-key.ts";
import { hashOfKey, prefixOfKey } from "./key-text.ts";
import { KEY_COLUMNS, keyOf } from "./read-keys.ts";

/** What may be changed of a key. */
export type KeyChanges = Partial<
  Pick<ApiKey, "name" | "expiresAt" | "referenceIds" | "userIds" | "providers" | "recordTypes" | "grants">
>;

export type NewKey = Required<KeyChanges> & Pick<ApiKey, "scopes" | "study">;

export async function insertKey(db: Kysely<Database>, text: string, key: NewKey): Promise<ApiKey> {
  const kept = { ...key, id: randomUUID(), prefix: prefixOfKey(text), hash: hashOfKey(text) };
  const row = await db.insertInto("apiKeys").values(kept).returning(KEY_COLUMNS).executeTakeFirstOrThrow();
  return keyOf(row);
}

/** Null where there is no such key. */
export async function updateKey(
  db: Kysely<Database>,
  id: string,
  changes: KeyChanges,
): Promise<ApiKey | null> {
  const set = Object.keys(changes).length > 0 ? changes : { name: sql<string>`name` };
  const row = await db
    .updateTable("apiKeys")
    .set(set)
    .where("id", "=", id)
    .returning(KEY_COLUMNS)
    .executeTakeFirst();
  return row ? keyOf(row) : null;
}

/** Null where there is no such key. One that was revoked stays so since then. */
export async function revokeKey(db: Kysely<Database>, id: string): Promise<ApiKey | null> {
  const row = await db
    .updateTable("apiKeys")
    .set({ revokedAt: sql<string>`coalesce(revoked_at, clock_timestamp())` })
    .where("id", "=", id)
    .returning(KEY_COLUMNS)
    .executeTakeFirst();
  return row ? keyOf(row) : null;
}
