/** Which connections turn out to be one, by what deliveries say of their ids, and the order of all their ids. Pure. */
import { type ChainLink, chainOf } from "../merge/chain.ts";
import { isLabReportId, isPersonOfReports } from "../terra/lab-report.ts";
import type { ConnectionRow, IdRow } from "./claim-connections.ts";

/** What is said of an id, beside what is known of it. */
export type SaidOfId = {
  terraUserId: string;
  createdMicros: number | null;
  chain: string | null;
  link: ChainLink | null;
  devId: string | null;
};

export type Woven = {
  /** All ids as they are now; those in `changed` otherwise than before. */
  ids: Map<string, IdRow>;
  changed: IdRow[];
  /** New links, to be kept. */
  links: ChainLink[];
  refused: { link: ChainLink; why: string }[];
  /** Neighbours in a chain of which no link says so. */
  inferred: { from: IdRow; to: IdRow }[];
};

/** An id with which two different people or providers connected says nothing of who connected again. */
const SEVERAL = "several";

export function weaveChains(
  known: ReadonlyMap<string, IdRow>,
  rows: ReadonlyMap<string, ConnectionRow>,
  said: readonly SaidOfId[],
  storedLinks: readonly ChainLink[],
): Woven {
  const ids = new Map([...known].map(([id, row]) => [id, { ...row }]));
  for (const one of said) learn(ids.get(one.terraUserId), one);
  const { links, refused } = newLinks(ids, rows, said);
  const all = [...storedLinks, ...links];
  const groups = groupsOf([...ids.values()], all);
  const inferred: Woven["inferred"] = [];
  for (const group of groups) {
    const survivor = survivorOf(new Set(group.map(({ connectionId }) => connectionId)), rows);
    const own = all.filter(({ to }) => group.some(({ terraUserId }) => terraUserId === to));
    const chain = chainOf(
      group.map(({ terraUserId: id, createdMicros }) => ({ id, createdMicros })),
      own,
    );
    for (const id of group) {
      id.connectionId = survivor;
      id.generation = chain.ranks.get(id.terraUserId) ?? 0;
    }
    if (!group.some(({ terraUserId }) => isLabReportId(terraUserId)))
      inferred.push(...unlinkedNeighbours(group, own));
    for (const link of chain.refused)
      if (links.includes(link)) refused.push({ link, why: "it would close a circle of ids" });
  }
  const changed = [...ids.values()].filter((id) => !isSame(id, known.get(id.terraUserId)));
  return { ids, changed, links, refused, inferred };
}

function learn(id: IdRow | undefined, { createdMicros, chain }: SaidOfId): void {
  if (!id) return;
  id.createdMicros = least(id.createdMicros, createdMicros);
  if (chain !== null && chain !== id.chain) id.chain = id.chain === null ? chain : SEVERAL;
}

function least(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function newLinks(
  ids: ReadonlyMap<string, IdRow>,
  rows: ReadonlyMap<string, ConnectionRow>,
  said: readonly SaidOfId[],
): Pick<Woven, "links" | "refused"> {
  const links: ChainLink[] = [];
  const refused: Woven["refused"] = [];
  const saidOf = Map.groupBy(said, ({ terraUserId }) => terraUserId);
  for (const { link } of said) {
    const ends = link ? [ids.get(link.from), ids.get(link.to)] : [];
    if (!link || ends.some((end) => end === undefined)) continue;
    const devIds = [
      ...ends.map((end) => rows.get(end?.connectionId ?? "")?.devId),
      ...[link.from, link.to].flatMap((id) => saidOf.get(id)?.map(({ devId }) => devId)),
    ].filter((devId) => typeof devId === "string");
    if (new Set(devIds).size > 1) refused.push({ link, why: "its ids belong to different dev-ids" });
    else if (isOfAnother(link, ids, links)) refused.push({ link, why: "the report is another person's" });
    else links.push(link);
  }
  return { links, refused };
}

// A report that is said to be one person's and then another's joins nobody.
function isOfAnother(link: ChainLink, ids: ReadonlyMap<string, IdRow>, links: readonly ChainLink[]): boolean {
  if (!isLabReportId(link.to)) return false;
  const connectionId = ids.get(link.from)?.connectionId;
  const own = [...ids.values()].filter((id) => id.connectionId === connectionId).map((id) => id.terraUserId);
  const said = links.filter(({ from }) => from === link.from).map(({ to }) => to);
  return [...own, ...said].some((id) => isPersonOfReports(id) && id !== link.to);
}

function groupsOf(ids: readonly IdRow[], links: readonly ChainLink[]): IdRow[][] {
  const groupOf = new Map<string, IdRow[]>();
  const join = (groups: (IdRow[] | undefined)[]) => {
    const one = [...new Set(groups.flatMap((group) => group ?? []))];
    for (const { terraUserId } of one) groupOf.set(terraUserId, one);
  };
  const byConnection = Map.groupBy(ids, ({ connectionId }) => connectionId);
  for (const group of byConnection.values()) join([group]);
  const byChain = Map.groupBy(
    ids.filter(({ chain }) => chain !== null && chain !== SEVERAL),
    ({ chain }) => chain,
  );
  for (const group of byChain.values()) join(group.map(({ terraUserId }) => groupOf.get(terraUserId)));
  for (const { from, to } of links) join([groupOf.get(from), groupOf.get(to)]);
  return [...new Set(groupOf.values())];
}

// The one that was heard of first; one without a row is new.
function survivorOf(connectionIds: ReadonlySet<string>, rows: ReadonlyMap<string, ConnectionRow>): string {
  const age = (id: string) => rows.get(id)?.createdAt ?? "infinity";
  return [...connectionIds].reduce((a, b) => (age(a) < age(b) || (age(a) === age(b) && a < b) ? a : b));
}

function unlinkedNeighbours(group: readonly IdRow[], links: readonly ChainLink[]): Woven["inferred"] {
  const order = group.toSorted((a, b) => a.generation - b.generation);
  return order.slice(1).flatMap((to, i) => {
    const from = order[i] as IdRow;
    const isLinked = links.some((link) => link.from === from.terraUserId && link.to === to.terraUserId);
    return isLinked ? [] : [{ from, to }];
  });
}

function isSame(a: IdRow, b: IdRow | undefined): boolean {
  return (
    a.connectionId === b?.connectionId &&
    a.generation === b.generation &&
    a.createdMicros === b.createdMicros &&
    a.chain === b.chain
  );
}
