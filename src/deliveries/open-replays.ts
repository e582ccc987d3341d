/** Replaying as GraphQL asks for it: read where it is written, since a reading side may not know yet what became of it. */
import type { Kysely } from "kysely";
import { reachesEverything } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import { readDeliveriesByKey, readDeliveryKeys } from "./read-deliveries.ts";
import type { Replay, Replays } from "./replays.ts";
import type { DeliveryKey } from "./stored-delivery.ts";

export function openReplays(db: Kysely<Database>, replay: Replay): Replays {
  return {
    find: (viewer, filter, after, limit) => readDeliveryKeys(db, viewer, { ...filter, after, limit }),
    replay: async (viewer, keys, signal) => {
      const { tried, tookBack } = await replay(await readable(db, viewer, keys), signal);
      return { deliveries: await readDeliveriesByKey(db, viewer, tried), tookBack };
    },
  };
}

async function readable(
  db: Kysely<Database>,
  viewer: Viewer,
  keys: readonly DeliveryKey[],
): Promise<readonly DeliveryKey[]> {
  return reachesEverything(viewer) ? keys : await readDeliveriesByKey(db, viewer, keys);
}
