/** What becomes of the connections that a batch speaks of: their rows before, and after. Pure. */
import { canonicalJson } from "../canonical-json.ts";
import { withoutDeliveries } from "../merge/apply-again.ts";
import { type Facts, joinFacts } from "../merge/facts.ts";
import type { RankOf } from "../merge/version.ts";
import { readTime } from "../terra/times.ts";
import type { ConnectionRow, IdRow } from "./claim-connections.ts";
import { type ConnectionState, stateOf } from "./connection-state.ts";
import type { ConnectionStatement } from "./connection-statement.ts";
import { factsOfStored, storedFacts } from "./stored-facts.ts";

export type StatedConnection = {
  statement: ConnectionStatement;
  receivedMicros: number;
  devId: string | null;
};

export type Draft = {
  id: string;
  /** Null where the connection is new. */
  row: ConnectionRow | null;
  /** Connections that turned out to be this one. */
  joined: ConnectionRow[];
  stated: StatedConnection[];
  facts: Facts;
  state: ConnectionState;
  /** The newest id of its chain. */
  terraUserId: string;
  devId: string | null;
  lastDataMicros: number | null;
  receivedMicros: number;
};

/** A connection as it was before a batch, and whose it was. */
export type FormerConnection = { id: string; userId: string };

export type SavedConnection = {
  id: string;
  userId: string;
  /** As what its records were known before: itself where it moved from another user, and those that were joined with it. */
  former: FormerConnection[];
  /** Whether what is shown of it changed. */
  changed: boolean;
};

/** A draft, and whose it is. */
export type WrittenConnection = { draft: Draft; saved: SavedConnection };

/** What the deliveries of `again` had stated before counts no more. */
export function draftsOf(
  stated: readonly StatedConnection[],
  ids: ReadonlyMap<string, IdRow>,
  rows: ReadonlyMap<string, ConnectionRow>,
  survivors: ReadonlyMap<string, string>,
  rankOf: RankOf,
  again: ReadonlySet<string>,
): Draft[] {
  const byConnection = Map.groupBy(
    stated,
    ({ statement }) => ids.get(statement.terraUserId)?.connectionId ?? "",
  );
  const newest = newestIds(ids);
  return [...byConnection].map(([id, own]) => {
    const all = [...rows.values()].filter((row) => survivors.get(row.id) === id);
    const facts = joinFacts(
      [
        ...all.map((row) => withoutDeliveries(factsOfStored(row.facts), again)),
        ...own.map(({ statement }) => statement.facts),
      ],
      rankOf,
    );
    const terraUserId = newest.get(id) ?? "";
    return {
      id,
      row: rows.get(id) ?? null,
      joined: all.filter((row) => row.id !== id),
      stated: own,
      facts,
      state: stateOf(facts, terraUserId),
      terraUserId,
      devId: [...all, ...own].find(({ devId }) => devId !== null)?.devId ?? null,
      lastDataMicros: lastData(all, own),
      receivedMicros: Math.max(...own.map(({ receivedMicros }) => receivedMicros)),
    };
  });
}

/** Whether what is shown of the connection, or whose it is, changed. */
export function isShownOtherwise({ row, joined, state, terraUserId }: Draft): boolean {
  return (
    row === null ||
    joined.length > 0 ||
    row.status !== state.status ||
    row.terraUserId !== terraUserId ||
    row.provider !== state.provider ||
    row.referenceId !== state.referenceId ||
    canonicalJson(row.scopes) !== canonicalJson(state.scopes) ||
    canonicalJson(row.notice) !== canonicalJson(state.notice)
  );
}

/** Whether anything of the row changed at all. */
export function isWritten(draft: Draft): boolean {
  const { row, lastDataMicros, facts, devId } = draft;
  if (row === null || isShownOtherwise(draft) || row.devId !== devId) return true;
  const sameData = lastDataMicros === (readTime(row.lastDataAt)?.instantMicros ?? null);
  return !sameData || JSON.stringify(storedFacts(facts)) !== JSON.stringify(row.facts);
}

function newestIds(ids: ReadonlyMap<string, IdRow>): Map<string, string> {
  const newest = new Map<string, IdRow>();
  for (const id of ids.values()) {
    const other = newest.get(id.connectionId);
    if (!other || isNewer(id, other)) newest.set(id.connectionId, id);
  }
  return new Map([...newest].map(([connectionId, { terraUserId }]) => [connectionId, terraUserId]));
}

function isNewer(a: IdRow, b: IdRow): boolean {
  return a.generation === b.generation ? a.terraUserId > b.terraUserId : a.generation > b.generation;
}

function lastData(rows: readonly ConnectionRow[], stated: readonly StatedConnection[]): number | null {
  const now = stated.flatMap(({ statement, receivedMicros }) =>
    statement.carriesData ? receivedMicros : [],
  );
  const before = rows.flatMap((row) => readTime(row.lastDataAt)?.instantMicros ?? []);
  return now.length + before.length === 0 ? null : Math.max(...now, ...before);
}
