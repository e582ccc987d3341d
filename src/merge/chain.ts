/**
 * The order of the ids that one connection has had. Terra gives a connection a new id when its person authenticates
 * again, and says so in events that come in any order, late or not at all. The chain is a function of the set of what
 * was said, so that it does not matter when (rule 4 of docs/rules.md).
 */

/** An id, and when Terra made it, in microseconds; null where no event has said so. */
export type ChainMember = { id: string; createdMicros: number | null };

/** `to` took the place of `from`. */
export type ChainLink = { from: string; to: string; clockMicros: number | null };

export type Chain = {
  /** The place of each id: a later one ranks higher. */
  ranks: Map<string, number>;
  /** Links that would close a circle with those said before them. */
  refused: ChainLink[];
};

/**
 * Ids that links hold together stand next to one another, since a link leads to the very next id; such pieces of the
 * chain, and ids that no link names, are in the order in which they were made.
 */
export function chainOf(members: readonly ChainMember[], links: readonly ChainLink[]): Chain {
  const { next, refused } = acceptedLinks(links);
  const age = new Map(members.map(({ id, createdMicros }) => [id, createdMicros]));
  const pieces = piecesOf([...age.keys()], next).map((ids) => ordered(ids, next, age));
  pieces.sort((a, b) => compareAges(oldest(a, age), oldest(b, age)));
  return { ranks: new Map(pieces.flat().map((id, rank) => [id, rank])), refused };
}

type Links = Map<string, Set<string>>;
type Ages = ReadonlyMap<string, number | null>;

function acceptedLinks(links: readonly ChainLink[]): { next: Links; refused: ChainLink[] } {
  const next: Links = new Map();
  const refused: ChainLink[] = [];
  for (const link of links.toSorted(compareLinks)) {
    if (leads(next, link.to, link.from)) refused.push(link);
    else next.set(link.from, (next.get(link.from) ?? new Set()).add(link.to));
  }
  return { next, refused };
}

function leads(next: Links, from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return [...(next.get(from) ?? [])].some((id) => leads(next, id, to, seen));
}

function piecesOf(ids: readonly string[], next: Links): string[][] {
  const pieceOf = new Map(ids.map((id) => [id, [id]]));
  for (const [from, tos] of next) {
    for (const to of tos) {
      const [mine, theirs] = [pieceOf.get(from), pieceOf.get(to)];
      if (!mine || !theirs || mine === theirs) continue;
      mine.push(...theirs);
      for (const id of theirs) pieceOf.set(id, mine);
    }
  }
  return [...new Set(pieceOf.values())];
}

// Each time the oldest of those that no other of the rest leads to.
function ordered(ids: readonly string[], next: Links, age: Ages): string[] {
  const rest = new Set(ids);
  const order: string[] = [];
  while (rest.size > 0) {
    const led = new Set([...rest].flatMap((id) => [...(next.get(id) ?? [])]));
    const first = oldest(
      [...rest].filter((id) => !led.has(id)),
      age,
    );
    rest.delete(first.id);
    order.push(first.id);
  }
  return order;
}

function oldest(ids: readonly string[], age: Ages): ChainMember {
  return ids
    .map((id) => ({ id, createdMicros: age.get(id) ?? null }))
    .reduce((a, b) => (compareAges(a, b) <= 0 ? a : b));
}

function compareAges(a: ChainMember, b: ChainMember): number {
  return compareNullsLast(a.createdMicros, b.createdMicros) || compareTexts(a.id, b.id);
}

function compareLinks(a: ChainLink, b: ChainLink): number {
  return (
    compareNullsLast(a.clockMicros, b.clockMicros) || compareTexts(a.from, b.from) || compareTexts(a.to, b.to)
  );
}

function compareNullsLast(a: number | null, b: number | null): number {
  if (a === b) return 0;
  return (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
