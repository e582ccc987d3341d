/** Replaying as GraphQL asks for it: read where it is written, since a reading side may not know yet what became of it. */
import type { ReadAs } from "../access/read-as.ts";
import { readDeliveriesByKey, readDeliveryKeys } from "./read-deliveries.ts";
import type { Replay, Replays } from "./replays.ts";

export function openReplays(readAs: ReadAs, replay: Replay): Replays {
  return {
    find: (viewer, filter, after, limit) =>
      readAs(viewer, (db) => readDeliveryKeys(db, viewer, { ...filter, after, limit })),
    replay: async (viewer, keys, signal) => {
      const readable = await readAs(viewer, (db) => readDeliveriesByKey(db, viewer, keys));
      const { tried, tookBack } = await replay(readable, signal);
      const deliveries = await readAs(viewer, (db) => readDeliveriesByKey(db, viewer, tried));
      return { deliveries, tookBack };
    },
  };
}
