/**
 * Joins what deliveries say of their connections, under the connections' locks: makes those that are missing, and
 * makes one of those that turn out to be one.
 */
import assert from "node:assert/strict";
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import type { Later } from "../database/write-transaction.ts";
import type { RankOf } from "../merge/version.ts";
import { isLabReportId } from "../terra/lab-report.ts";
import { claimUsers, makeUnnamedUsers, removeAbandonedUsers } from "../users/claim-users.ts";
import { claimConnections, type IdRow } from "./claim-connections.ts";
import {
  type Draft,
  draftsOf,
  isShownOtherwise,
  isWritten,
  type SavedConnection,
  type StatedConnection,
  type WrittenConnection,
} from "./connection-draft.ts";
import type { ConnectionStatement } from "./connection-statement.ts";
import { saveChains } from "./save-chains.ts";
import { saveHistory } from "./save-history.ts";
import { insertConnections, removeJoined, updateConnections } from "./write-connections.ts";

export type SavedConnections = {
  all: readonly SavedConnection[];
  byId: ReadonlyMap<string, SavedConnection>;
  /** Undefined where the connection was erased. */
  of(terraUserId: string): SavedConnection | undefined;
  isErased(terraUserId: string): boolean;
  rankOf: RankOf;
};

export type BatchOfConnections = {
  all: readonly StatedConnection[];
  /** TerraUserIds that nothing is stated of. */
  named: readonly string[];
  /** What these deliveries had stated before counts no more. */
  again: ReadonlySet<string>;
  /** By `readKnownIds`, of all that is stated. */
  known: ReadonlyMap<string, IdRow>;
};

export async function saveConnections(
  db: Kysely<Database>,
  { all, named, again, known }: BatchOfConnections,
  later: Later,
): Promise<SavedConnections> {
  if (all.length + named.length === 0) return NOTHING_SAVED;
  const claimed = await claimConnections(
    db,
    all.map(({ statement }) => statement),
    named,
    known,
  );
  const isErased = (terraUserId: string) => claimed.erased.has(terraUserId);
  const stated = all
    .filter(({ statement }) => !isErased(statement.terraUserId))
    .map((one) => ({ ...one, statement: withoutErased(one.statement, isErased) }));
  const woven = await saveChains(db, claimed, stated);
  const rankOf: RankOf = (terraUserId) =>
    isLabReportId(terraUserId) ? 0 : (woven.ids.get(terraUserId)?.generation ?? 0);
  const drafts = draftsOf(stated, woven.ids, claimed.rows, woven.survivors, rankOf, again);
  const written = await settled(db, drafts);
  later(
    insertConnections(
      db,
      written.filter(({ draft }) => !draft.row),
    ),
  );
  later(
    updateConnections(
      db,
      written.filter(({ draft, saved }) => draft.row && (saved.former.length > 0 || isWritten(draft))),
    ),
  );
  await removeJoined(db, written);
  later(saveHistory(db, written, woven));
  later(
    removeAbandonedUsers(
      db,
      written.flatMap(({ saved }) => saved.former.map(({ userId }) => userId)),
    ),
  );
  const byId = new Map(written.map(({ saved }) => [saved.id, saved]));
  const of = (terraUserId: string) => byId.get(woven.ids.get(terraUserId)?.connectionId ?? "");
  return { all: [...byId.values()], byId, of, isErased, rankOf };
}

const NOTHING_SAVED: SavedConnections = {
  all: [],
  byId: new Map(),
  of: () => undefined,
  isErased: () => false,
  rankOf: () => 0,
};

// That an id took the place of one that was erased would say again who was erased.
function withoutErased(
  statement: ConnectionStatement,
  isErased: (terraUserId: string) => boolean,
): ConnectionStatement {
  const { link, event } = statement;
  if (!link || !event || !isErased(link.from)) return statement;
  const { formerTerraUserId: _, ...details } = event.details;
  return { ...statement, link: null, event: { ...event, details } };
}

// The user is the one of the reference id. A connection that has none has a user of its own, shared with nobody.
async function settled(db: Kysely<Database>, drafts: readonly Draft[]): Promise<WrittenConnection[]> {
  const moving = drafts.filter(({ row, state }) => row === null || row.referenceId !== state.referenceId);
  const named = await claimUsers(
    db,
    moving.flatMap(({ state }) => state.referenceId ?? []),
  );
  const homeless = moving.filter(({ row, state }) => state.referenceId === null && !row);
  const own = await makeUnnamedUsers(db, homeless.length);
  return drafts.map((draft) => {
    const { row, state } = draft;
    const referenced = moving.includes(draft) && state.referenceId !== null;
    const userId = referenced
      ? named.get(state.referenceId ?? "")
      : (row?.userId ?? own[homeless.indexOf(draft)]);
    assert(userId !== undefined, "a user that was claimed is there");
    const former = [...(row && row.userId !== userId ? [row] : []), ...draft.joined];
    const changed = isShownOtherwise(draft) || former.length > 0;
    return { draft, saved: { id: draft.id, userId, former, changed } };
  });
}
