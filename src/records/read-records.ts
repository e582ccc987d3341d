/** Reading records: lists for many parents at once, and records by what finds them. */
import DataLoader from "dataloader";
import { type Kysely, sql } from "kysely";
import { mayReadConnection, mayReadType } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import { connectionsOfFormerIds } from "../connections/former-ids.ts";
import type { Database } from "../database/database.ts";
import type { Context } from "../graphql/context.ts";
import type { HealthRecord } from "./health-record.ts";
import type { Place } from "./record-cursor.ts";
import type { Order, RecordFilter } from "./record-filter.ts";
import { type RecordRow, recordFrom, type StoredRecord } from "./record-from-row.ts";
import { type Branch, countStatement, type PageRow, type Parents, pageStatement } from "./record-page.ts";
import type { RecordRef } from "./record-ref.ts";
import { allColumns, type Columns } from "./record-selection.ts";
import { definitionOf, type RecordDefinition } from "./record-types.ts";
import { visibleColumns } from "./visible-values.ts";

/** What a list of one type, or of several, is asked for. */
export type ListAsked<What> = What & {
  parents: Parents;
  filter: RecordFilter;
  order: Order;
  first: number;
  after: Place | null;
};

type OneType = { definition: RecordDefinition; columns: Columns };
type SeveralTypes = {
  definitions: readonly RecordDefinition[];
  columnsOf: (definition: RecordDefinition) => Columns;
};

/** The records of one type, of each parent, in one statement: one more than `first`, to tell whether more follow. */
export async function readRecords(
  db: Kysely<Database>,
  viewer: Viewer,
  asked: ListAsked<OneType>,
): Promise<StoredRecord[][]> {
  const rows = await pageRows(db, viewer, asked, [asked]);
  return grouped(asked.parents, rows, (row) => recordFrom(viewer, asked.definition, row));
}

/**
 * The records of several types, of each parent, one more than `first`: a page of what all records have, then for each
 * type that is on it and of which more is asked, the rest.
 */
export async function readHealthRecords(
  db: Kysely<Database>,
  viewer: Viewer,
  asked: ListAsked<SeveralTypes>,
): Promise<StoredRecord[][]> {
  const { definitions, columnsOf } = asked;
  const common = commonColumns(definitions.flatMap(columnsOf));
  const branches = definitions.map((definition) => ({ definition, columns: common }));
  const rows = await pageRows(db, viewer, asked, branches);
  const own = (definition: RecordDefinition) =>
    columnsOf(definition).filter((column) => !common.includes(column));
  const rest = await readRest(db, viewer, rows, definitions, own);
  return grouped(asked.parents, rows, (row) => {
    return recordFrom(viewer, definitionOf(row.type), Object.assign(row, rest.get(nameOf(row))));
  });
}

/** How many records the lists have; by parent. */
export async function countRecords(
  db: Kysely<Database>,
  viewer: Viewer,
  definitions: readonly RecordDefinition[],
  asked: { parents: Parents; filter: RecordFilter },
): Promise<number[]> {
  const counts = lists<number>(asked.parents).map(() => 0);
  const readable = definitions.filter(({ type }) => mayReadType(viewer, type));
  if (readable.length === 0) return counts;
  const { rows } = await countStatement(viewer, { ...asked, definitions: readable }).execute(db);
  for (const { place, count } of rows) counts[place - 1] = count;
  return counts;
}

/**
 * The records that references name, in their order; null where there is none that the viewer may read. A reference by
 * a connection that turned out to be another finds the record there.
 */
export async function readRecordsByRef(
  db: Kysely<Database>,
  viewer: Viewer,
  refs: readonly RecordRef[],
  columnsOf: (definition: RecordDefinition) => Columns,
): Promise<(StoredRecord | null)[]> {
  const found = await readByRef(db, viewer, refs, columnsOf);
  const missing = refs.filter((_, i) => found[i] === null);
  const present = await connectionsOfFormerIds(
    db,
    missing.map(({ connectionId }) => connectionId),
  );
  if (present.size === 0) return found;
  const renamed = refs.map((ref) => ({
    ...ref,
    connectionId: present.get(ref.connectionId) ?? ref.connectionId,
  }));
  const again = await readByRef(db, viewer, renamed, columnsOf);
  return found.map((record, i) => record ?? again[i] ?? null);
}

async function readByRef(
  db: Kysely<Database>,
  viewer: Viewer,
  refs: readonly RecordRef[],
  columnsOf: (definition: RecordDefinition) => Columns,
): Promise<(StoredRecord | null)[]> {
  const definitions = [...new Set(refs.map(({ type }) => type))].map(definitionOf);
  const read = await Promise.all(
    definitions.map(async (definition) => {
      const own = refs.filter(({ type }) => type === definition.type);
      const rows = await rowsByRef(db, viewer, definition, own, columnsOf(definition));
      return rows.map((row) => recordFrom(viewer, definition, row));
    }),
  );
  const byName = new Map(read.flat().map((record) => [nameOf(record), record]));
  return refs.map((ref) => byName.get(nameOf(ref)) ?? null);
}

/** Loads whole records, each event's or operation's together. */
export function recordLoader(context: Context): DataLoader<RecordRef, HealthRecord | null, string> {
  return context.loader("records", () => {
    const read = (refs: readonly RecordRef[]) =>
      readRecordsByRef(context.session.db, context.viewer, refs, allColumns);
    return new DataLoader<RecordRef, HealthRecord | null, string>(read, { cacheKeyFn: nameOf });
  });
}

async function pageRows(
  db: Kysely<Database>,
  viewer: Viewer,
  asked: ListAsked<unknown>,
  branches: readonly Branch[],
): Promise<PageRow[]> {
  const { parents, filter, order, after } = asked;
  const statement = pageStatement(viewer, {
    branches,
    parents,
    filter,
    order,
    after,
    limit: asked.first + 1,
  });
  return statement ? (await statement.execute(db)).rows : [];
}

const COMMON = [
  "startText",
  "endText",
  "localDate",
  "utcOffset",
  "createdAt",
  "updatedAt",
  "revision",
  "deliveryId",
  "arrivedAt",
];

/** Those of the columns that every table has. */
function commonColumns(columns: Columns): string[] {
  return COMMON.filter((column) => columns.includes(column));
}

async function readRest(
  db: Kysely<Database>,
  viewer: Viewer,
  rows: readonly PageRow[],
  definitions: readonly RecordDefinition[],
  columnsOf: (definition: RecordDefinition) => Columns,
): Promise<Map<string, RecordRow>> {
  const read = await Promise.all(
    definitions.map(async (definition) => {
      const own = rows.filter(({ type }) => type === definition.type);
      const columns = columnsOf(definition);
      if (own.length === 0 || columns.length === 0) return [];
      const rest = await rowsByRef(db, viewer, definition, own, columns);
      return rest.map((row): [string, RecordRow] => [nameOf({ ...row, type: definition.type }), row]);
    }),
  );
  return new Map(read.flat());
}

async function rowsByRef(
  db: Kysely<Database>,
  viewer: Viewer,
  definition: RecordDefinition,
  refs: readonly { connectionId: string; key: string }[],
  columns: Columns,
): Promise<RecordRow[]> {
  if (!mayReadType(viewer, definition.type)) return [];
  const visible = visibleColumns(viewer, definition, columns);
  const names = ["connectionId", "key", "startInstant", ...visible].map((name) => sql.ref(`r.${name}`));
  const { rows } = await sql<RecordRow>`
    select c.user_id, c.provider, ${sql.join(names)}
      from (select distinct * from unnest(${refs.map((ref) => ref.connectionId)}::uuid[],
                                          ${refs.map((ref) => ref.key)}::text[]) as u (connection_id, key)) p
      join ${sql.table(definition.table)} r on r.connection_id = p.connection_id and r.key = p.key
      join connections c on c.id = r.connection_id
     where not r.deleted and ${mayReadConnection(viewer, "c")}`.execute(db);
  return rows;
}

function nameOf({ type, connectionId, key }: RecordRef): string {
  return `${type} ${connectionId} ${key}`;
}

function lists<Value>(parents: Parents): Value[][] {
  return parents.by === "nothing" ? [[]] : parents.ids.map(() => []);
}

function grouped<Value>(
  parents: Parents,
  rows: readonly PageRow[],
  make: (row: PageRow) => Value,
): Value[][] {
  const groups = lists<Value>(parents);
  for (const row of rows) groups[row.place - 1]?.push(make(row));
  return groups;
}
