/**
 * Records of connections that turned out to be one. What the surviving connection has nothing like just moves; of what
 * both have one record is made, by the same rules as of what deliveries state.
 */
import { type Kysely, sql } from "kysely";
import type { SavedConnection } from "../connections/connection-draft.ts";
import type { Database } from "../database/database.ts";
import type { Later } from "../database/write-transaction.ts";
import type { RankOf } from "../merge/version.ts";
import { type RecordDefinition, recordDefinitions } from "./record-types.ts";
import { readStates, type SavedRecord, type SaveRules, saveStates } from "./save-records.ts";
import { removeSeries } from "./save-series.ts";

/** Moves the records of connections that were joined, and says which records of the survivors changed by it. */
export async function moveRecords(
  db: Kysely<Database>,
  connections: readonly SavedConnection[],
  rankOf: RankOf,
  later: Later,
): Promise<SavedRecord[]> {
  const moved: SavedRecord[] = [];
  for (const { id: to, former } of connections) {
    for (const { id: from } of former.filter(({ id }) => id !== to)) {
      for (const definition of recordDefinitions)
        moved.push(...(await moveType(db, definition, { from, to }, { rankOf, later, again: NONE })));
    }
  }
  return moved;
}

const NONE: ReadonlySet<string> = new Set();

type Move = { from: string; to: string };

async function moveType(
  db: Kysely<Database>,
  definition: RecordDefinition,
  move: Move,
  rules: SaveRules,
): Promise<SavedRecord[]> {
  const moved = await moveRows(db, definition, move);
  const joined = await joinRows(db, definition, move, rules);
  return [...moved, ...joined];
}

type MovedRow = { key: string; revision: number; deleted: boolean };

async function moveRows(
  db: Kysely<Database>,
  definition: RecordDefinition,
  { from, to }: Move,
): Promise<SavedRecord[]> {
  const { terraType } = definition;
  const { rows } = await sql<MovedRow>`
    with moved as (
      update ${sql.table(definition.table)} r set connection_id = ${to}
       where connection_id = ${from}
         and not exists (select from ${sql.table(definition.table)} o where o.connection_id = ${to} and o.key = r.key)
      returning key, revision, deleted
    ), series as (
      update series s set connection_id = ${to} from moved
       where s.connection_id = ${from} and s.type = ${terraType} and s.key = moved.key
    )
    select * from moved`.execute(db);
  return rows
    .filter(({ deleted }) => !deleted)
    .map(({ key, revision }) => ({ connectionId: to, terraType, key, definition, revision, deleted: false }));
}

async function joinRows(
  db: Kysely<Database>,
  definition: RecordDefinition,
  { from, to }: Move,
  rules: SaveRules,
): Promise<SavedRecord[]> {
  const states = await readStates(db, definition, from);
  if (states.length === 0) return [];
  const { terraType } = definition;
  const { changed } = await saveStates(
    db,
    states.map(({ key, state }) => ({ connectionId: to, terraType, key, stated: [state] })),
    rules,
  );
  await removeSeries(db, from, terraType);
  await sql`delete from ${sql.table(definition.table)} where connection_id = ${from}`.execute(db);
  return changed;
}
