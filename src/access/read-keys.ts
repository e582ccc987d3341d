/** Reading API keys, with the rights of the owner: readers have none. */
import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { isoInstant } from "../database/instants.ts";
import type { AgePlace } from "../graphql/age-place.ts";
import type { ApiKey } from "./api-key.ts";

export const KEY_COLUMNS = [
  "id",
  "name",
  "prefix",
  "scopes",
  "userIds",
  "referenceIds",
  "providers",
  "recordTypes",
  "study",
  "grants",
  "createdAt",
  "expiresAt",
  "revokedAt",
  "lastUsedAt",
  "version",
] as const;

/** A key with the hash of its text, in hexadecimal digits. */
export type KeptKey = { hash: string; key: ApiKey };

export async function readKeysByHash(
  db: Kysely<Database>,
  hashes: readonly string[],
): Promise<Map<string, KeptKey>> {
  const kept = await keptKeys(db, sql<SqlBool>`hash = any(${hashes.map((hash) => `\\x${hash}`)}::bytea[])`);
  return new Map(kept.map((each) => [each.hash, each]));
}

export async function readKeysById(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<Map<string, KeptKey>> {
  const kept = await keptKeys(db, sql<SqlBool>`id = any(${ids}::uuid[])`);
  return new Map(kept.map((each) => [each.key.id, each]));
}

/** All keys, the newest first. */
export async function readKeys(
  db: Kysely<Database>,
  after: AgePlace | null,
  limit: number,
): Promise<ApiKey[]> {
  const behind = after
    ? sql<SqlBool>`(created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`
    : sql<SqlBool>`true`;
  const rows = await db
    .selectFrom("apiKeys")
    .select(KEY_COLUMNS)
    .where(behind)
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(keyOf);
}

export async function countKeys(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom("apiKeys")
    .select(sql<number>`count(*)::int4`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** A key as the columns of a statement give it, for the statements that write and return it, too. */
export function keyOf(row: ApiKey): ApiKey {
  const iso = (text: string | null) => text && isoInstant(text);
  return {
    ...row,
    createdAt: isoInstant(row.createdAt),
    expiresAt: iso(row.expiresAt),
    revokedAt: iso(row.revokedAt),
    lastUsedAt: iso(row.lastUsedAt),
  };
}

async function keptKeys(db: Kysely<Database>, condition: RawBuilder<SqlBool>): Promise<KeptKey[]> {
  const rows = await db
    .selectFrom("apiKeys")
    .select(KEY_COLUMNS)
    .select(sql<string>`encode(hash, 'hex')`.as("hash"))
    .where(condition)
    .execute();
  return rows.map(({ hash, ...row }) => ({ hash, key: keyOf(row) }));
}
