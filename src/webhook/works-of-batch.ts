/** Which deliveries of a batch are worked on, and which only repeat another: of the batch, or one that is stored. */
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";
import { claimDeliveries, type EarlierDelivery, lockDeliveries } from "../deliveries/claim-deliveries.ts";
import { readTime } from "../terra/times.ts";
import { deliveryKey, textOfKey } from "./delivery-key.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";
import { withArrival } from "./with-arrival.ts";

/** Deliveries of one batch with one key, as they came: the first is worked on, the others repeat it. */
export type Work = {
  copies: PreparedDelivery[];
  delivery: PreparedDelivery;
  earlier: EarlierDelivery | null;
};

/** Locks what is stored already, and claims the keys of what is not. */
export async function worksOf(db: Kysely<Database>, batch: readonly PreparedDelivery[]): Promise<Work[]> {
  return batch.every(({ replayed }) => replayed) ? replaysOf(db, batch) : arrivalsOf(db, batch);
}

/** Whether it is applied. What failed is tried again; so is what was ignored or waits, where it would do neither today. */
export function isFresh(work: Work): boolean {
  const { earlier, delivery } = work;
  if (earlier === null || isReplay(work)) return true;
  if (earlier.state === "APPLIED") return false;
  return earlier.state === "FAILED" || earlier.state !== delivery.state;
}

export function isReplay({ delivery }: Work): boolean {
  return delivery.replayed === true;
}

// Whatever became of a delivery, a replay applies it; only one that is no longer kept is left out.
async function replaysOf(db: Kysely<Database>, batch: readonly PreparedDelivery[]): Promise<Work[]> {
  const keys = batch.map(({ receivedMicros, id }) => ({ receivedAt: isoOfMicros(receivedMicros), id }));
  const stored = await lockDeliveries(db, keys);
  return batch.flatMap((delivery) => {
    const earlier = stored.get(delivery.id);
    return earlier ? [{ copies: [delivery], delivery, earlier }] : [];
  });
}

async function arrivalsOf(db: Kysely<Database>, batch: readonly PreparedDelivery[]): Promise<Work[]> {
  const groups = [...Map.groupBy(batch, textOfKey).values()];
  const keys = groups.map(([first]) => deliveryKey(first as PreparedDelivery));
  const earlier = await claimDeliveries(db, keys);
  return groups.map((copies, i) => workOf(copies, earlier.get(keys[i] as (typeof keys)[number]) ?? null));
}

// What came before and could not be applied is tried again, as the delivery that it was.
function workOf(copies: PreparedDelivery[], earlier: EarlierDelivery | null): Work {
  const first = copies[0] as PreparedDelivery;
  const received = earlier && readTime(earlier.receivedAt);
  const delivery = earlier && received ? withArrival(first, earlier.id, received.instantMicros) : first;
  return { copies, delivery, earlier };
}
