/** A stored record and what was stated about it since, joined: and whether that changed anything. Pure. */
import { isDeleted, joinStates, type RecordState as State } from "../merge/record-state.ts";
import { sameVersion } from "../merge/stored-version.ts";
import type { RankOf, Version } from "../merge/version.ts";
import { type Content, fingerprint, type RecordPiece } from "./content.ts";
import { newerVersionWins } from "./record-rules.ts";

export type RecordState = State<Content, Version>;

/** `content`: what it shows changed, or whether it is there. `version`: only when it was stated. */
export type Joined = RecordState & { changed: "nothing" | "version" | "content" };

export function joinRecord(
  stored: RecordState | null,
  stated: readonly RecordState[],
  rankOf: RankOf,
): Joined {
  const rules = newerVersionWins(rankOf);
  const states = stored ? [stored, ...stated] : stated;
  const joined = states.reduce((a, b) => joinStates(a, b, rules));
  return { ...joined, changed: whatChanged(stored, joined) };
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
