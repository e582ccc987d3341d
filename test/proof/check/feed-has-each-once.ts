import type pg from "pg";

/** What contradicts "the feed has each revision of each record once, from the first to the one that it has now". */
export async function feedHasEachOnce(pool: pg.Pool): Promise<{ changes: number; broken: string[] }> {
  const { rows } = await pool.query<{ record: string; said: number; revisions: number; last: number }>(
    `select connection_id || ' ' || record_type || ' ' || key as record,
            count(*)::int as said, count(distinct revision)::int as revisions, max(revision)::int as last
       from changes where kind = 'RECORD_SAVED' group by connection_id, record_type, key`,
  );
  const broken = rows
    .filter(({ said, revisions, last }) => said !== last || revisions !== last)
    .map(
      ({ record, said, revisions, last }) => `${record}: ${said} changes, ${revisions} revisions of ${last}`,
    );
  return { changes: rows.reduce((sum, { said }) => sum + said, 0), broken };
}
