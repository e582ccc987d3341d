/**
 * The statement behind every list of records, for many parents at once.
 *
 * It takes, type by type, no more rows than a page has, from an index by start, and merges them: of each connection
 * where the list is somebody's, and of the whole table where it is everybody's, since a page of each of thousands of
 * connections is far more than a page. Rows without a start are a branch of their own, since they come last in both
 * orders and the indexes, read backwards, have them first.
 */
import { type RawBuilder, sql } from "kysely";
import { mayReadConnection, mayReadType } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import type { RecordType } from "./health-record.ts";
import type { Place } from "./record-cursor.ts";
import {
  allowsUndated,
  connectionCondition,
  nearDays,
  type Order,
  type RecordFilter,
  recordCondition,
} from "./record-filter.ts";
import type { RecordRow } from "./record-from-row.ts";
import type { Columns } from "./record-selection.ts";
import type { RecordDefinition } from "./record-types.ts";
import { visibleColumns } from "./visible-values.ts";

/** Whose records are listed: each parent has a list of its own. Without parents there is one list, of all. */
export type Parents = { by: "nothing" } | { by: "userId" | "connectionId"; ids: readonly string[] };

export type Branch = { definition: RecordDefinition; columns: Columns };

type Whose = { parents: Parents; filter: RecordFilter };

type RecordsAsked = Whose & {
  branches: readonly Branch[];
  order: Order;
  limit: number;
  after: Place | null;
};

/** A row of some parent's list; `place` counts the parents from 1. */
export type PageRow = RecordRow & { place: number; type: RecordType };

/** At most `limit` rows of each parent, in order; null where none can come behind `after`. */
export function pageStatement(viewer: Viewer, all: RecordsAsked): RawBuilder<PageRow> | null {
  const asked = { ...all, branches: readableBranches(viewer, all.branches) };
  const isOf = isOfEverybody(asked) ? ofAnyConnection(viewer, asked) : sql`r.connection_id = c.id`;
  const branches = asked.branches.flatMap((branch) => [
    ...datedRows(branch, asked, isOf),
    ...undatedRows(branch, asked, isOf),
  ]);
  if (branches.length === 0) return null;
  const rows = sql.join(branches, sql` union all `);
  return isOfEverybody(asked) ? everybodysPage(asked, rows) : parentsPages(viewer, asked, rows);
}

function readableBranches(viewer: Viewer, branches: readonly Branch[]): Branch[] {
  return branches
    .filter(({ definition }) => mayReadType(viewer, definition.type))
    .map(({ definition, columns }) => ({
      definition,
      columns: visibleColumns(viewer, definition, columns),
    }));
}

function everybodysPage(asked: RecordsAsked, rows: RawBuilder<unknown>): RawBuilder<PageRow> {
  return sql<PageRow>`
    select 1 as place, c.user_id, c.provider, page.*
      from (select * from (${rows}) r order by ${inOrder(asked, "r")} limit ${asked.limit}) page
      join connections c on c.id = page.connection_id
     order by ${inOrder(asked, "page")}`;
}

function parentsPages(viewer: Viewer, asked: RecordsAsked, rows: RawBuilder<unknown>): RawBuilder<PageRow> {
  return sql<PageRow>`
    select p.place::int4 as place, page.*
      from ${parentRows(asked.parents)} p
     cross join lateral (
       select c.user_id, c.provider, r.*
         from connections c
        cross join lateral (${rows}) r
        where ${ownRows(viewer, asked)}
        order by ${inOrder(asked, "r")}
        limit ${asked.limit}
     ) page
     order by p.place, ${inOrder(asked, "page")}`;
}

/** How many records each parent has, whatever the page; no row for a parent that has none. */
export function countStatement(
  viewer: Viewer,
  asked: Whose & { definitions: readonly RecordDefinition[] },
): RawBuilder<{ place: number; count: number }> {
  const tables = asked.definitions.map(
    ({ table }) =>
      sql`select r.connection_id from ${sql.table(table)} r where ${recordCondition(asked.filter)}`,
  );
  return sql<{ place: number; count: number }>`
    select p.place::int4 as place, count(*)::int4 as count
      from ${parentRows(asked.parents)} p
      join connections c on ${ownRows(viewer, asked)}
      join (${sql.join(tables, sql` union all `)}) r on r.connection_id = c.id
     group by p.place`;
}

function parentRows(parents: Parents): RawBuilder<unknown> {
  if (parents.by === "nothing") return sql`(select null::uuid as id, 1 as place)`;
  return sql`(select * from unnest(${[...parents.ids]}::uuid[]) with ordinality as u (id, place))`;
}

const ofParent = {
  nothing: sql`true`,
  userId: sql`c.user_id = p.id`,
  connectionId: sql`c.id = p.id`,
};

function ownRows(viewer: Viewer, { parents, filter }: Whose): RawBuilder<unknown> {
  return sql`${ofParent[parents.by]} and ${mayReadConnection(viewer, "c")} and ${connectionCondition(filter)}`;
}

function isOfEverybody({ parents, filter }: Whose): boolean {
  return parents.by === "nothing" && filter.userIds === null && filter.connectionIds === null;
}

function ofAnyConnection(viewer: Viewer, { filter }: Whose): RawBuilder<unknown> {
  return sql`exists (select from connections c where c.id = r.connection_id
    and ${mayReadConnection(viewer, "c")} and ${connectionCondition(filter)})`;
}

function datedRows(
  { definition, columns }: Branch,
  asked: RecordsAsked,
  isOf: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  if (asked.after && asked.after.start === null) return [];
  const behind = asked.after ? behindDated(asked, definition, asked.after) : sql`true`;
  const rowsWhere = (part: RawBuilder<unknown>) => sql`(
    select ${columnsOf(definition, columns)} from ${sql.table(definition.table)} r
     where ${isOf} and r.start_instant is not null and ${recordCondition(asked.filter)} and ${behind} and ${part}
     order by ${byIndex(asked)}
     limit ${asked.limit})`;
  const days = isOfEverybody(asked) ? nearDays(asked.filter) : null;
  return days ? [rowsWhere(days.near), rowsWhere(days.far)] : [rowsWhere(sql`true`)];
}

function undatedRows(
  { definition, columns }: Branch,
  asked: RecordsAsked,
  isOf: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  if (!allowsUndated(asked.filter)) return [];
  const behind = asked.after?.start === null ? behindUndated(asked, definition, asked.after) : sql`true`;
  if (behind === null) return [];
  const rows = sql`(
    select ${columnsOf(definition, columns)} from ${sql.table(definition.table)} r
     where ${isOf} and r.start_instant is null and ${recordCondition(asked.filter)} and ${behind}
     order by ${byIndex(asked)}
     limit ${asked.limit})`;
  return [rows];
}

// As the indexes are. Where one connection is asked for, or one start, PostgreSQL knows that it decides nothing.
function byIndex(asked: RecordsAsked): RawBuilder<unknown> {
  const direction = directionOf(asked);
  return sql`r.start_instant ${direction}, r.connection_id ${direction}, r.key ${direction}`;
}

const KEY = ["connectionId", "key", "startInstant"];

function columnsOf({ type }: RecordDefinition, columns: Columns): RawBuilder<unknown> {
  const names = [...KEY, ...columns].map((name) => sql.ref(`r.${name}`));
  return sql`${type}::text as type, ${sql.join(names)}`;
}

// A branch has one type, so its rows are compared with the cursor's type here and not row by row. The start is
// compared by itself, too, since a connection's index knows no row comparison that has the connection in its middle.
function behindDated(asked: RecordsAsked, { type }: RecordDefinition, after: Place): RawBuilder<unknown> {
  const further = furtherOf(asked);
  const start = sql`${after.start}::timestamptz`;
  if (isBehind(type, after.type, asked)) return sql`r.start_instant ${further}= ${start}`;
  if (type !== after.type) return sql`r.start_instant ${further} ${start}`;
  return sql`r.start_instant ${further}= ${start}
    and (r.start_instant, r.connection_id, r.key) ${further} (${start}, ${after.connectionId}::uuid, ${after.key}::text)`;
}

function behindUndated(
  asked: RecordsAsked,
  { type }: RecordDefinition,
  after: Place,
): RawBuilder<unknown> | null {
  if (isBehind(type, after.type, asked)) return sql`true`;
  if (type !== after.type) return null;
  return sql`(r.connection_id, r.key) ${furtherOf(asked)} (${after.connectionId}::uuid, ${after.key}::text)`;
}

function isBehind(type: string, other: string, { order }: RecordsAsked): boolean {
  return order === "OLDEST_FIRST" ? type > other : type < other;
}

function furtherOf({ order }: RecordsAsked): RawBuilder<unknown> {
  return order === "OLDEST_FIRST" ? sql`>` : sql`<`;
}

function directionOf({ order }: RecordsAsked): RawBuilder<unknown> {
  return order === "OLDEST_FIRST" ? sql`asc` : sql`desc`;
}

// Types compare by their bytes, here as in `isBehind`.
function inOrder(asked: RecordsAsked, alias: "r" | "page"): RawBuilder<unknown> {
  const direction = directionOf(asked);
  const row = sql.raw(alias);
  const type = asked.branches.length > 1 ? sql`${row}.type collate "C" ${direction},` : sql``;
  return sql`${row}.start_instant ${direction} nulls last, ${type} ${row}.connection_id ${direction}, ${row}.key ${direction}`;
}
