/** Terra's last healthcheck; and what finds the connections whose data outlives them. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // One row: the key has one value.
  await sql`
    create table healthchecks (
      is_last                 boolean primary key default true check (is_last),
      received_at             timestamptz not null,
      created_at              timestamptz,
      status                  text,
      trend_percentage        float8,
      sent_webhooks_last_hour int,
      clock                   timestamptz not null
    )`.execute(db);

  await sql`
    create index connections_ended on connections (id) where status in ('REVOKED', 'DEAUTHENTICATED')
  `.execute(db);
}
