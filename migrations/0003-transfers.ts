/** Data requests to Terra, and what came for them. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // quiet_since: the later of the last payload (or the last event, before any) and retry_at.
  await sql`
    create table transfers (
      reference            text primary key,
      connection_id        uuid,
      facts                jsonb not null default '{}',
      status               text not null,
      expected             int4,
      least_expected       int4,
      received             int4 not null,
      retry_at             timestamptz,
      start_date           text,
      end_date             text,
      payload_clock_micros int8,
      last_payload_at      timestamptz,
      quiet_since          timestamptz not null,
      started_at           timestamptz not null,
      updated_at           timestamptz not null
    )`.execute(db);
  await sql`create index transfers_by_connection on transfers (connection_id, started_at, reference)`.execute(
    db,
  );
  await sql`
    create index transfers_under_way on transfers (quiet_since)
     where status in ('PROCESSING', 'SENDING', 'RATE_LIMITED')`.execute(db);
}
