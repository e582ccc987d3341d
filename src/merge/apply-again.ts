/**
 * A delivery that is applied again takes the place of what it stated before, whatever that was: older code may have
 * read it otherwise. So what it stated is left out before its statement of today is joined.
 */
import type { RecordState } from "./record-state.ts";
import type { Sections } from "./statement.ts";
import { compareVersions, type RankOf, type Version } from "./version.ts";

/** What remains known without what these deliveries stated. */
export function withoutDeliveries<Content>(
  sections: Sections<Content, Version>,
  deliveryIds: ReadonlySet<string>,
): Sections<Content, Version> {
  if (deliveryIds.size === 0) return sections;
  const kept: Sections<Content, Version> = Object.create(null);
  for (const [name, pieces] of Object.entries(sections)) {
    const others = pieces.filter(({ version }) => !deliveryIds.has(version.deliveryId));
    if (others.length > 0) kept[name] = others;
  }
  return kept;
}

/**
 * Whether these deliveries leave something unsaid that they stated before, or say it with an older clock. Then what
 * others had stated of it, and had lost to them, may be missing until those are applied again too.
 */
export function takesBack<Content>(
  before: RecordState<Content, Version>,
  stated: readonly RecordState<Content, Version>[],
  deliveryIds: ReadonlySet<string>,
  rankOf: RankOf,
): boolean {
  if (deliveryIds.size === 0) return false;
  return (
    takesDeleteBack(before, stated, deliveryIds, rankOf) ||
    takesSectionBack(before, stated, deliveryIds, rankOf)
  );
}

function takesDeleteBack(
  { tombstone: before }: RecordState<unknown, Version>,
  stated: readonly RecordState<unknown, Version>[],
  deliveryIds: ReadonlySet<string>,
  rankOf: RankOf,
): boolean {
  if (before === null || !deliveryIds.has(before.deliveryId)) return false;
  return !stated.some(({ tombstone }) => tombstone !== null && isSaidAgain(before, tombstone, rankOf));
}

function takesSectionBack<Content>(
  before: RecordState<Content, Version>,
  stated: readonly RecordState<Content, Version>[],
  deliveryIds: ReadonlySet<string>,
  rankOf: RankOf,
): boolean {
  return Object.entries(before.sections).some(([name, pieces]) => {
    const own = pieces.filter(({ version }) => deliveryIds.has(version.deliveryId));
    const anew = own.length > 0 ? stated.flatMap(({ sections }) => sections[name] ?? []) : [];
    return own.some(
      ({ from, to, version }) =>
        !anew.some(
          (piece) => piece.from <= from && to <= piece.to && isSaidAgain(version, piece.version, rankOf),
        ),
    );
  });
}

// What is stated, and so the tie, may well be another now.
function isSaidAgain(before: Version, anew: Version, rankOf: RankOf): boolean {
  return (
    anew.deliveryId === before.deliveryId &&
    compareVersions({ ...anew, tie: before.tie }, before, rankOf) >= 0
  );
}
