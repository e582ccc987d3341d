/** The days from then on: each delivery when its time has come, by a clock that may run faster than ours. */
import { setTimeout as sleep } from "node:timers/promises";
import { liveLine } from "./live-line.ts";
import type { Played } from "./played.ts";
import { send } from "./send.ts";
import { sendInOrder } from "./send-in-order.ts";
import { count } from "./tally.ts";
import type { SimulatedDelivery } from "./world/simulated-delivery.ts";
import { deliveriesBetween, type World } from "./world/world.ts";

export type Live = {
  /** Simulated; the history ended here. */
  fromMs: number;
  /** Simulated seconds in one of ours. */
  speed: number;
  say: (text: string) => void;
};

/** Goes on until `played.end` is aborted. */
export async function playLive(world: World, { fromMs, speed, say }: Live, played: Played): Promise<void> {
  const options = { ...played, end: played.end.signal, notice: (text: string) => say(`  ${text}\n`) };
  const sendOne = async (delivery: SimulatedDelivery) => {
    const answer = await send(options, delivery);
    if (answer === null) return;
    count(played.tally, delivery, answer);
    say(`${liveLine(delivery, answer)}\n`);
  };
  const clock = clockFrom(fromMs, speed);
  await sendInOrder(
    whenDue(deliveriesBetween(world, fromMs, Infinity), clock, played.end.signal),
    sendOne,
    played,
  );
}

type Clock = { msUntil(simulatedMs: number): number };

function clockFrom(simulatedMs: number, speed: number): Clock {
  const startedAt = performance.now();
  return { msUntil: (time) => (time - simulatedMs) / speed - (performance.now() - startedAt) };
}

async function* whenDue(
  deliveries: Iterable<SimulatedDelivery>,
  clock: Clock,
  end: AbortSignal,
): AsyncGenerator<SimulatedDelivery> {
  for (const delivery of deliveries) {
    await untilDue(delivery, clock, end);
    if (end.aborted) return;
    yield delivery;
  }
}

// By the hour at the most: a slow clock's wait may be longer than a timer can be.
async function untilDue({ emittedAt }: SimulatedDelivery, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let ms = clock.msUntil(emittedAt); ms > 0 && !signal.aborted; ms = clock.msUntil(emittedAt)) {
    await sleep(Math.min(ms, 3_600_000), undefined, { signal }).catch(() => undefined);
  }
}
