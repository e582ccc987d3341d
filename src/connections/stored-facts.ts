/** A connection's facts as they are stored, and what one holds. Pure. */
import type { Facts } from "../merge/facts.ts";
import type { Fact } from "./connection-statement.ts";
import { factPiece } from "./fact-piece.ts";

/**
 * Short, since it is written with every delivery: what was stated at once shares its version, and what decides between
 * equal clocks is told by the content.
 */
export type StoredFacts = {
  versions: [terraUserId: string, clockMicros: number | null, arrivedMicros: number, deliveryId: string][];
  facts: Record<string, [version: number, content: unknown]>;
};

/** The content of a fact, or undefined where it was never stated. */
export function factOf(facts: Facts, name: Fact): unknown {
  return facts[name]?.[0]?.content;
}

export function storedFacts(facts: Facts): StoredFacts {
  const places = new Map<string, number>();
  const stored: StoredFacts = { versions: [], facts: {} };
  for (const name of Object.keys(facts).sort()) {
    const piece = facts[name]?.[0];
    if (!piece) continue;
    const { terraUserId, clockMicros, arrivedMicros, deliveryId } = piece.version;
    const version: StoredFacts["versions"][number] = [terraUserId, clockMicros, arrivedMicros, deliveryId];
    const text = version.join(" ");
    const place = places.get(text) ?? stored.versions.push(version) - 1;
    places.set(text, place);
    stored.facts[name] = [place, piece.content];
  }
  return stored;
}

export function factsOfStored({ versions, facts }: StoredFacts): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, [place, content]]) => {
      const [terraUserId, clockMicros, arrivedMicros, deliveryId] = versions[place] ?? NEVER;
      return [name, [factPiece(content, { terraUserId, clockMicros, arrivedMicros, deliveryId })]];
    }),
  );
}

const NEVER: StoredFacts["versions"][number] = ["", null, 0, ""];
