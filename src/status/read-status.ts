/** Reading how ingest is doing, by statements that stay cheap however much is stored. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { isoInstant } from "../database/instants.ts";
import type { Healthcheck } from "./healthcheck.ts";

/** Terra's last healthcheck; null before the first. */
export async function readLastHealthcheck(db: Kysely<Database>): Promise<Healthcheck | null> {
  const row = await db
    .selectFrom("healthchecks")
    .select(["receivedAt", "createdAt", "status", "trendPercentage", "sentWebhooksLastHour"])
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...row,
    receivedAt: isoInstant(row.receivedAt),
    createdAt: row.createdAt && isoInstant(row.createdAt),
  };
}

/** Of the deliveries in one state: how many there are, and when the oldest came. */
export type Unsettled = { count: number; oldestAt: string | null };
export type UnsettledDeliveries = Record<"PENDING" | "FAILED", Unsettled>;

export async function readUnsettled(db: Kysely<Database>): Promise<UnsettledDeliveries> {
  const { rows } = await sql<{ state: string; count: number; oldestAt: string }>`
    select state, count(*)::int4 as count, min(received_at) as oldest_at
      from deliveries where state in ('PENDING', 'FAILED') group by state`.execute(db);
  const of = (wanted: string): Unsettled => {
    const row = rows.find(({ state }) => state === wanted);
    return row ? { count: row.count, oldestAt: isoInstant(row.oldestAt) } : { count: 0, oldestAt: null };
  };
  return { PENDING: of("PENDING"), FAILED: of("FAILED") };
}

/** When the oldest or the newest of the deliveries that are kept came; null where there is none. */
export async function readDeliveryAt(
  db: Kysely<Database>,
  which: "oldest" | "newest",
): Promise<string | null> {
  const row = await db
    .selectFrom("deliveries")
    .select("receivedAt")
    .orderBy("receivedAt", which === "oldest" ? "asc" : "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? isoInstant(row.receivedAt) : null;
}

/** Connections that were revoked or deauthenticated, and whose data is kept. */
export async function countKeptAfterRevocation(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom("connections")
    .where("status", "in", ["REVOKED", "DEAUTHENTICATED"])
    .select(sql<number>`count(*)::int4`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}
