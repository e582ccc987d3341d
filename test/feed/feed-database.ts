/** A database of a test's own, and feeds that follow it. */
import type { Kysely } from "kysely";
import type pg from "pg";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { type Feed, type FeedOptions, openFeed } from "../../src/feed/feed.ts";
import { openTestDatabase } from "../gateway.ts";

export type FeedDatabase = AsyncDisposable & {
  databaseUrl: string;
  pool: pg.Pool;
  db: Kysely<Database>;
  query(sql: string): Promise<unknown[]>;
};

export async function openFeedDatabase(): Promise<FeedDatabase> {
  const database = await openTestDatabase();
  const pool = openPool(database.url, { max: 10, applicationName: "test", log: () => {} });
  return {
    databaseUrl: database.url,
    pool,
    db: openDatabase<Database>(pool),
    query: async (sql) => (await pool.query(sql)).rows,
    async [Symbol.asyncDispose]() {
      await pool.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

export function openFeedOf(
  { db, databaseUrl }: FeedDatabase,
  options: Partial<FeedOptions> = {},
): Promise<Feed> {
  return openFeed({ db, databaseUrl, log: () => {}, ...options });
}
