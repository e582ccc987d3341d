/** Keys as GraphQL asks for them: read where they are written, since readers have no right to. */
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import { makeKeyText } from "./key-text.ts";
import type { Keys } from "./keys.ts";
import { countKeys, readKeys, readKeysById } from "./read-keys.ts";
import { insertKey, revokeKey, updateKey } from "./save-keys.ts";

export function openKeys(db: Kysely<Database>): Keys {
  return {
    page: (after, limit) => readKeys(db, after, limit),
    count: () => countKeys(db),
    find: async (id) => (await readKeysById(db, [id])).get(id)?.key ?? null,
    create: async (key) => {
      const text = makeKeyText();
      return { key: text, apiKey: await insertKey(db, text, key) };
    },
    update: (id, changes) => updateKey(db, id, changes),
    revoke: (id) => revokeKey(db, id),
  };
}
