/** What the sessions of a database do, looked at some fifty times a second. */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const EVERY_MS = 20;

/** Of the sessions of one use that were in a transaction, how many at a time did what, at the mean. */
export type SessionWaits = Map<string, number>;

export async function sessionWaits<Result>(
  client: pg.Client,
  act: () => Promise<Result>,
): Promise<{ result: Result; waits: SessionWaits }> {
  const seen = new Map<string, number>();
  const ended = new AbortController();
  let looks = 0;
  const looking = (async () => {
    while (!ended.signal.aborted) {
      looks += 1;
      const { rows } = await client.query<{ what: string }>({ name: "waits", text: WAITS });
      for (const { what } of rows) seen.set(what, (seen.get(what) ?? 0) + 1);
      await sleep(EVERY_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();
  try {
    const result = await act();
    return { result, waits: new Map([...seen].map(([what, count]) => [what, count / looks])) };
  } finally {
    ended.abort();
    await looking;
  }
}

const WAITS = `
  select application_name || ': ' || case
      when state = 'active' and wait_event is null then 'on the CPU, or ready for it'
      when state = 'idle in transaction' then 'waits for the gateway''s next statement'
      else coalesce('waits for ' || wait_event_type || ' ' || wait_event, state, 'starting') end as what
    from pg_stat_activity
   where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
     and backend_type = 'client backend'`;
