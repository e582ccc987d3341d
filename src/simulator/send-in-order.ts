import type { SimulatedDelivery } from "./world/simulated-delivery.ts";

export type InOrder = {
  /** How many deliveries may be built and not yet answered. */
  atOnce: number;
  /** Aborted, with the error, by the first that fails; whoever aborts it else ends the sending early. */
  end: AbortController;
};

/**
 * Sends deliveries several at once, but those of one connection one after another. What lies hours apart in the
 * simulated time was answered long before the next is emitted, and so it is here: an account's data never goes out
 * before its `auth` is answered, and where Terra stamps no time on them, arrival alone says which is the newest.
 * Resolves when all that went out is answered.
 */
export async function sendInOrder<Delivery extends SimulatedDelivery>(
  deliveries: Iterable<Delivery> | AsyncIterable<Delivery>,
  send: (delivery: Delivery) => Promise<void>,
  { atOnce, end }: InOrder,
): Promise<void> {
  const lastOf = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<void>>();

  async function sendAfter(before: Promise<void> | undefined, delivery: Delivery): Promise<void> {
    await before;
    if (!end.signal.aborted) await send(delivery).catch((error: unknown) => end.abort(error));
  }

  for await (const delivery of deliveries) {
    if (end.signal.aborted) break;
    const sending = sendAfter(lastOf.get(delivery.account), delivery);
    const settled = sending.finally(() => underWay.delete(settled));
    lastOf.set(delivery.account, settled);
    underWay.add(settled);
    if (underWay.size >= atOnce) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}
