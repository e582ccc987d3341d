/** Writes deliveries, set by set. */
import { type Kysely, sql } from "kysely";
import { byteaArray } from "../database/binary-array.ts";
import type { Database } from "../database/database.ts";
import type { DeliveryState } from "./delivery.ts";

export type NewDelivery = {
  receivedAt: string;
  id: string;
  type: string | null;
  state: DeliveryState;
  error: string | null;
  notes: readonly string[];
  reference: string | null;
  payload: string | null;
  traceId: string | null;
  devId: string | null;
  orderingMicros: number | null;
  clockMicros: number | null;
  terraUserId: string | null;
  connectionId: string | null;
  parentId: string | null;
  nextTryAt: string | null;
  headers: Record<string, string>;
  hash: Uint8Array;
  secret: number;
  bytes: number;
  encoding: number;
  packedBody: Uint8Array;
};

export async function insertDeliveries(
  db: Kysely<Database>,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  if (deliveries.length === 0) return;
  const column = <Name extends keyof NewDelivery>(name: Name) => deliveries.map((delivery) => delivery[name]);
  await sql`
    insert into deliveries (received_at, id, type, state, error, notes, reference, payload, trace_id, dev_id,
      ordering_micros, clock_micros, terra_user_id, connection_id, parent_id, next_try_at, headers, hash, secret, bytes, encoding, body)
    select * from unnest(${column("receivedAt")}::timestamptz[], ${column("id")}::uuid[], ${column("type")}::text[],
      ${column("state")}::text[], ${column("error")}::text[], ${column("notes").map((notes) => JSON.stringify(notes))}::jsonb[],
      ${column("reference")}::text[], ${column("payload")}::text[], ${column("traceId")}::text[], ${column("devId")}::text[],
      ${column("orderingMicros")}::int8[], ${column("clockMicros")}::int8[], ${column("terraUserId")}::text[], ${column("connectionId")}::uuid[],
      ${column("parentId")}::uuid[], ${column("nextTryAt")}::timestamptz[],
      ${column("headers").map((headers) => JSON.stringify(headers))}::json[], ${byteaArray(column("hash"))}::bytea[],
      ${column("secret")}::int[], ${column("bytes")}::int[], ${column("encoding")}::smallint[],
      ${byteaArray(column("packedBody"))}::bytea[])`.execute(db);
}

/** A stored delivery that came again: a duplicate adds to its repeats, a retry has a new outcome too. */
export type RepeatedDelivery = {
  receivedAt: string;
  id: string;
  repeats: number;
  outcome: Omit<NewDelivery, "receivedAt" | "id"> | null;
};

/** Asks for all at once. */
export async function updateRepeated(
  db: Kysely<Database>,
  repeated: readonly RepeatedDelivery[],
): Promise<void> {
  if (repeated.length === 0) return;
  const outcomes = repeated.map(({ outcome }) => outcome);
  const updated = sql`
    update deliveries d
       set repeats = d.repeats + r.repeats, state = coalesce(r.state, d.state), notes = coalesce(r.notes, d.notes),
           error = case when r.state is null then d.error else r.error end,
           next_try_at = case when r.state is null then d.next_try_at else r.next_try_at end,
           connection_id = coalesce(r.connection_id, d.connection_id),
           attempts = d.attempts + case when r.state is null then 0 else 1 end
      from unnest(${repeated.map((r) => r.receivedAt)}::timestamptz[], ${repeated.map((r) => r.id)}::uuid[],
        ${repeated.map((r) => r.repeats)}::int[], ${outcomes.map((o) => o?.state ?? null)}::text[],
        ${outcomes.map((o) => o?.error ?? null)}::text[], ${outcomes.map((o) => (o ? JSON.stringify(o.notes) : null))}::jsonb[],
        ${outcomes.map((o) => o?.connectionId ?? null)}::uuid[], ${outcomes.map((o) => o?.nextTryAt ?? null)}::timestamptz[])
        as r (received_at, id, repeats, state, error, notes, connection_id, next_try_at)
     where d.received_at = r.received_at and d.id = r.id`.execute(db);
  await Promise.all([updated, ...repeated.map((one) => keepBody(db, one))]);
}

// Of what was ignored the body may not have been kept, and is wanted when a copy of it is to be kept.
async function keepBody(db: Kysely<Database>, { receivedAt, id, outcome }: RepeatedDelivery): Promise<void> {
  if (outcome === null || outcome.state === "IGNORED") return;
  await sql`
    update deliveries set encoding = ${outcome.encoding}, body = ${Buffer.from(outcome.packedBody)}
     where received_at = ${receivedAt} and id = ${id} and octet_length(body) = 0`.execute(db);
}

/** Writes what became of deliveries that were replayed, and what today's code reads of them. */
export async function updateReplayed(db: Kysely<Database>, replayed: readonly NewDelivery[]): Promise<void> {
  if (replayed.length === 0) return;
  const column = <Name extends keyof NewDelivery>(name: Name) => replayed.map((delivery) => delivery[name]);
  // Of an erased connection nothing is kept that was kept before.
  await sql`
    update deliveries d
       set type = r.type, state = r.state, error = r.error, notes = r.notes, reference = r.reference,
           payload = r.payload, trace_id = r.trace_id, dev_id = r.dev_id, ordering_micros = r.ordering_micros,
           clock_micros = r.clock_micros, terra_user_id = r.terra_user_id,
           connection_id = case when r.is_erased then null else coalesce(r.connection_id, d.connection_id) end,
           body = case when r.is_erased then '' else d.body end,
           encoding = case when r.is_erased then 0 else d.encoding end,
           headers = case when r.is_erased then '{}' else d.headers end,
           hash = case when r.is_erased then '' else d.hash end,
           next_try_at = r.next_try_at, attempts = d.attempts + 1
      from unnest(${column("receivedAt")}::timestamptz[], ${column("id")}::uuid[], ${column("type")}::text[],
        ${column("state")}::text[], ${column("error")}::text[],
        ${column("notes").map((notes) => JSON.stringify(notes))}::jsonb[], ${column("reference")}::text[],
        ${column("payload")}::text[], ${column("traceId")}::text[], ${column("devId")}::text[],
        ${column("orderingMicros")}::int8[], ${column("clockMicros")}::int8[], ${column("terraUserId")}::text[],
        ${column("connectionId")}::uuid[], ${column("nextTryAt")}::timestamptz[],
        ${column("packedBody").map((body) => body.length === 0)}::boolean[])
        as r (received_at, id, type, state, error, notes, reference, payload, trace_id, dev_id, ordering_micros,
              clock_micros, terra_user_id, connection_id, next_try_at, is_erased)
     where d.received_at = r.received_at and d.id = r.id`.execute(db);
}
