/** Keys as GraphQL asks for them: read where they are written, since readers have no right to. */
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import type { ApiKey } from "./api-key.ts";
import type { KeyRing } from "./key-ring.ts";
import { makeKeyText } from "./key-text.ts";
import type { Keys } from "./keys.ts";
import { countKeys, readKeys, readKeysById } from "./read-keys.ts";
import { insertKey, revokeKey, updateKey } from "./save-keys.ts";

/** Tells the ring of what it changes, so that on this instance it holds before the answer is given. */
export function openKeys(db: Kysely<Database>, ring: Pick<KeyRing, "changed">): Keys {
  const told = (key: ApiKey | null) => {
    if (key !== null) ring.changed(key.id);
    return key;
  };
  return {
    page: (after, limit) => readKeys(db, after, limit),
    count: () => countKeys(db),
    find: async (id) => (await readKeysById(db, [id])).get(id)?.key ?? null,
    create: async (key) => {
      const text = makeKeyText();
      return { key: text, apiKey: await insertKey(db, text, key) };
    },
    update: async (id, changes) => told(await updateKey(db, id, changes)),
    revoke: async (id) => told(await revokeKey(db, id)),
  };
}
