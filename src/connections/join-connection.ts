/** A connection's facts before and after what deliveries said of it. Pure. */
import { ALL_TIME } from "../merge/pieces.ts";
import { joinSections } from "../merge/statement.ts";
import { type StoredVersion, storedVersion, versionOf } from "../merge/stored-version.ts";
import { compareVersions, type RankOf } from "../merge/version.ts";
import type { ConnectionStatus } from "./connection.ts";
import type { Facts } from "./connection-statement.ts";

/** What is shown of the facts. */
export type ConnectionState = {
  provider: string;
  status: ConnectionStatus;
  scopes: string[];
  referenceId: string | null;
};

type StoredFacts = Record<string, [StoredVersion, unknown]>;

export function joinFacts(
  stored: Record<string, unknown> | undefined,
  stated: readonly Facts[],
  rankOf: RankOf,
): Facts {
  const rules = {
    compare: (a: Parameters<typeof compareVersions>[0], b: typeof a) => compareVersions(a, b, rankOf),
    // A fact is for all time and is never cut.
    cut: (piece: { content: unknown }) => piece.content,
  };
  return stated.reduce<Facts>(
    (a, b) => joinSections(a, b, rules),
    factsOfStored((stored ?? {}) as StoredFacts),
  );
}

export function stateOf(facts: Facts): ConnectionState {
  const value = (name: string) => facts[name]?.[0]?.content;
  return {
    provider: (value("provider") as string | undefined) ?? "UNKNOWN",
    status: (value("status") as ConnectionStatus | undefined) ?? "ACTIVE",
    scopes: (value("scopes") as string[] | undefined) ?? [],
    referenceId: (value("referenceId") as string | undefined) ?? null,
  };
}

export function storedFacts(facts: Facts): StoredFacts {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, [piece]]) =>
      piece ? [[name, [storedVersion(piece.version), piece.content]]] : [],
    ),
  );
}

function factsOfStored(stored: StoredFacts): Facts {
  return Object.fromEntries(
    Object.entries(stored).map(([name, [version, content]]) => [
      name,
      [{ ...ALL_TIME, version: versionOf(version), content }],
    ]),
  );
}
