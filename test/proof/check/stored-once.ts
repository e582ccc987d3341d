import type pg from "pg";

/** What contradicts "each delivery that was answered 200 is stored once, and is applied". */
export async function storedOnce(pool: pg.Pool, answered: Iterable<string>): Promise<string[]> {
  const { rows } = await pool.query<{ trace_id: string; count: number; states: string[] }>(
    `select trace_id, count(*)::int as count, array_agg(distinct state) as states
       from deliveries where trace_id is not null group by trace_id`,
  );
  const found = new Map(rows.map((row) => [row.trace_id, row]));
  return [...answered].flatMap((traceId) => {
    const { count, states } = found.get(traceId) ?? { count: 0, states: [] };
    if (count !== 1) return [`${traceId} was answered 200 and is stored ${count} times`];
    return states[0] === "APPLIED" ? [] : [`${traceId} was answered 200 and is ${states[0]}`];
  });
}
