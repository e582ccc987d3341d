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
      ${column("headers").map((headers) => JSON.stringify(headers))}::jsonb[], ${byteaArray(column("hash"))}::bytea[],
      ${column("secret")}::int[], ${column("bytes")}::int[], ${column("encoding")}::smallint[],
      ${byteaArray(column("packedBody"))}::bytea[])`.execute(db);
}

/** A stored delivery that came again: a duplicate adds to its repeats, a retry has a new outcome too. */
export type RepeatedDelivery = {
  receivedAt: string;
  id: string;
  repeats: number;
  outcome: Pick<NewDelivery, "connectionId" | "state" | "error" | "notes"> | null;
};

export async function updateRepeated(
  db: Kysely<Database>,
  repeated: readonly RepeatedDelivery[],
): Promise<void> {
  if (repeated.length === 0) return;
  const outcomes = repeated.map(({ outcome }) => outcome);
  await sql`
    update deliveries d
       set repeats = d.repeats + r.repeats, state = coalesce(r.state, d.state), notes = coalesce(r.notes, d.notes),
           error = case when r.state is null then d.error else r.error end,
           connection_id = coalesce(r.connection_id, d.connection_id),
           attempts = d.attempts + case when r.state is null then 0 else 1 end
      from unnest(${repeated.map((r) => r.receivedAt)}::timestamptz[], ${repeated.map((r) => r.id)}::uuid[],
        ${repeated.map((r) => r.repeats)}::int[], ${outcomes.map((o) => o?.state ?? null)}::text[],
        ${outcomes.map((o) => o?.error ?? null)}::text[], ${outcomes.map((o) => (o ? JSON.stringify(o.notes) : null))}::jsonb[],
        ${outcomes.map((o) => o?.connectionId ?? null)}::uuid[])
        as r (received_at, id, repeats, state, error, notes, connection_id)
     where d.received_at = r.received_at and d.id = r.id`.execute(db);
}
