import type pg from "pg";

/** What contradicts "of each day that is there, the feed said the revision that it has now, and nothing after it". */
export async function lastSaidIsCurrent(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{
    record: string;
    revision: number;
    kind: string | null;
    said: number | null;
  }>(
    `select d.connection_id || ' ' || d.key as record, d.revision, last.kind, last.revision as said
       from dailies d
       left join lateral (
         select kind, revision from changes c
          where c.connection_id = d.connection_id and c.record_type = 'DAILY' and c.key = d.key
          order by seq desc limit 1) last on true
      where not d.deleted`,
  );
  return rows
    .filter(({ revision, kind, said }) => kind !== "RECORD_SAVED" || said !== revision)
    .map(
      ({ record, revision, kind, said }) =>
        `${record} has revision ${revision}; ${kind} ${said} was said last`,
    );
}
