/** Counts what came for transfers, from the stored deliveries: so it matters not which came first. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { readTime } from "../terra/times.ts";
import { PAYLOAD_TYPES } from "./payload-types.ts";

export type Payloads = {
  received: number;
  /** The newest clock among them; null where none has one. */
  clockMicros: number | null;
  firstMicros: number;
  lastMicros: number;
};

/** The payloads of each reference, where there are any. Copies of one count once, and so do a link and what was fetched by it. */
export async function countPayloads(
  db: Kysely<Database>,
  references: readonly string[],
): Promise<Map<string, Payloads>> {
  const { rows } = await sql<CountRow>`
    with arrived as materialized (
      select id, parent_id, reference, payload, clock_micros, received_at
        from deliveries
       where reference = any(${references}::text[]) and type = any(${PAYLOAD_TYPES}::text[]) and state <> 'IGNORED'
    )
    select a.reference, count(distinct coalesce(parent.payload, a.payload))::int4 as received,
           max(a.clock_micros) as clock_micros, min(a.received_at) as first_at, max(a.received_at) as last_at
      from arrived a
      left join arrived parent on parent.id = a.parent_id and parent.reference = a.reference
     group by a.reference`.execute(db);
  return new Map(rows.map((row) => [row.reference, payloadsOf(row)]));
}

type CountRow = {
  reference: string;
  received: number;
  clockMicros: string | null;
  firstAt: string;
  lastAt: string;
};

function payloadsOf({ received, clockMicros, firstAt, lastAt }: CountRow): Payloads {
  return {
    received,
    clockMicros: clockMicros === null ? null : Number(clockMicros),
    firstMicros: readTime(firstAt)?.instantMicros ?? 0,
    lastMicros: readTime(lastAt)?.instantMicros ?? 0,
  };
}
