/** Replaying as GraphQL asks for it: read where it is written, since a reading side may not know yet what became of it. */
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import { readDeliveriesByKey, readDeliveryKeys } from "./read-deliveries.ts";
import type { Replay, Replays } from "./replays.ts";

export function openReplays(db: Kysely<Database>, replay: Replay): Replays {
  return {
    find: (viewer, filter, after, limit) => readDeliveryKeys(db, viewer, { ...filter, after, limit }),
    replay: async (viewer, keys, signal) => {
      const { tried, tookBack } = await replay(keys, signal);
      return { deliveries: await readDeliveriesByKey(db, viewer, tried), tookBack };
    },
  };
}
