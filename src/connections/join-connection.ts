/** A connection's facts before and after what deliveries said of it, and what is shown of them. Pure. */
import { ALL_TIME } from "../merge/pieces.ts";
import { joinSections } from "../merge/statement.ts";
import { type StoredVersion, storedVersion, versionOf } from "../merge/stored-version.ts";
import { compareVersions, type RankOf } from "../merge/version.ts";
import type { Fact, Facts } from "./connection-statement.ts";

type StoredFacts = Record<string, [StoredVersion, unknown]>;

export function joinFacts(all: readonly Facts[], rankOf: RankOf): Facts {
  const rules = {
    compare: (a: Parameters<typeof compareVersions>[0], b: typeof a) => compareVersions(a, b, rankOf),
    // A fact is for all time and is never cut.
    cut: (piece: { content: unknown }) => piece.content,
  };
  return all.reduce<Facts>((a, b) => joinSections(a, b, rules), {});
}

/** The content of a fact, or undefined where it was never stated. */
export function factOf(facts: Facts, name: Fact): unknown {
  return facts[name]?.[0]?.content;
}

export function storedFacts(facts: Facts): StoredFacts {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, [piece]]) =>
      piece ? [[name, [storedVersion(piece.version), piece.content]]] : [],
    ),
  );
}

export function factsOfStored(stored: Record<string, unknown>): Facts {
  return Object.fromEntries(
    Object.entries(stored as StoredFacts).map(([name, [version, content]]) => [
      name,
      [{ ...ALL_TIME, version: versionOf(version), content }],
    ]),
  );
}
