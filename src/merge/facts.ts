import type { Piece } from "./pieces.ts";
import { joinSections, type Sections } from "./statement.ts";
import { compareVersions, type RankOf, type Version } from "./version.ts";

/** What is known of something that is no record, fact by fact: each is one piece, for all time. */
export type Facts = Sections<unknown, Version>;

/** Of what was said of one fact, what was said last; in any order, and however often. */
export function joinFacts(all: readonly Facts[], rankOf: RankOf): Facts {
  const rules = {
    compare: (a: Version, b: Version) => compareVersions(a, b, rankOf),
    // A fact is for all time and is never cut.
    cut: ({ content }: Piece<unknown, Version>) => content,
  };
  return all.reduce<Facts>((a, b) => joinSections(a, b, rules), {});
}
