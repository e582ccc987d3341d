/** A database of a test's own, and feeds that follow it. */
import type { Kysely } from "kysely";
import type pg from "pg";
import { createReadAs, type ReadAs } from "../../src/access/read-as.ts";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { openListener } from "../../src/database/listener.ts";
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

/** Reads on a database as viewers have them. */
export function readAsOn(pool: pg.Pool): ReadAs {
  const times = { statementTimeoutMs: 10_000, operationTimeoutMs: 10_000 };
  return createReadAs({ pool, takesReaderRole: true, plansOnce: true, ...times }, true);
}

/** A feed with a listener of its own, which closes with it. */
export async function openFeedOf(
  { db, databaseUrl, pool }: Pick<FeedDatabase, "db" | "databaseUrl" | "pool">,
  options: Partial<FeedOptions> = {},
): Promise<Feed> {
  const log = () => {};
  const listener = await openListener({ databaseUrl, log });
  const feed = await openFeed({ db, readAs: readAsOn(pool), listener, log, ...options });
  const close = async () => {
    await feed.close();
    await listener.close();
  };
  return { ...feed, close, [Symbol.asyncDispose]: close };
}
