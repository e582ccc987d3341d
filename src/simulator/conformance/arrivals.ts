/** The orders in which deliveries may arrive. */
import { diceFor } from "../world/dice.ts";
import type { Arrivals } from "./case.ts";

/** Up to four deliveries in all their orders, more of them in so many orders that are picked by chance that repeats. */
const MOST_TELLINGS = 24;

/** Whatever the order of arrival. */
export const everyOrder: Arrivals = (count) => ordersOf(count).map(oneByOne);

/** Whatever the order, and however often: each comes twice, the second time in an order of its own. */
export const everyOrderTwice: Arrivals = (count) => {
  const orders = ordersOf(count);
  return orders.map((order, index) => oneByOne([...order, ...(orders.at(-1 - index) ?? [])]));
};

/** All at the same time. */
export const atOnce: Arrivals = (count) => [[Array.from({ length: count }, (_, place) => place)]];

/** In these orders alone. */
export function inOrders(...orders: number[][]): Arrivals {
  return () => orders.map(oneByOne);
}

function oneByOne(order: readonly number[]): number[][] {
  return order.map((place) => [place]);
}

function ordersOf(count: number): number[][] {
  const asEmitted = Array.from({ length: count }, (_, place) => place);
  if (count <= 4) return permutations(asEmitted);
  const dice = diceFor("arrivals", count);
  const picked = Array.from({ length: MOST_TELLINGS - 2 }, () => dice.some(asEmitted, count));
  return [asEmitted, asEmitted.toReversed(), ...picked];
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}
