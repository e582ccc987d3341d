/**
 * A section of a record over time, as pieces: disjoint stretches of time, each with the version that shows there and
 * what it states. Most sections have one piece that spans all time. Readings of several windows of one day (a
 * blood-pressure cuff in the morning and in the evening) have one a window.
 *
 * Joining takes, at each instant, the newer of the two versions. A pointwise maximum in a total order is commutative,
 * associative and idempotent, and so is this join: any order of arrival, any grouping, any repetition end the same
 * (rule 2 of docs/rules.md).
 */

export type Piece<Content, Version> = {
  /** The stretch [from, to) in microseconds since the epoch. */
  from: number;
  to: number;
  version: Version;
  content: Content;
};

/** What a join needs to know of versions and contents. */
export type PieceRules<Content, Version> = {
  compare(a: Version, b: Version): number;
  /** The part of a piece's content that lies in [from, to), a part of the piece's own stretch. */
  cut(piece: Piece<Content, Version>, from: number, to: number): Content;
};

export const ALL_TIME = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** Joins two lists of pieces, each sorted by `from` and without overlap; so is the result. */
export function joinPieces<Content, Version>(
  a: readonly Piece<Content, Version>[],
  b: readonly Piece<Content, Version>[],
  rules: PieceRules<Content, Version>,
): Piece<Content, Version>[] {
  const [one, other] = [a[0], b[0]];
  if (one && other && a.length === 1 && b.length === 1 && one.from === other.from && one.to === other.to) {
    return [rules.compare(one.version, other.version) >= 0 ? one : other];
  }
  return cutToSize(winners(a, b, rules), rules);
}

type Stretch<Content, Version> = { from: number; to: number; piece: Piece<Content, Version> };

// The stretches between all ends of both lists, each with the piece that wins there.
function winners<Content, Version>(
  a: readonly Piece<Content, Version>[],
  b: readonly Piece<Content, Version>[],
  rules: PieceRules<Content, Version>,
): Stretch<Content, Version>[] {
  const ends = [...new Set([...a, ...b].flatMap((piece) => [piece.from, piece.to]))].sort((x, y) =>
    x < y ? -1 : 1,
  );
  const stretches: Stretch<Content, Version>[] = [];
  for (const [i, from] of ends.slice(0, -1).entries()) {
    const to = ends[i + 1] as number;
    const [mine, theirs] = [pieceAt(a, from), pieceAt(b, from)];
    const piece =
      mine && theirs ? (rules.compare(mine.version, theirs.version) >= 0 ? mine : theirs) : (mine ?? theirs);
    const last = stretches.at(-1);
    if (piece && last && last.to === from && last.piece === piece) last.to = to;
    else if (piece) stretches.push({ from, to, piece });
  }
  return stretches;
}

function pieceAt<Content, Version>(pieces: readonly Piece<Content, Version>[], at: number) {
  return pieces.find((piece) => piece.from <= at && at < piece.to);
}

function cutToSize<Content, Version>(
  stretches: readonly Stretch<Content, Version>[],
  rules: PieceRules<Content, Version>,
): Piece<Content, Version>[] {
  return stretches.map(({ from, to, piece }) =>
    from === piece.from && to === piece.to
      ? piece
      : { from, to, version: piece.version, content: rules.cut(piece, from, to) },
  );
}
