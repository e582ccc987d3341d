/** The days that lie behind: as fast as the gateway takes them. */
import type { Stretch } from "./days.ts";
import { countFault } from "./faults/fault-tally.ts";
import type { FaultyDelivery } from "./faults/faulty-delivery.ts";
import { sendWithFaults } from "./faults/send-with-faults.ts";
import { withFaults } from "./faults/with-faults.ts";
import type { Played } from "./played.ts";
import { showProgress } from "./progress.ts";
import { sendInOrder } from "./send-in-order.ts";
import { count } from "./tally.ts";
import {
  backfills,
  changesBefore,
  countBackfills,
  countBetween,
  deliveriesBetween,
  introductions,
  type World,
} from "./world/world.ts";

export async function playHistory(world: World, { fromMs, toMs }: Stretch, played: Played): Promise<void> {
  const first = introductions(world);
  const changes = changesBefore(world, fromMs);
  const progress = showProgress(
    first.length + countBackfills(world) + changes.length + countBetween(world, fromMs, toMs),
  );
  const options = { ...played, end: played.end.signal, notice: progress.notice };
  const sendOne = async (delivery: FaultyDelivery) => {
    const answer = await sendWithFaults(options, delivery);
    if (answer === null) return;
    count(played.tally, delivery, answer);
    // Accounts were connected long before.
    progress.step(Math.max(delivery.emittedAt, fromMs), answer.bytes);
  };
  const emitted = joined(first, backfills(world), changes, deliveriesBetween(world, fromMs, toMs));
  const differs = (fault: "duplicates" | "missing-chunks") => {
    progress.expect(fault === "duplicates" ? 1 : -1);
    if (fault === "missing-chunks") countFault(played.tally.faults, fault, "never sent");
  };
  await sendInOrder(withFaults(emitted, { ...played, fromMs, differs }), sendOne, played);
  progress.end();
}

function* joined<Item>(...lists: Iterable<Item>[]): Generator<Item> {
  for (const list of lists) yield* list;
}
