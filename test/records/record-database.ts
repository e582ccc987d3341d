/** A migrated database of a test's own, written to as the gateway's owner writes. */
import type { Kysely } from "kysely";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { openTestDatabase } from "../gateway.ts";

export type RecordDatabase = AsyncDisposable & { url: string; db: Kysely<Database> };

export async function openRecordDatabase(): Promise<RecordDatabase> {
  await using opened = new AsyncDisposableStack();
  const { url } = opened.use(await openTestDatabase());
  const pool = openPool(url, { max: 4, applicationName: "test", log: () => undefined });
  opened.defer(() => pool.end());
  const all = opened.move();
  return { url, db: openDatabase<Database>(pool), [Symbol.asyncDispose]: () => all.disposeAsync() };
}
