/** What became of the deliveries of a batch. */
import type { SavedConnections } from "../connections/save-connections.ts";
import { leftOut } from "./left-out.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";
import { isFresh, type Work } from "./works-of-batch.ts";

export type Outcome = {
  type: string | null;
  state: PreparedDelivery["state"];
  duplicate: boolean;
  /** Whether its batch left something unsaid that had been stated: see `takesBack`. */
  tookBack: boolean;
};

/** In the order of the batch. */
export function outcomesOf(
  batch: readonly PreparedDelivery[],
  works: readonly Work[],
  connections: SavedConnections,
  tookBack: boolean,
): Outcome[] {
  const firsts = new Set(works.filter(isFresh).map(({ copies }) => copies[0]));
  return batch.map((delivery) => {
    const { type } = delivery;
    const state = leftOut(delivery, connections).state ?? delivery.state;
    return { type, state, duplicate: !firsts.has(delivery), tookBack };
  });
}
