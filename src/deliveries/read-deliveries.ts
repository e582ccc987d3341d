/** Reading deliveries, without their bodies and headers: the list, and those that something names. */
import DataLoader from "dataloader";
import { type Kysely, type SqlBool, sql } from "kysely";
import { mayReadDelivery } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import { idsOfAllTimes } from "../connections/former-ids.ts";
import type { Database } from "../database/database.ts";
import { isoInstant } from "../database/instants.ts";
import type { Context } from "../graphql/context.ts";
import { isText } from "../text.ts";
import type { DeliveriesAsked, DeliveryFilter } from "./deliveries-asked.ts";
import type { Delivery, DeliveryState } from "./delivery.ts";
import { type DeliveryKey, isOneOf } from "./stored-delivery.ts";

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

/** The keys of deliveries, the oldest first. */
export async function readDeliveryKeys(
  db: Kysely<Database>,
  viewer: Viewer,
  { after, limit, ...filter }: DeliveriesAsked,
): Promise<DeliveryKey[]> {
  const behind = after && sql<SqlBool>`(received_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
  const rows = await deliveries(db, viewer, filter)
    .$if(!!behind, (list) => list.where(behind ?? sql<SqlBool>`true`))
    .select(["receivedAt", "id"])
    .orderBy("receivedAt")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ receivedAt, id }) => ({ receivedAt: isoInstant(receivedAt), id }));
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

/** Deliveries in the order of their arrival. */
export async function readDeliveriesByKey(
  db: Kysely<Database>,
  viewer: Viewer,
  keys: readonly DeliveryKey[],
): Promise<Delivery[]> {
  const rows = await deliveries(db, viewer, {})
    .where(isOneOf(keys))
    .select(columns)
    .orderBy("receivedAt")
    .orderBy("id")
    .execute();
  return rows.map(deliveryOf);
}

/** Deliveries by one of their ids, in the order of their arrival. */
export async function readDeliveriesBy(
  db: Kysely<Database>,
  viewer: Viewer,
  column: "id" | "parentId",
  ids: readonly string[],
): Promise<Delivery[]> {
  const rows = await deliveries(db, viewer, {})
    .where(column, "=", sql<string>`any(${ids}::uuid[])`)
    // As the index of those that have any is written.
    .$if(column === "id", (list) => list.where(sql<SqlBool>`type in ('s3_payload', 's3_upload')`))
    .select(columns)
    .orderBy("receivedAt")
    .orderBy("id")
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
  "nextTryAt",
  "repeats",
  "reference",
  "traceId",
  "devId",
  "terraUserId",
  "bytes",
  "connectionId",
  "parentId",
] as const;

function deliveryOf<Row extends { receivedAt: string; nextTryAt: string | null }>(row: Row): Row {
  const { receivedAt, nextTryAt } = row;
  return { ...row, receivedAt: isoInstant(receivedAt), nextTryAt: nextTryAt && isoInstant(nextTryAt) };
}

function deliveries(db: Kysely<Database>, viewer: Viewer, filter: DeliveryFilter) {
  const { states, types, reference, connectionIds } = filter;
  const { from, to } = filter.received ?? {};
  return db
    .selectFrom("deliveries")
    .where(mayReadDelivery(viewer))
    .$if(!!states, (list) => list.where("state", "=", sql<DeliveryState>`any(${states}::text[])`))
    .$if(!!types, (list) => list.where("type", "=", sql<string>`any(${types}::text[])`))
    .$if(isText(reference), (list) => list.where("reference", "=", reference ?? ""))
    .$if(!!connectionIds, (list) =>
      list.where("connectionId", "=", sql<string>`any(${idsOfAllTimes(connectionIds ?? [])})`),
    )
    .$if(!!from, (list) => list.where("receivedAt", ">=", sql<string>`${from}::timestamptz`))
    .$if(!!to, (list) => list.where("receivedAt", "<", sql<string>`${to}::timestamptz`));
}
