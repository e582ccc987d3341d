/** The rows of records, read and written set by set. */
import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { isOfOtherColumns } from "../database/error-kinds.ts";
import type { Values } from "./content.ts";
import { forgetPlaces, inNames, upsertHead, upsertTail } from "./record-columns.ts";
import type { RecordRow, TablePlaces } from "./record-row.ts";
import type { RecordDefinition } from "./record-types.ts";
import { placeOf, type RecordPlace } from "./save-series.ts";

/** Of these places, the rows that there are, by place. */
export async function readRows(
  db: Kysely<Database>,
  definition: RecordDefinition,
  targets: readonly RecordPlace[],
): Promise<Map<string, Values>> {
  // As JSON: to describe a table's columns takes longer than to find that it has none of these rows.
  const { rows } = await sql<{ row: Values }>`
    select row_to_json(r) as row from ${sql.table(definition.table)} r
      join unnest(${targets.map((t) => t.connectionId)}::uuid[], ${targets.map((t) => t.key)}::text[]) as t (connection_id, key)
        on t.connection_id = r.connection_id and t.key = r.key`.execute(db);
  const { terraType } = definition;
  return new Map(
    rows.map(({ row: columns }) => {
      const row = inNames(definition, columns);
      return [
        placeOf({ connectionId: String(row["connectionId"]), terraType, key: String(row["key"]) }),
        row,
      ];
    }),
  );
}

/** Writes rows over what there is. */
export async function upsertRows(
  db: Kysely<Database>,
  definition: RecordDefinition,
  { everMade }: TablePlaces,
  rows: readonly RecordRow[],
): Promise<void> {
  // What nobody knows beforehand is in no text of anybody's.
  const between = randomUUID();
  const texts = rows.map((row) => row.text()).join(between);
  // A value in another column than its own would be believed. In a table that got columns since its places were looked
  // up there is nothing to part the rows by, and a text of single letters is no row.
  const separator = sql`(select case when relnatts = ${everMade} then ${between} end from pg_class
    where oid = ${definition.table}::regclass)`;
  await sql`${upsertHead(definition)}string_to_array(${texts}, ${separator})${upsertTail(definition)}`
    .execute(db)
    .catch((error: unknown) => {
      if (isOfOtherColumns(error)) forgetPlaces(definition);
      throw error;
    });
}

export async function removeRows(
  db: Kysely<Database>,
  definition: RecordDefinition,
  places: readonly RecordPlace[],
): Promise<void> {
  await sql`
    delete from ${sql.table(definition.table)} r
     using unnest(${places.map((p) => p.connectionId)}::uuid[], ${places.map((p) => p.key)}::text[]) as p (connection_id, key)
     where r.connection_id = p.connection_id and r.key = p.key`.execute(db);
}
