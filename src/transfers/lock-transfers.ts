/** Transfers are written under the locks of their rows, taken in the order of their references by everyone. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { StoredTransferFacts } from "./join-transfer.ts";
import type { TransferStatus } from "./transfer.ts";

export type TransferRow = {
  reference: string;
  connectionId: string | null;
  /** Whose the connection is. */
  userId: string | null;
  facts: StoredTransferFacts;
  status: TransferStatus;
  expected: number | null;
  leastExpected: number | null;
  received: number;
  payloadClockMicros: string | null;
  lastPayloadAt: string | null;
  startedAt: string;
};

const columns = sql`
  t.reference, t.connection_id, c.user_id, t.facts, t.status, t.expected, t.least_expected, t.received,
  t.payload_clock_micros, t.last_payload_at, t.started_at`;

/** The transfers that there are of these references. */
export async function lockTransfers(
  db: Kysely<Database>,
  references: readonly string[],
): Promise<TransferRow[]> {
  const { rows } = await sql<TransferRow>`
    select ${columns} from transfers t left join connections c on c.id = t.connection_id
     where t.reference = any(${references}::text[])
     order by t.reference for update of t`.execute(db);
  return rows;
}

/** Transfers under way of which nothing was heard since then; none that somebody else is writing. */
export async function lockQuietTransfers(
  db: Kysely<Database>,
  since: string,
  limit: number,
): Promise<TransferRow[]> {
  const { rows } = await sql<TransferRow>`
    select ${columns} from transfers t left join connections c on c.id = t.connection_id
     where t.status in ('PROCESSING', 'SENDING', 'RATE_LIMITED') and t.quiet_since <= ${since}::timestamptz
     order by t.reference limit ${limit} for update of t skip locked`.execute(db);
  return rows;
}

/**
 * Before transfers are opened: waits for whoever stored payloads and found no transfer of theirs, and holds off who
 * would look for one next. Else payloads that are not committed yet would be missed, and would miss the transfer. Those
 * who look pay nothing for it, since a table's lock is taken before a statement's snapshot.
 */
export async function lockOpening(db: Kysely<Database>, references: readonly string[]): Promise<void> {
  const { rows } = await sql<{ reference: string }>`
    select reference from transfers where reference = any(${references}::text[])`.execute(db);
  if (rows.length < references.length) await sql`lock table transfers in exclusive mode`.execute(db);
}
