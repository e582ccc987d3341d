/** Joins what deliveries say of their connections, under the connections' locks, and makes those that are missing. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { canonicalJson } from "../canonical-json.ts";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";
import type { RankOf } from "../merge/version.ts";
import { readTime } from "../terra/times.ts";
import { claimUsers, makeUnnamedUsers, removeAbandonedUsers } from "../users/claim-users.ts";
import { type Claimed, type ConnectionRow, claimConnections } from "./claim-connections.ts";
import type { ConnectionStatement, Facts } from "./connection-statement.ts";
import { type ConnectionState, joinFacts, stateOf, storedFacts } from "./join-connection.ts";

export type StatedConnection = {
  statement: ConnectionStatement;
  receivedMicros: number;
  devId: string | null;
};

export type SavedConnection = {
  id: string;
  userId: string;
  /** Set where the connection moved from another user. */
  formerUserId: string | null;
  /** Whether its user, status, terraUserId or scopes changed. */
  changed: boolean;
};

export type SavedConnections = {
  all: readonly SavedConnection[];
  byId: ReadonlyMap<string, SavedConnection>;
  of(terraUserId: string): SavedConnection;
  rankOf: RankOf;
};

export async function saveConnections(
  db: Kysely<Database>,
  stated: readonly StatedConnection[],
): Promise<SavedConnections> {
  if (stated.length === 0) return NOTHING_SAVED;
  const claimed = await claimConnections(
    db,
    stated.map(({ statement }) => statement.terraUserId),
  );
  const rankOf: RankOf = (terraUserId) => claimed.generations.get(terraUserId) ?? 0;
  const drafts = draftsOf(stated, claimed, rankOf);
  await settleUsers(db, drafts);
  await insertConnections(
    db,
    drafts.filter((draft) => !draft.row),
  );
  await updateConnections(
    db,
    drafts.filter((draft) => draft.row && isWritten(draft, draft.row)),
  );
  await insertEvents(db, drafts);
  await removeAbandonedUsers(
    db,
    drafts.flatMap(({ saved }) => saved.formerUserId ?? []),
  );
  const byId = new Map(drafts.map(({ id, saved }) => [id, saved]));
  const of = (terraUserId: string) => found(byId.get(claimed.connectionIds.get(terraUserId) ?? ""));
  return { all: drafts.map(({ saved }) => saved), byId, of, rankOf };
}

const NOTHING_SAVED: SavedConnections = {
  all: [],
  byId: new Map(),
  of: () => found<SavedConnection>(undefined),
  rankOf: () => 0,
};

type Draft = {
  id: string;
  row: ConnectionRow | null;
  stated: StatedConnection[];
  facts: Facts;
  state: ConnectionState;
  terraUserId: string;
  lastDataMicros: number | null;
  userId: string;
  saved: SavedConnection;
};

function draftsOf(stated: readonly StatedConnection[], claimed: Claimed, rankOf: RankOf): Draft[] {
  const byConnection = Map.groupBy(
    stated,
    ({ statement }) => claimed.connectionIds.get(statement.terraUserId) ?? "",
  );
  return [...byConnection].map(([id, own]) => {
    const row = claimed.rows.get(id) ?? null;
    const facts = joinFacts(
      row?.facts,
      own.map(({ statement }) => statement.facts),
      rankOf,
    );
    const ids = own.map(({ statement }) => statement.terraUserId);
    const newest = [...(row ? [row.terraUserId] : []), ...ids].reduce((a, b) =>
      rankOf(b) > rankOf(a) ? b : a,
    );
    const userId = row?.userId ?? "";
    const saved = { id, userId, formerUserId: null, changed: false };
    return {
      id,
      row,
      stated: own,
      facts,
      state: stateOf(facts),
      terraUserId: newest,
      lastDataMicros: lastData(row, own),
      userId,
      saved,
    };
  });
}

function lastData(row: ConnectionRow | null, stated: readonly StatedConnection[]): number | null {
  const times = stated
    .filter(({ statement }) => statement.carriesData)
    .map(({ receivedMicros }) => receivedMicros);
  const known = readTime(row?.lastDataAt)?.instantMicros;
  return times.length === 0 ? (known ?? null) : Math.max(known ?? 0, ...times);
}

// The user is the one of the reference id. A connection that has none has a user of its own, shared with nobody.
async function settleUsers(db: Kysely<Database>, drafts: readonly Draft[]): Promise<void> {
  const unsettled = drafts.filter((draft) => !isSettled(draft));
  const named = await claimUsers(
    db,
    unsettled.flatMap(({ state }) => state.referenceId ?? []),
  );
  const unnamed = unsettled.filter(({ row, state }) => state.referenceId === null && !row);
  const own = await makeUnnamedUsers(db, unnamed.length);
  for (const draft of drafts) {
    const { row, state } = draft;
    if (!isSettled(draft)) {
      draft.userId =
        state.referenceId === null
          ? (row?.userId ?? found(own[unnamed.indexOf(draft)]))
          : found(named.get(state.referenceId));
    }
    const moved = row !== null && row.userId !== draft.userId;
    draft.saved = {
      id: draft.id,
      userId: draft.userId,
      formerUserId: moved ? row.userId : null,
      changed: row === null || moved || isShownOtherwise(draft, row),
    };
  }
}

function isSettled({ row, state }: Draft): boolean {
  return row !== null && row.referenceId === state.referenceId;
}

function isShownOtherwise({ state, terraUserId }: Draft, row: ConnectionRow): boolean {
  return (
    row.status !== state.status ||
    row.terraUserId !== terraUserId ||
    row.provider !== state.provider ||
    row.referenceId !== state.referenceId ||
    JSON.stringify(row.scopes) !== JSON.stringify(state.scopes)
  );
}

function isWritten(draft: Draft, row: ConnectionRow): boolean {
  const sameData = draft.lastDataMicros === (readTime(row.lastDataAt)?.instantMicros ?? null);
  return (
    draft.saved.changed || !sameData || canonicalJson(storedFacts(draft.facts)) !== canonicalJson(row.facts)
  );
}

async function insertConnections(db: Kysely<Database>, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  await sql`
    insert into connections (id, user_id, terra_user_id, provider, status, scopes, reference_id, dev_id, facts, last_data_at)
    select id, user_id, terra_user_id, provider, status, scopes, reference_id, dev_id, facts, last_data_at
      from json_populate_recordset(null::connections, ${JSON.stringify(drafts.map(rowOf))}::json)`.execute(
    db,
  );
}

async function updateConnections(db: Kysely<Database>, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return;
  await sql`
    update connections c
       set user_id = d.user_id, terra_user_id = d.terra_user_id, provider = d.provider, status = d.status,
           scopes = d.scopes, reference_id = d.reference_id, facts = d.facts, last_data_at = d.last_data_at
      from json_populate_recordset(null::connections, ${JSON.stringify(drafts.map(rowOf))}::json) d
     where c.id = d.id`.execute(db);
}

function rowOf({ id, userId, terraUserId, state, facts, lastDataMicros, stated }: Draft) {
  return {
    id,
    user_id: userId,
    terra_user_id: terraUserId,
    provider: state.provider,
    status: state.status,
    scopes: state.scopes,
    reference_id: state.referenceId,
    dev_id: stated.find(({ devId }) => devId !== null)?.devId ?? null,
    facts: storedFacts(facts),
    last_data_at: lastDataMicros === null ? null : isoOfMicros(lastDataMicros),
  };
}

async function insertEvents(db: Kysely<Database>, drafts: readonly Draft[]): Promise<void> {
  const events = drafts.flatMap(({ id, stated }) =>
    stated.flatMap(({ statement, receivedMicros }) =>
      statement.event
        ? [
            {
              connection_id: id,
              at: isoOfMicros(receivedMicros),
              id: randomUUID(),
              terra_user_id: statement.terraUserId,
              ...statement.event,
            },
          ]
        : [],
    ),
  );
  if (events.length === 0) return;
  await sql`
    insert into connection_events (connection_id, at, id, kind, terra_user_id, details)
    select connection_id, at, id, kind, terra_user_id, details
      from json_populate_recordset(null::connection_events, ${JSON.stringify(events)}::json)`.execute(db);
}

function found<Value>(value: Value | undefined): Value {
  assert(value !== undefined, "a connection or user that was claimed is there");
  return value;
}
