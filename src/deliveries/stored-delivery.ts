/** Deliveries as they are stored, to be tried again: read where it is written, with all that came. */
import { type Kysely, type SqlBool, sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { DeliveryState } from "./delivery.ts";
import { unpackBody } from "./packed-body.ts";

/** What finds one delivery. */
export type DeliveryKey = { receivedAt: string; id: string };

export type StoredDelivery = DeliveryKey & {
  type: string | null;
  state: DeliveryState;
  notes: string[];
  attempts: number;
  parentId: string | null;
  headers: Record<string, string>;
  secret: number;
  bytes: number;
  /** The bytes that came; null where they were not kept. */
  body: Uint8Array | null;
};

/** Those of the keys that are still kept, in the order of their arrival. */
export async function readStoredDeliveries(
  db: Kysely<Database>,
  keys: readonly DeliveryKey[],
): Promise<StoredDelivery[]> {
  type Row = Omit<StoredDelivery, "body"> & { encoding: number; body: Buffer };
  const { rows } = await sql<Row>`
    select received_at, id, type, state, notes, attempts, parent_id, headers, secret, bytes, encoding, body
      from deliveries
     where ${isOneOf(keys)}
     order by received_at, id`.execute(db);
  return rows.map(({ encoding, body, ...row }) => ({
    ...row,
    body: bodyOf(encoding, body),
  }));
}

/** The sizes of bodies, in the order in which the deliveries arrived. */
export async function readSizes(
  db: Kysely<Database>,
  keys: readonly DeliveryKey[],
): Promise<(DeliveryKey & { bytes: number })[]> {
  const { rows } = await sql<DeliveryKey & { bytes: number }>`
    select received_at, id, bytes from deliveries where ${isOneOf(keys)} order by received_at, id`.execute(
    db,
  );
  return rows;
}

/** A body out of its columns. No JSON object is empty, so one that is was not kept. */
export function bodyOf(encoding: number, body: Buffer): Uint8Array | null {
  return body.length === 0 ? null : unpackBody({ encoding, packedBody: body });
}

/** True for the rows of these deliveries. The times say which partitions are read. */
export function isOneOf(keys: readonly DeliveryKey[]) {
  return sql<SqlBool>`received_at = any(${keys.map(({ receivedAt }) => receivedAt)}::timestamptz[])
    and id = any(${keys.map(({ id }) => id)}::uuid[])`;
}
