/** Joins what deliveries state into the records, set by set, in the transaction that holds their connections' locks. */
import assert from "node:assert/strict";
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";
import type { Later } from "../database/write-transaction.ts";
import type { NewChange } from "../feed/change.ts";
import { takesBack } from "../merge/apply-again.ts";
import { isDeleted } from "../merge/record-state.ts";
import type { RankOf } from "../merge/version.ts";
import type { RecordSections, Values } from "./content.ts";
import { type Joined, joinRecord, keptOf, type RecordState } from "./join-record.ts";
import { type AppliedAgain, placesOfDeliveries } from "./places-of-deliveries.ts";
import { inNames, placesInTable } from "./record-columns.ts";
import { RecordRow, type TablePlaces } from "./record-row.ts";
import { readRows, removeRows, upsertRows } from "./record-rows.ts";
import { type RecordDefinition, recordDefinitions } from "./record-types.ts";
import {
  placeOf,
  type RecordPlace,
  readSeriesSections,
  type SeriesChange,
  writeSeries,
} from "./save-series.ts";
import type { RecordStatement } from "./statements-of.ts";
import { stateOfRow, writeState } from "./stored-record.ts";

export type StatedRecord = { connectionId: string; statement: RecordStatement };

/** A record whose content changed, or that is gone, or there again. */
export type SavedRecord = RecordPlace & { definition: RecordDefinition; revision: number; deleted: boolean };

export type SavedRecords = {
  changed: SavedRecord[];
  /** Whether deliveries that were applied again left something unsaid that they had stated before. */
  tookBack: boolean;
};

/** What the feed says of a record that was saved. */
export function changeOfRecord(
  record: SavedRecord,
  connections: ReadonlyMap<string, { userId: string }>,
): NewChange {
  const { connectionId, definition, key, revision, deleted } = record;
  const owner = connections.get(connectionId);
  assert(owner, "a record is saved under the lock of its connection");
  return {
    kind: deleted ? "RECORD_DELETED" : "RECORD_SAVED",
    userId: owner.userId,
    connectionId,
    recordType: definition.type,
    key,
    revision,
  };
}

// A statement has its time: a body of a hundred thousand elements is saved part by part, in its one transaction.
const MOST_AT_ONCE = 5_000;

/** What is stated about the record of a place. */
export type Target = RecordPlace & { stated: RecordState[] };

/** What the deliveries of `again` had stated before counts no more. */
export async function saveRecords(
  db: Kysely<Database>,
  stated: readonly StatedRecord[],
  rankOf: RankOf,
  again: readonly AppliedAgain[],
  later: Later,
): Promise<SavedRecords> {
  const targets = targetsOf(stated, await placesOfDeliveries(db, again));
  const deliveries = new Set(again.map(({ deliveryId }) => deliveryId));
  return saveStates(db, targets, { rankOf, again: deliveries, later });
}

/** How versions compare, the deliveries whose statements of before count no more, and who waits for what is written. */
export type SaveRules = { rankOf: RankOf; again: ReadonlySet<string>; later: Later };

/** Joins states into the records of these places, whose connections are locked. */
export async function saveStates(
  db: Kysely<Database>,
  targets: readonly Target[],
  rules: SaveRules,
): Promise<SavedRecords> {
  const saved: SavedRecords = { changed: [], tookBack: false };
  for (let at = 0; at < targets.length; at += MOST_AT_ONCE)
    await saveTargets(db, targets.slice(at, at + MOST_AT_ONCE), rules, saved);
  return saved;
}

/** The records of one type that a connection has, whole, with their samples. */
export async function readStates(
  db: Kysely<Database>,
  definition: RecordDefinition,
  connectionId: string,
): Promise<{ key: string; state: RecordState }[]> {
  const answer = await sql<{ row: Values }>`
    select row_to_json(r) as row from ${sql.table(definition.table)} r
     where r.connection_id = ${connectionId}`.execute(db);
  const { terraType } = definition;
  const rows = answer.rows.map(({ row }) => inNames(definition, row));
  const places = rows.map((row) => ({ connectionId, terraType, key: String(row["key"]) }));
  const series = await readSeriesSections(db, places, { withSamples: true });
  return rows.map((row, i) => {
    const place = places[i] as RecordPlace;
    return { key: place.key, state: stateOf(definition, row, series.get(placeOf(place))) };
  });
}

async function saveTargets(
  db: Kysely<Database>,
  targets: readonly Target[],
  rules: SaveRules,
  saved: SavedRecords,
): Promise<void> {
  const byType = Map.groupBy(targets, ({ terraType }) => terraType);
  const stated = recordDefinitions.flatMap((definition) => {
    const own = byType.get(definition.terraType);
    return own ? [{ definition, own }] : [];
  });
  const [series, ...read] = await Promise.all([
    readSeriesSections(db, targets),
    ...stated.map(({ definition, own }) =>
      Promise.all([readRows(db, definition, own), placesInTable(db, definition)]),
    ),
  ]);
  const seriesChanges: SeriesChange[] = [];
  for (const [i, { definition, own }] of stated.entries()) {
    const [rows, places] = read[i] as (typeof read)[number];
    saveType(db, definition, own, { rows, places, series }, rules, saved, seriesChanges);
  }
  rules.later(writeSeries(db, seriesChanges));
}

function targetsOf(stated: readonly StatedRecord[], touched: readonly RecordPlace[]): Target[] {
  const byPlace = new Map<string, Target>(touched.map((place) => [placeOf(place), { ...place, stated: [] }]));
  for (const { connectionId, statement } of stated) {
    const place = { connectionId, terraType: statement.terraType, key: statement.key };
    const target = byPlace.get(placeOf(place)) ?? { ...place, stated: [] };
    target.stated.push(statement);
    byPlace.set(placeOf(place), target);
  }
  return [...byPlace.values()];
}

/** What is stored already, by place; and where in its table. */
type Stored = { rows: Map<string, Values>; series: Map<string, RecordSections>; places: TablePlaces };

function saveType(
  db: Kysely<Database>,
  definition: RecordDefinition,
  targets: readonly Target[],
  { rows, series, places }: Stored,
  { rankOf, again, later }: SaveRules,
  saved: SavedRecords,
  seriesChanges: SeriesChange[],
): void {
  const written: RecordRow[] = [];
  const removed: RecordPlace[] = [];
  for (const target of targets) {
    const row = rows.get(placeOf(target)) ?? null;
    const before = row && stateOf(definition, row, series.get(placeOf(target)));
    const kept = before && keptOf(before, again, rankOf);
    saved.tookBack ||= before !== null && takesBack(before, target.stated, again, rankOf);
    if (!kept && target.stated.length === 0) {
      removed.push(target);
      seriesChanges.push({ place: target, before: series.get(placeOf(target)) ?? {}, after: {} });
      if (row && before && !isDeleted(before))
        saved.changed.push(savedRecord(target, definition, row["revision"], true));
      continue;
    }
    const joined = joinRecord(before, target.stated, rankOf, kept);
    if (joined.changed === "nothing") continue;
    const fresh = freshRow(new RecordRow(places), definition, target, joined, row);
    written.push(fresh);
    seriesChanges.push({ place: target, before: before?.sections ?? {}, after: joined.sections });
    if (joined.changed === "content")
      saved.changed.push(savedRecord(target, definition, fresh.get("revision"), isDeleted(joined)));
  }
  if (written.length > 0) later(upsertRows(db, definition, places, written));
  if (removed.length > 0) later(removeRows(db, definition, removed));
}

function savedRecord(
  { connectionId, terraType, key }: RecordPlace,
  definition: RecordDefinition,
  revision: unknown,
  deleted: boolean,
): SavedRecord {
  return { connectionId, terraType, key, definition, revision: revision as number, deleted };
}

function stateOf(definition: RecordDefinition, row: Values, series: RecordSections | undefined): RecordState {
  const state = stateOfRow(definition, row);
  return { ...state, sections: { ...state.sections, ...series } };
}

function freshRow(
  fresh: RecordRow,
  definition: RecordDefinition,
  place: RecordPlace,
  joined: Joined,
  row: Values | null,
): RecordRow {
  const now = isoOfMicros(Date.now() * 1000);
  const changed = joined.changed === "content";
  writeState(fresh, definition, joined);
  fresh.setAll({
    connectionId: place.connectionId,
    key: place.key,
    deleted: isDeleted(joined),
    revision: ((row?.["revision"] as number | undefined) ?? 0) + (changed ? 1 : 0),
    createdAt: row?.["createdAt"] ?? now,
    updatedAt: changed ? now : (row?.["updatedAt"] ?? now),
  });
  return fresh;
}
