/** The days from then on: each delivery when its time has come, by a clock that runs faster than ours until it has caught up. */
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultyDelivery } from "./faults/faulty-delivery.ts";
import { sendWithFaults } from "./faults/send-with-faults.ts";
import { withFaults } from "./faults/with-faults.ts";
import { liveLine } from "./live-line.ts";
import type { Played } from "./played.ts";
import { sendInOrder } from "./send-in-order.ts";
import { count } from "./tally.ts";
import { countBetween, deliveriesBetween, type World } from "./world/world.ts";
import { DAY, HOUR, MINUTE } from "./world/zone.ts";

export type Live = {
  /** Simulated; the history ended here. */
  fromMs: number;
  /** Simulated seconds in one of ours, until now is reached. */
  speed: number;
  say: (text: string) => void;
};

/** Goes on until `played.end` is aborted. */
export async function playLive(world: World, { fromMs, speed, say }: Live, played: Played): Promise<void> {
  const options = { ...played, end: played.end.signal, notice: (text: string) => say(`  ${text}\n`) };
  const sendOne = async (delivery: FaultyDelivery) => {
    const answer = await sendWithFaults(options, delivery);
    if (answer === null) return;
    count(played.tally, delivery, answer);
    say(`${liveLine(delivery, answer)}\n`);
  };
  const clock = clockFrom(fromMs, speed, () => say(caughtUp(world)));
  const emitted = deliveriesBetween(world, fromMs, Infinity);
  const arriving = withFaults(emitted, { ...played, fromMs, differs: () => undefined });
  await sendInOrder(whenDue(arriving, clock, played.end.signal), sendOne, played);
}

function caughtUp(world: World): string {
  const now = Date.now();
  const minutes = DAY / MINUTE / Math.max(1, countBetween(world, now - DAY, now));
  const often = minutes < 1.5 ? `${Math.ceil(minutes * 60)} seconds` : `${Math.round(minutes)} minutes`;
  return `\nCaught up with now: from here on in real time, one delivery in about ${often}. More --users bring more, another --seed brings others.\n\n`;
}

type Clock = { msUntil(simulatedMs: number): number };

// Nothing is sent before it has happened, unless the history itself ended in days to come.
function clockFrom(fromMs: number, speed: number, onCaughtUp: () => void): Clock {
  const startedAt = performance.now();
  const isOfThePast = fromMs < Date.now();
  let hasCaughtUp = !isOfThePast;
  return {
    msUntil(time) {
      const played = (time - fromMs) / speed - (performance.now() - startedAt);
      const real = isOfThePast ? time - Date.now() : 0;
      if (!hasCaughtUp && real > Math.max(0, played)) {
        hasCaughtUp = true;
        onCaughtUp();
      }
      return Math.max(played, real);
    },
  };
}

async function* whenDue(
  deliveries: Iterable<FaultyDelivery>,
  clock: Clock,
  end: AbortSignal,
): AsyncGenerator<FaultyDelivery> {
  for (const delivery of deliveries) {
    await untilDue(delivery, clock, end);
    if (end.aborted) return;
    yield delivery;
  }
}

// By the hour at the most: a slow clock's wait may be longer than a timer can be.
async function untilDue({ arrivesAt }: FaultyDelivery, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let ms = clock.msUntil(arrivesAt); ms > 0 && !signal.aborted; ms = clock.msUntil(arrivesAt)) {
    await sleep(Math.min(ms, HOUR), undefined, { signal }).catch(() => undefined);
  }
}
