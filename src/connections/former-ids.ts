/** Connections that turned out to be one go by the id of one of them; the others' ids lead to it for ever. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database } from "../database/database.ts";

/** The connections that these ids, some of which may be former ones, stand for: by each id that is a former one. */
export async function connectionsOfFormerIds(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("connectionAliases")
    .select(["id", "connectionId"])
    .where("id", "=", sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, connectionId }) => [id, connectionId]));
}

/** The same as an SQL array, in which former ids have become present ones: PostgreSQL works it out once a statement. */
export function presentIds(ids: readonly string[]): RawBuilder<string[]> {
  return sql`array(
    select coalesce(a.connection_id, given.id)
      from unnest(${[...ids]}::uuid[]) as given (id) left join connection_aliases a on a.id = given.id)`;
}

/** These connections by all ids that they ever had: what was written down for one keeps the id of its time. */
export function idsOfAllTimes(ids: readonly string[]): RawBuilder<string[]> {
  return sql`array(
    select present.id from unnest(${presentIds(ids)}) as present (id)
    union
    select a.id from unnest(${presentIds(ids)}) as present (id) join connection_aliases a on a.connection_id = present.id)`;
}
