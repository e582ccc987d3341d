/** A stored record and what was stated about it since, joined: and whether that changed anything. Pure. */
import { withoutDeliveries } from "../merge/apply-again.ts";
import { isDeleted, joinStates, type RecordState as State } from "../merge/record-state.ts";
import { sameVersion } from "../merge/stored-version.ts";
import { compareVersions, type RankOf, type Version } from "../merge/version.ts";
import { type Content, fingerprint, type RecordPiece } from "./content.ts";
import { newerVersionWins } from "./record-rules.ts";

export type RecordState = State<Content, Version>;

/** `content`: what it shows changed, or whether it is there. `version`: only when it was stated. */
export type Joined = RecordState & { changed: "nothing" | "version" | "content" };

/** What is stored counts as `kept` says, where a part of it is stated anew. */
export function joinRecord(
  stored: RecordState | null,
  stated: readonly RecordState[],
  rankOf: RankOf,
  kept: RecordState | null = stored,
): Joined {
  const rules = newerVersionWins(rankOf);
  const states = kept ? [kept, ...stated] : stated;
  const joined = states.reduce((a, b) => joinStates(a, b, rules));
  return { ...joined, changed: whatChanged(stored, joined) };
}

/** What is stored without what these deliveries stated; null where nothing is left. */
export function keptOf(
  stored: RecordState,
  deliveryIds: ReadonlySet<string>,
  rankOf: RankOf,
): RecordState | null {
  if (deliveryIds.size === 0) return stored;
  const isLeft = (version: Version | null) => version !== null && !deliveryIds.has(version.deliveryId);
  const sections = withoutDeliveries(stored.sections, deliveryIds);
  const tombstone = isLeft(stored.tombstone) ? stored.tombstone : null;
  if (isLeft(stored.version)) return { version: stored.version, sections, tombstone };
  const versions = Object.values(sections).flatMap((pieces) => pieces.map(({ version }) => version));
  if (tombstone) versions.push(tombstone);
  return versions.length > 0 ? { version: newest(versions, rankOf), sections, tombstone } : null;
}

function newest(versions: readonly Version[], rankOf: RankOf): Version {
  return versions.reduce((a, b) => (compareVersions(a, b, rankOf) >= 0 ? a : b));
}

function whatChanged(before: RecordState | null, after: RecordState): Joined["changed"] {
  // That what nobody has seen is deleted changes nothing for anybody.
  if (before === null) return isDeleted(after) ? "version" : "content";
  if (isDeleted(before) !== isDeleted(after)) return "content";
  const names = new Set([...Object.keys(before.sections), ...Object.keys(after.sections)]);
  let version =
    !sameVersion(before.version, after.version) || !sameTombstone(before.tombstone, after.tombstone);
  for (const name of names) {
    const [mine, theirs] = [before.sections[name] ?? [], after.sections[name] ?? []];
    if (shown(mine) !== shown(theirs)) return "content";
    version ||= mine.length !== theirs.length || mine.some((piece, i) => !samePlace(piece, theirs[i]));
  }
  return version ? "version" : "nothing";
}

function sameTombstone(a: Version | null, b: Version | null): boolean {
  return a && b ? sameVersion(a, b) : a === b;
}

// What is shown of a section. Where the windows of equal readings lie is not.
function shown(pieces: readonly RecordPiece[]): string {
  return pieces
    .filter(
      ({ content }) =>
        content.kind === "values" || (content.kind === "list" ? content.items.length : content.count) > 0,
    )
    .map(({ content }) => fingerprint(content))
    .join("\n");
}

function samePlace(a: RecordPiece, b: RecordPiece | undefined): boolean {
  return b !== undefined && a.from === b.from && a.to === b.to && sameVersion(a.version, b.version);
}
