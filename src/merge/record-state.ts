/** What is known of a record, and how two such knowledges become one. */
import type { PieceRules } from "./pieces.ts";
import { joinSections, type Sections } from "./statement.ts";

/**
 * One delivery's statement about a record has this shape, and so has the record as it is stored: storing is joining,
 * and so is making one record of two.
 */
export type RecordState<Content, Version> = {
  /** The newest that was stated. */
  version: Version;
  sections: Sections<Content, Version>;
};

/** Commutative, associative and idempotent: any order, any grouping and any repetition end the same. */
export function joinStates<Content, Version>(
  a: RecordState<Content, Version>,
  b: RecordState<Content, Version>,
  rules: PieceRules<Content, Version>,
): RecordState<Content, Version> {
  return {
    version: rules.compare(a.version, b.version) >= 0 ? a.version : b.version,
    sections: joinSections(a.sections, b.sections, rules),
  };
}
