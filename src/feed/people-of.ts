import { type Kysely, sql } from "kysely";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";

/**
 * The users that a viewer is narrowed to, asked for again and again while not all of them are known here: a person may
 * be heard of only later. Null where the viewer is not narrowed to any.
 */
export function peopleOf(
  db: Kysely<Database>,
  { reach: { people } }: Viewer,
): () => Promise<readonly string[] | null> {
  if (people === null) return async () => null;
  const { userIds, referenceIds } = people;
  const wanted = new Set(referenceIds).size;
  let known: readonly string[] | null = null;
  return async () => {
    if (known) return known;
    const rows = await db
      .selectFrom("users")
      .where("referenceId", "=", sql<string>`any(${[...referenceIds]}::text[])`)
      .select("id")
      .execute();
    const found = [...userIds, ...rows.map(({ id }) => id)];
    if (rows.length === wanted) known = found;
    return found;
  };
}
