/** Worlds to test with, and ways to look at their bodies. */

import type { SimulatedDelivery } from "../../../src/simulator/world/simulated-delivery.ts";
import { createWorld, deliveriesBetween, type World } from "../../../src/simulator/world/world.ts";
import type { PayloadOf } from "../../../src/terra/payloads/terra-event.ts";

export const DAY = 86_400_000;

/** The days around it hold a change of the clock in New York. */
export const NOVEMBER = Date.UTC(2026, 10, 1);

export function worldOf(seed: number, users: number, samples = true): World {
  return createWorld({ seed, users, samples });
}

export function deliveriesOf(world: World, from: number, days: number): SimulatedDelivery[] {
  return [...deliveriesBetween(world, from, from + days * DAY)];
}

export type Sighting<Type extends keyof PayloadOf> = {
  delivery: SimulatedDelivery;
  payload: PayloadOf[Type];
};

/** All elements of one type, each with the delivery that brought it. */
export function sightingsOf<Type extends keyof PayloadOf>(
  deliveries: readonly SimulatedDelivery[],
  type: Type,
): Sighting<Type>[] {
  return deliveries.flatMap((delivery) =>
    payloadsOf(delivery, type).map((payload) => ({ delivery, payload })),
  );
}

export function payloadsOf<Type extends keyof PayloadOf>(
  { body }: SimulatedDelivery,
  type: Type,
): PayloadOf[Type][] {
  return isOf(body, type) ? body.data : [];
}

/** The last that was said of each record: by connection and summary_id, or the day where there is none. */
export function lastOf<Type extends keyof PayloadOf>(
  sightings: readonly Sighting<Type>[],
): PayloadOf[Type][] {
  return [...grouped(sightings).values()].map((group) => group[group.length - 1] as PayloadOf[Type]);
}

/** What was said of each record, one after the other. */
export function grouped<Type extends keyof PayloadOf>(
  sightings: readonly Sighting<Type>[],
): Map<string, PayloadOf[Type][]> {
  const groups = new Map<string, PayloadOf[Type][]>();
  for (const { delivery, payload } of sightings) {
    const { metadata } = payload;
    const own = "summary_id" in metadata ? metadata.summary_id : metadata.start_time;
    const key = `${delivery.terraUserId} ${own}`;
    groups.set(key, [...(groups.get(key) ?? []), payload]);
  }
  return groups;
}

/** How many elements the lists of samples hold. */
export function countSamples(value: unknown): number {
  if (Array.isArray(value)) {
    const own = value.filter(
      (item) => item !== null && typeof item === "object" && "timestamp" in item,
    ).length;
    return own + value.reduce((sum: number, item) => sum + countSamples(item), 0);
  }
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + countSamples(part), 0);
}

function isOf<Type extends keyof PayloadOf>(
  body: object,
  type: Type,
): body is { type: Type; data: PayloadOf[Type][] } {
  return "type" in body && body.type === type;
}
