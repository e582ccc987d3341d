/** Reading connections: the list, those of many users at once, and those that something names. */
import DataLoader from "dataloader";
import { type Kysely, type SqlBool, sql } from "kysely";
import { mayReadConnection } from "../access/policy.ts";
import { shownTerraUserId, shownWords } from "../access/pseudonyms.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import { isoInstant } from "../database/instants.ts";
import type { AgePlace } from "../graphql/age-place.ts";
import type { Context } from "../graphql/context.ts";
import type { Connection, ConnectionStatus } from "./connection.ts";
import { connectionsOfFormerIds } from "./former-ids.ts";

export type ConnectionFilter = {
  ids?: readonly string[] | null;
  userIds?: readonly string[] | null;
  providers?: readonly string[] | null;
  statuses?: readonly ConnectionStatus[] | null;
};
/** Without a limit: all of them. */
export type ConnectionsAsked = ConnectionFilter & { after?: AgePlace | null; limit?: number };

/** Connections in the order in which the gateway heard of them. */
export async function readConnections(
  db: Kysely<Database>,
  viewer: Viewer,
  { after, limit, ...filter }: ConnectionsAsked,
): Promise<Connection[]> {
  const behind = after && sql<SqlBool>`(created_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
  const rows = await connections(db, viewer, filter)
    .$if(!!behind, (list) => list.where(behind ?? sql<SqlBool>`true`))
    .$if(limit !== undefined, (list) => list.limit(limit ?? 0))
    .select([
      "id",
      "userId",
      "terraUserId",
      "provider",
      "status",
      "scopes",
      "notice",
      "lastDataAt",
      "createdAt",
    ])
    .orderBy("createdAt")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    ...row,
    terraUserId: shownTerraUserId(viewer, row.terraUserId),
    notice: row.notice && { ...row.notice, message: shownWords(viewer, row.notice.message) },
    createdAt: isoInstant(row.createdAt),
    lastDataAt: row.lastDataAt && isoInstant(row.lastDataAt),
  }));
}

export async function countConnections(
  db: Kysely<Database>,
  viewer: Viewer,
  filter: ConnectionFilter,
): Promise<number> {
  const { count } = await connections(db, viewer, filter)
    .select(sql<number>`count(*)::int4`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Connections by their keys; null where there is none that the viewer may read. */
export function connectionLoader({
  viewer,
  session,
  loader,
}: Context): DataLoader<string, Connection | null> {
  return loader("connections by id", () => {
    return new DataLoader(async (ids) => {
      const read = async (wanted: readonly string[]) => readConnections(session.db, viewer, { ids: wanted });
      const byId = new Map((await read(ids)).map((connection) => [connection.id, connection]));
      const former = await connectionsOfFormerIds(
        session.db,
        ids.filter((id) => !byId.has(id)),
      );
      const rest = former.size > 0 ? await read([...former.values()]) : [];
      for (const connection of rest) byId.set(connection.id, connection);
      return ids.map((id) => byId.get(former.get(id) ?? id) ?? null);
    });
  });
}

/** The connections of users, by the users' keys. */
export function connectionsOfUserLoader({
  viewer,
  session,
  loader,
}: Context): DataLoader<string, Connection[]> {
  return loader("connections by user", () => {
    return new DataLoader(async (userIds) => {
      const found = await readConnections(session.db, viewer, { userIds });
      const byUser = Map.groupBy(found, (connection) => connection.userId);
      return userIds.map((userId) => byUser.get(userId) ?? []);
    });
  });
}

function connections(db: Kysely<Database>, viewer: Viewer, filter: ConnectionFilter) {
  const { ids, userIds, providers, statuses } = filter;
  return db
    .selectFrom("connections")
    .where(mayReadConnection(viewer, "connections"))
    .$if(!!ids, (list) => list.where("id", "=", sql<string>`any(${ids}::uuid[])`))
    .$if(!!userIds, (list) => list.where("userId", "=", sql<string>`any(${userIds}::uuid[])`))
    .$if(!!providers, (list) => list.where("provider", "=", sql<string>`any(${providers}::text[])`))
    .$if(!!statuses, (list) => list.where("status", "=", sql<ConnectionStatus>`any(${statuses}::text[])`));
}
