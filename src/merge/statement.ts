/**
 * What a record states, by section, and how two statements become one. The same shape serves what one delivery says
 * and what is stored, so that storing is joining (rule 2 of docs/rules.md).
 */
import { joinPieces, type Piece, type PieceRules } from "./pieces.ts";

/** Only sections that state something are present: one that is empty (nulls and [] alone) says nothing. */
export type Sections<Content, Version> = Record<string, Piece<Content, Version>[]>;

/** Joins two statements about one record, section by section. */
export function joinSections<Content, Version>(
  a: Sections<Content, Version>,
  b: Sections<Content, Version>,
  rules: PieceRules<Content, Version>,
): Sections<Content, Version> {
  const joined: Sections<Content, Version> = { ...a };
  for (const [section, pieces] of Object.entries(b)) {
    const mine = joined[section];
    joined[section] = mine ? joinPieces(mine, pieces, rules) : pieces;
  }
  return joined;
}
