import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";

export async function readSecret(db: Kysely<Database>, name: "names" | "tickets"): Promise<Uint8Array> {
  const { value } = await db
    .selectFrom("secrets")
    .select("value")
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return value;
}
