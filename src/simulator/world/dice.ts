import { createHash } from "node:crypto";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** Chance that repeats: what is asked of it depends on what it is named for, and on nothing else. */
export type Dice = {
  /** From 0 to under 1. */
  uniform(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  normal(mean: number, deviation: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** So many of the items, none of them twice. */
  some<Item>(items: readonly Item[], count: number): Item[];
};

export function diceFor(...name: readonly (string | number)[]): Dice {
  const hash = createHash("sha256").update(name.join("\n")).digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => hash.readInt32LE(at)));
  const uniform = (): number => uniformFloat64(generator);
  const between = (low: number, high: number): number => low + uniform() * (high - low);
  const whole = (low: number, high: number): number => Math.floor(between(low, high + 1));
  return {
    uniform,
    between,
    whole,
    normal: (mean, deviation) => mean + deviation * standardNormal(uniform),
    chance: (probability) => uniform() < probability,
    pick: (items) => at(items, whole(0, items.length - 1)),
    some: (items, count) => {
      const left = [...items];
      return Array.from({ length: count }, () => left.splice(whole(0, left.length - 1), 1)).flat();
    },
  };
}

// Box and Muller's way, of which the second value is left.
function standardNormal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined)
    throw new RangeError("there is nothing to pick from: give the dice a list with items");
  return item;
}
