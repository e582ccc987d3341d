/** What somebody who followed the feed from its beginning believes to be there of each person, and what is there. */
import type pg from "pg";
import { recordDefinitions } from "../../src/records/record-types.ts";

export type Picture = { told: string[]; there: string[] };

/** Of the people to whom a connection of these ids belongs, or ever belonged. */
export async function toldAndThere(pool: pg.Pool, own: string): Promise<Picture> {
  const { rows: changes } = await pool.query<{
    user_id: string;
    kind: string;
    record: string;
    revision: number;
  }>(
    `select user_id, kind, revision, concat_ws(' ', connection_id, record_type, key) as record from changes
      where record_type is not null and connection_id = any(array(
        select id from connections where terra_user_id like $1
        union select a.id from connection_aliases a join connections c on c.id = a.connection_id
               where c.terra_user_id like $1))
      order by seq`,
    [`${own}%`],
  );
  const told = new Map<string, string>();
  for (const { user_id, kind, record, revision } of changes) {
    if (kind === "RECORD_SAVED") told.set(`${user_id} ${record}`, `${user_id} ${record} ${revision}`);
    else told.delete(`${user_id} ${record}`);
  }
  const tables = recordDefinitions.map(
    ({ table, type }) =>
      `select connection_id, '${type}' as type, key, revision from ${table} where not deleted`,
  );
  const { rows: there } = await pool.query<{ record: string }>(
    `select concat_ws(' ', c.user_id, c.id, r.type, r.key, r.revision) as record
       from (${tables.join(" union all ")}) r join connections c on c.id = r.connection_id
      where c.terra_user_id like $1`,
    [`${own}%`],
  );
  return { told: [...told.values()].sort(), there: there.map(({ record }) => record).sort() };
}
