/** Reading deliveries, without their bodies and headers: the list, and those that something names. */
import DataLoader from "dataloader";
import { type Kysely, type SqlBool, sql } from "kysely";
import { mayOperate } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import { isoInstant } from "../database/instants.ts";
import type { AgePlace } from "../graphql/age-place.ts";
import type { Context } from "../graphql/context.ts";
import type { Delivery, DeliveryState } from "./delivery.ts";

export type DeliveryFilter = { states?: readonly DeliveryState[] | null; types?: readonly string[] | null };
export type DeliveriesAsked = DeliveryFilter & { after: AgePlace | null; limit: number };
/** What finds one delivery. */
export type DeliveryKey = { receivedAt: string; id: string };

/** Deliveries, the newest first; none where the viewer is no operator. */
export async function readDeliveries(
  db: Kysely<Database>,
  viewer: Viewer,
  { after, limit, ...filter }: DeliveriesAsked,
): Promise<Delivery[]> {
  const behind = after && sql<SqlBool>`(received_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  const rows = await deliveries(db, viewer, filter)
    .$if(!!behind, (list) => list.where(behind ?? sql<SqlBool>`true`))
    .select(columns)
    .orderBy("receivedAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(deliveryOf);
}

export async function countDeliveries(
  db: Kysely<Database>,
  viewer: Viewer,
  filter: DeliveryFilter,
): Promise<number> {
  const { count } = await deliveries(db, viewer, filter)
    .select(sql<number>`count(*)::int4`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Deliveries by their keys; null where there is none that the viewer may read. */
export function deliveryLoader({
  viewer,
  session,
  loader,
}: Context): DataLoader<DeliveryKey, Delivery | null, string> {
  return loader("deliveries by key", () => {
    const read = async (keys: readonly DeliveryKey[]) => {
      const found = await readDeliveriesByKey(session.db, viewer, keys);
      const byId = new Map(found.map((delivery) => [delivery.id, delivery]));
      return keys.map(({ id }) => byId.get(id) ?? null);
    };
    return new DataLoader(read, { cacheKeyFn: ({ id }: DeliveryKey) => id });
  });
}

async function readDeliveriesByKey(
  db: Kysely<Database>,
  viewer: Viewer,
  keys: readonly DeliveryKey[],
): Promise<Delivery[]> {
  const times = keys.map(({ receivedAt }) => receivedAt);
  const ids = keys.map(({ id }) => id);
  // The times say which partitions are read.
  const rows = await deliveries(db, viewer, {})
    .where("receivedAt", "=", sql<string>`any(${times}::timestamptz[])`)
    .where("id", "=", sql<string>`any(${ids}::uuid[])`)
    .select(columns)
    .execute();
  return rows.map(deliveryOf);
}

const columns = [
  "id",
  "receivedAt",
  "type",
  "state",
  "error",
  "notes",
  "attempts",
  "repeats",
  "reference",
  "traceId",
  "bytes",
  "connectionId",
] as const;

function deliveryOf<Row extends { receivedAt: string }>(row: Row): Row {
  return { ...row, receivedAt: isoInstant(row.receivedAt) };
}

function deliveries(db: Kysely<Database>, viewer: Viewer, { states, types }: DeliveryFilter) {
  return db
    .selectFrom("deliveries")
    .where(sql<SqlBool>`${mayOperate(viewer)}::boolean`)
    .$if(!!states, (list) => list.where("state", "=", sql<DeliveryState>`any(${states}::text[])`))
    .$if(!!types, (list) => list.where("type", "=", sql<string>`any(${types}::text[])`));
}
