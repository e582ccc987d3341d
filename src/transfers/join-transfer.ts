/** A transfer's facts before and after what events said of it. Pure. */
import { ALL_TIME } from "../merge/pieces.ts";
import { joinSections } from "../merge/statement.ts";
import { type StoredVersion, storedVersion, versionOf } from "../merge/stored-version.ts";
import { compareVersions, type Version } from "../merge/version.ts";
import type { TransferContent, TransferFact, TransferFacts } from "./transfer-statement.ts";

export type StoredTransferFacts = Record<string, [StoredVersion, unknown]>;

/** A transfer is one request for one account, so that the account's chain of ids decides nothing: Terra's clock does. */
const rules = {
  compare: (a: Version, b: Version) => compareVersions(a, b, () => 0),
  // A fact is for all time and is never cut.
  cut: (piece: { content: unknown }) => piece.content,
};

export function joinTransferFacts(
  stored: StoredTransferFacts,
  stated: readonly TransferFacts[],
): TransferFacts {
  return stated.reduce<TransferFacts>((a, b) => joinSections(a, b, rules), factsOfStored(stored));
}

export function storedTransferFacts(facts: TransferFacts): StoredTransferFacts {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, [piece]]) =>
      piece ? [[name, [storedVersion(piece.version), piece.content]]] : [],
    ),
  );
}

/** What a fact holds; null where nothing was said. */
export function contentOf<Name extends TransferFact>(
  facts: TransferFacts,
  name: Name,
): TransferContent[Name] | null {
  return (facts[name]?.[0]?.content as TransferContent[Name] | undefined) ?? null;
}

function factsOfStored(stored: StoredTransferFacts): TransferFacts {
  return Object.fromEntries(
    Object.entries(stored).map(([name, [version, content]]) => [
      name,
      [{ ...ALL_TIME, version: versionOf(version), content }],
    ]),
  );
}
