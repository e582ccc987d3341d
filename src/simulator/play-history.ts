/** The days that lie behind: as fast as the gateway takes them. */
import type { Stretch } from "./days.ts";
import type { Played } from "./played.ts";
import { showProgress } from "./progress.ts";
import { send } from "./send.ts";
import { sendInOrder } from "./send-in-order.ts";
import { count } from "./tally.ts";
import type { SimulatedDelivery } from "./world/simulated-delivery.ts";
import { countBetween, deliveriesBetween, introductions, type World } from "./world/world.ts";

export async function playHistory(world: World, { fromMs, toMs }: Stretch, played: Played): Promise<void> {
  const first = introductions(world);
  const progress = showProgress(first.length + countBetween(world, fromMs, toMs));
  const options = { ...played, end: played.end.signal, notice: progress.notice };
  const sendOne = async (delivery: SimulatedDelivery) => {
    const answer = await send(options, delivery);
    if (answer === null) return;
    count(played.tally, delivery, answer);
    // Accounts were connected long before.
    progress.step(Math.max(delivery.emittedAt, fromMs), answer.bytes);
  };
  await sendInOrder(joined(first, deliveriesBetween(world, fromMs, toMs)), sendOne, played);
  progress.end();
}

function* joined<Item>(...lists: Iterable<Item>[]): Generator<Item> {
  for (const list of lists) yield* list;
}
