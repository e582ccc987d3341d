/** The deliveries whose payloads are to be fetched: claiming them, reading one, and saying what became of it. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";
import type { DeliveryKey } from "../deliveries/stored-delivery.ts";
import { S3_PAYLOAD_TYPES } from "../terra/s3-payload.ts";

/** A delivery that says where its payload lies. */
export type Parent = DeliveryKey & {
  attempts: number;
  error: string | null;
  headers: Record<string, unknown>;
  secret: number;
  encoding: number;
  body: Buffer;
  /** Whether its payload is stored already: a gateway was killed before it could say so. */
  isFetched: boolean;
};

/**
 * Those that are due, the longest due first. Nobody else claims them before the lease is over, so that several
 * gateways fetch each once, and what a killed one had claimed is fetched by another.
 */
export async function claimDue(
  db: Kysely<Database>,
  { most, leaseMs }: { most: number; leaseMs: number },
): Promise<DeliveryKey[]> {
  const { rows } = await sql<DeliveryKey>`
    update deliveries d set next_try_at = ${instantIn(leaseMs)}
      from (select received_at, id from deliveries
             where state = 'PENDING' and type = any(${[...S3_PAYLOAD_TYPES]}::text[])
               and (next_try_at is null or next_try_at <= ${instantIn(0)})
             order by next_try_at nulls first
             limit ${most}
               for update skip locked) due
     where d.received_at = due.received_at and d.id = due.id
    returning d.received_at, d.id`.execute(db);
  return rows;
}

/** Keeps claims from running out. */
export async function renew(
  db: Kysely<Database>,
  keys: readonly DeliveryKey[],
  leaseMs: number,
): Promise<void> {
  if (keys.length === 0) return;
  const times = keys.map(({ receivedAt }) => receivedAt);
  const ids = keys.map(({ id }) => id);
  await sql`
    update deliveries set next_try_at = ${instantIn(leaseMs)}
     where received_at = any(${times}::timestamptz[]) and id = any(${ids}::uuid[]) and state = 'PENDING'`.execute(
    db,
  );
}

/** The delivery as it is stored; null where it no longer waits. */
export async function readParent(
  db: Kysely<Database>,
  { receivedAt, id }: DeliveryKey,
): Promise<Parent | null> {
  const { rows } = await sql<Parent>`
    select received_at, id, attempts, error, headers, secret, encoding, body,
           exists (select from deliveries c where c.parent_id = d.id) as is_fetched
      from deliveries d
     where received_at = ${receivedAt} and id = ${id} and state = 'PENDING'`.execute(db);
  return rows[0] ?? null;
}

/** What became of an attempt. */
export type Attempt = {
  state: "APPLIED" | "FAILED" | "PENDING";
  error: string | null;
  note?: string;
  /** Of a PENDING one. */
  againInMs?: number;
};

// Being stored was counted as an attempt, and made none: the first one that was made is not counted again. What was
// fetched here holds even where another gateway has given up meanwhile.
export async function saveAttempt(
  db: Kysely<Database>,
  { receivedAt, id }: DeliveryKey,
  { state, error, note, againInMs }: Attempt,
): Promise<void> {
  await sql`
    update deliveries
       set state = ${state}, error = ${error},
           next_try_at = ${againInMs === undefined ? null : instantIn(againInMs)},
           notes = notes || ${JSON.stringify(note === undefined ? [] : [note])}::jsonb,
           attempts = attempts + case when error is null then 0 else 1 end
     where received_at = ${receivedAt} and id = ${id}
       and (state = 'PENDING' or state = 'FAILED' and ${state}::text = 'APPLIED')`.execute(db);
}

/** Gives a claimed one back untried: whoever comes next may take it. */
export async function giveBack(db: Kysely<Database>, { receivedAt, id }: DeliveryKey): Promise<void> {
  await sql`
    update deliveries set next_try_at = ${instantIn(0)}
     where received_at = ${receivedAt} and id = ${id} and state = 'PENDING'`.execute(db);
}

// By this machine's clock, as is the time of its arrival.
function instantIn(milliseconds: number): string {
  return isoOfMicros((Date.now() + Math.round(milliseconds)) * 1000);
}
