/** Tells duplicates: a delivery whose bytes (and trace id, if it has one) came before (rule 6 of docs/rules.md). */
import { type Kysely, sql } from "kysely";
import { byteaArray } from "../database/binary-array.ts";
import type { Database } from "../database/database.ts";
import type { DeliveryState } from "./delivery.ts";

/** What tells a delivery from another, and where it would be stored. */
export type DeliveryKey = { hash: Uint8Array; traceId: string; receivedAt: string; id: string };

/** The stored delivery that has the same key. */
export type EarlierDelivery = { receivedAt: string; id: string; state: DeliveryState };

/**
 * Claims the keys, of which no two may be equal. Those that came before are returned with where they are stored, and
 * locked, in an order that all transactions share: each will be written, and one that failed is tried by one alone.
 */
export async function claimDeliveries(
  db: Kysely<Database>,
  keys: readonly DeliveryKey[],
): Promise<Map<DeliveryKey, EarlierDelivery>> {
  const sorted = keys.toSorted((a, b) => Buffer.compare(a.hash, b.hash) || (a.traceId < b.traceId ? -1 : 1));
  const { rows: claimed } = await sql<{ deliveryId: string }>`
    insert into delivery_keys (hash, trace_id, received_at, delivery_id)
    select * from unnest(${byteaArray(sorted.map(({ hash }) => hash))}::bytea[], ${sorted.map((key) => key.traceId)}::text[],
      ${sorted.map((key) => key.receivedAt)}::timestamptz[], ${sorted.map((key) => key.id)}::uuid[])
    on conflict do nothing
    returning delivery_id`.execute(db);
  const mine = new Set(claimed.map((row) => row.deliveryId));
  return findEarlier(
    db,
    sorted.filter((key) => !mine.has(key.id)),
  );
}

/**
 * Locks stored deliveries, in the order that all transactions share; those that are no longer kept, or whose bodies
 * were erased, are not there.
 */
export async function lockDeliveries(
  db: Kysely<Database>,
  keys: readonly { receivedAt: string; id: string }[],
): Promise<Map<string, EarlierDelivery>> {
  const { rows } = await sql<EarlierDelivery>`
    select d.received_at, d.id, d.state
      from unnest(${keys.map(({ receivedAt }) => receivedAt)}::timestamptz[], ${keys.map(({ id }) => id)}::uuid[])
           as k (received_at, id)
      join deliveries d using (received_at, id)
     where octet_length(d.body) > 0
     order by d.received_at, d.id
       for update of d`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Forgets keys: what they told of is not known again. */
export async function forgetKeys(db: Kysely<Database>, keys: readonly DeliveryKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    delete from delivery_keys k
     using unnest(${byteaArray(keys.map(({ hash }) => hash))}::bytea[], ${keys.map((key) => key.traceId)}::text[])
           as g (hash, trace_id)
     where k.hash = g.hash and k.trace_id = g.trace_id`.execute(db);
}

async function findEarlier(
  db: Kysely<Database>,
  keys: readonly DeliveryKey[],
): Promise<Map<DeliveryKey, EarlierDelivery>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<EarlierDelivery & { place: string }>`
    select g.place, d.received_at, d.id, d.state
      from unnest(${byteaArray(keys.map(({ hash }) => hash))}::bytea[], ${keys.map((key) => key.traceId)}::text[])
           with ordinality as g (hash, trace_id, place)
      join delivery_keys k using (hash, trace_id)
      join deliveries d on d.received_at = k.received_at and d.id = k.delivery_id
     order by d.received_at, d.id
       for update of d`.execute(db);
  const found = new Map(
    rows.map(({ place, ...earlier }) => [keys[Number(place) - 1] as DeliveryKey, earlier]),
  );
  await takeOver(
    db,
    keys.filter((key) => !found.has(key)),
  );
  return found;
}

// Their deliveries are no longer kept: the keys become those of the new ones.
async function takeOver(db: Kysely<Database>, keys: readonly DeliveryKey[]): Promise<void> {
  for (const key of keys) {
    await sql`
      update delivery_keys set received_at = ${key.receivedAt}, delivery_id = ${key.id}
       where hash = ${Buffer.from(key.hash)} and trace_id = ${key.traceId}`.execute(db);
  }
}
