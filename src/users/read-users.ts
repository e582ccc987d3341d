/** Reading users: the list, and the users that something names. */
import DataLoader from "dataloader";
import { type Kysely, type SqlBool, sql } from "kysely";
import { mayReadUser } from "../access/policy.ts";
import { shownReferenceId, userOfReferenceId } from "../access/pseudonyms.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import { isoInstant } from "../database/instants.ts";
import type { AgePlace } from "../graphql/age-place.ts";
import type { Context } from "../graphql/context.ts";
import type { User } from "./user.ts";

export type UserFilter = { ids?: readonly string[] | null; referenceIds?: readonly string[] | null };
export type UsersAsked = UserFilter & { after: AgePlace | null; limit: number };

/** Users in the order in which the gateway heard of them. */
export async function readUsers(db: Kysely<Database>, viewer: Viewer, asked: UsersAsked): Promise<User[]> {
  const { after, limit } = asked;
  const behind = after && sql<SqlBool>`(created_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
  const rows = await users(db, viewer, asked)
    .$if(behind !== null, (list) => list.where(behind ?? sql<SqlBool>`true`))
    .select(["id", "referenceId", "createdAt"])
    .orderBy("createdAt")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    referenceId: shownReferenceId(viewer, row),
    createdAt: isoInstant(row.createdAt),
  }));
}

export async function countUsers(db: Kysely<Database>, viewer: Viewer, filter: UserFilter): Promise<number> {
  const { count } = await users(db, viewer, filter)
    .select(sql<number>`count(*)::int4`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Users by their keys; null where there is none that the viewer may read. */
export function userLoader({ viewer, session, loader }: Context): DataLoader<string, User | null> {
  return loader("users by id", () => {
    return new DataLoader(async (ids) => {
      const found = await readUsers(session.db, viewer, { ids, after: null, limit: ids.length });
      const byId = new Map(found.map((user) => [user.id, user]));
      return ids.map((id) => byId.get(id) ?? null);
    });
  });
}

/** The same by the app's own keys. */
export function userByReferenceLoader({ viewer, session, loader }: Context): DataLoader<string, User | null> {
  return loader("users by reference", () => {
    return new DataLoader(async (referenceIds) => {
      const found = await readUsers(session.db, viewer, {
        referenceIds,
        after: null,
        limit: referenceIds.length,
      });
      const byReference = new Map(found.map((user) => [user.referenceId, user]));
      return referenceIds.map((referenceId) => byReference.get(referenceId) ?? null);
    });
  });
}

function users(db: Kysely<Database>, viewer: Viewer, given: UserFilter) {
  const { ids, referenceIds } = given.referenceIds && viewer.study ? byPseudonyms(viewer, given) : given;
  return db
    .selectFrom("users")
    .where(mayReadUser(viewer, "users"))
    .$if(!!ids, (list) => list.where("id", "=", sql<string>`any(${ids}::uuid[])`))
    .$if(!!referenceIds, (list) => list.where("referenceId", "=", sql<string>`any(${referenceIds}::text[])`));
}

// An analyst knows people by their pseudonyms, and nobody by the app's own keys.
function byPseudonyms(viewer: Viewer, { ids, referenceIds }: UserFilter): UserFilter {
  const known = (referenceIds ?? [])
    .map((text) => userOfReferenceId(viewer, text))
    .filter((id) => id !== null);
  return { ids: ids ? known.filter((id) => ids.includes(id)) : known };
}
