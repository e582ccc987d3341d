/** A stored record and what was stated about it since, joined: and whether that changed anything. Pure. */
import assert from "node:assert/strict";
import { joinSections } from "../merge/statement.ts";
import { compareVersions, type RankOf, type Version } from "../merge/version.ts";
import { fingerprint, type RecordPiece, type RecordSections } from "./content.ts";
import { newerVersionWins } from "./record-rules.ts";
import { sameVersion } from "./stored-record.ts";

export type RecordState = { version: Version; sections: RecordSections };

/** `content`: what it shows changed. `version`: only when it was stated. */
export type Joined = RecordState & { changed: "nothing" | "version" | "content" };

export function joinRecord(
  stored: RecordState | null,
  stated: readonly RecordSections[],
  rankOf: RankOf,
): Joined {
  const rules = newerVersionWins(rankOf);
  const states = stated.filter((sections) => Object.keys(sections).length > 0);
  const sections = states.reduce<RecordSections>((a, b) => joinSections(a, b, rules), stored?.sections ?? {});
  const version = newest([...(stored ? [stored.version] : []), ...states.map(versionIn)], rankOf);
  return { version, sections, changed: stored ? whatChanged(stored, { version, sections }) : "content" };
}

function newest(versions: readonly Version[], rankOf: RankOf): Version {
  return versions.reduce((a, b) => (compareVersions(a, b, rankOf) >= 0 ? a : b));
}

function versionIn(sections: RecordSections): Version {
  const [piece] = Object.values(sections)[0] ?? [];
  assert(piece, "a section that is stated has a piece");
  return piece.version;
}

function whatChanged(before: RecordState, after: RecordState): Joined["changed"] {
  const names = new Set([...Object.keys(before.sections), ...Object.keys(after.sections)]);
  let version = !sameVersion(before.version, after.version);
  for (const name of names) {
    const [mine, theirs] = [before.sections[name] ?? [], after.sections[name] ?? []];
    if (shown(mine) !== shown(theirs)) return "content";
    version ||= mine.length !== theirs.length || mine.some((piece, i) => !samePlace(piece, theirs[i]));
  }
  return version ? "version" : "nothing";
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
