/** Where deliveries stated something, by what is stored: their statements of today may be of other records. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { recordDefinitions } from "./record-types.ts";
import type { RecordPlace } from "./save-series.ts";

/** A delivery that is applied once more, and the connection that it is about. */
export type AppliedAgain = { deliveryId: string; connectionId: string };

export async function placesOfDeliveries(
  db: Kysely<Database>,
  again: readonly AppliedAgain[],
): Promise<RecordPlace[]> {
  if (again.length === 0) return [];
  const connections = sql`any(${again.map(({ connectionId }) => connectionId)}::uuid[])`;
  const deliveries = sql`any(${again.map(({ deliveryId }) => deliveryId)}::text[])`;
  const ofRecords = recordDefinitions.map(
    ({ terraType, table }) => sql`
      select connection_id, ${terraType}::text as terra_type, key from ${sql.table(table)}
       where connection_id = ${connections}
         and (delivery_id::text = ${deliveries} or tombstone ->> 3 = ${deliveries}
              or exists (select from jsonb_path_query(section_versions, '$.*[*].v[3]') of_section
                          where of_section #>> '{}' = ${deliveries}))`,
  );
  const ofSeries = sql`
      select connection_id, type, key from series
       where connection_id = ${connections} and version ->> 3 = ${deliveries}`;
  const { rows } = await sql<RecordPlace>`${sql.join([...ofRecords, ofSeries], sql` union `)}`.execute(db);
  return rows;
}
