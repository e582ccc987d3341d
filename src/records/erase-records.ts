import { type Kysely, sql } from "kysely";
import type { ErasedConnection } from "../connections/erased-connection.ts";
import type { Database } from "../database/database.ts";
import type { NewChange } from "../feed/change.ts";
import { recordDefinitions } from "./record-types.ts";

/** Erases all records of a connection with their series, and says which were there. */
export async function eraseRecords(
  db: Kysely<Database>,
  { id, userId }: ErasedConnection,
): Promise<NewChange[]> {
  const erased: NewChange[] = [];
  for (const { table, type } of recordDefinitions) {
    const { rows } = await sql<{ key: string; revision: number; deleted: boolean }>`
      delete from ${sql.table(table)} where connection_id = ${id} returning key, revision, deleted`.execute(
      db,
    );
    const shown = rows.filter(({ deleted }) => !deleted);
    erased.push(
      ...shown.map(({ key, revision }) => ({
        ...{ kind: "RECORD_DELETED" as const, userId, connectionId: id },
        ...{ recordType: type, key, revision },
      })),
    );
  }
  await sql`delete from series where connection_id = ${id}`.execute(db);
  return erased;
}
