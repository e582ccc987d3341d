/** A transfer's facts before and after what events said of it. Pure. */
import { type Facts, joinFacts } from "../merge/facts.ts";
import { ALL_TIME } from "../merge/pieces.ts";
import { type StoredVersion, storedVersion, versionOf } from "../merge/stored-version.ts";
import type { TransferContent, TransferFact } from "./transfer-statement.ts";

export type StoredTransferFacts = Record<string, [StoredVersion, unknown]>;

// A transfer is one request for one account, so that the account's chain of ids decides nothing: Terra's clock does.
export function joinTransferFacts(stored: StoredTransferFacts, stated: readonly Facts[]): Facts {
  return joinFacts([factsOfStored(stored), ...stated], () => 0);
}

export function storedTransferFacts(facts: Facts): StoredTransferFacts {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, [piece]]) =>
      piece ? [[name, [storedVersion(piece.version), piece.content]]] : [],
    ),
  );
}

/** What a fact holds; null where nothing was said. */
export function contentOf<Name extends TransferFact>(facts: Facts, name: Name): TransferContent[Name] | null {
  return (facts[name]?.[0]?.content as TransferContent[Name] | undefined) ?? null;
}

function factsOfStored(stored: StoredTransferFacts): Facts {
  return Object.fromEntries(
    Object.entries(stored).map(([name, [version, content]]) => [
      name,
      [{ ...ALL_TIME, version: versionOf(version), content }],
    ]),
  );
}
