/** What is known of a record, its end included, and how two such knowledges become one (rule 8 of docs/rules.md). */
import type { PieceRules } from "./pieces.ts";
import { joinSections, type Sections } from "./statement.ts";

/**
 * One delivery's statement about a record has this shape, and so has the record as it is stored: storing is joining,
 * and so is making one record of two.
 */
export type RecordState<Content, Version> = {
  /** The newest that was stated. */
  version: Version;
  /** Only what was stated later than the tombstone: a delete takes everything before it away for good. */
  sections: Sections<Content, Version>;
  /** The version of the newest delete, null where there was none. */
  tombstone: Version | null;
};

/** It is gone while nothing was stated later than its newest delete. */
export function isDeleted({ sections, tombstone }: RecordState<unknown, unknown>): boolean {
  return tombstone !== null && Object.keys(sections).length === 0;
}

/** Commutative, associative and idempotent: any order, any grouping and any repetition end the same. */
export function joinStates<Content, Version>(
  a: RecordState<Content, Version>,
  b: RecordState<Content, Version>,
  rules: PieceRules<Content, Version>,
): RecordState<Content, Version> {
  const newer = (one: Version, other: Version) => (rules.compare(one, other) >= 0 ? one : other);
  const tombstone =
    a.tombstone && b.tombstone ? newer(a.tombstone, b.tombstone) : (a.tombstone ?? b.tombstone);
  const sections = joinSections(a.sections, b.sections, rules);
  return {
    version: newer(a.version, b.version),
    sections: tombstone === null ? sections : laterThan(tombstone, sections, rules),
    tombstone,
  };
}

function laterThan<Content, Version>(
  tombstone: Version,
  sections: Sections<Content, Version>,
  rules: PieceRules<Content, Version>,
): Sections<Content, Version> {
  const later: Sections<Content, Version> = Object.create(null);
  for (const [section, pieces] of Object.entries(sections)) {
    const kept = pieces.filter(({ version }) => rules.compare(version, tombstone) > 0);
    if (kept.length > 0) later[section] = kept;
  }
  return later;
}
