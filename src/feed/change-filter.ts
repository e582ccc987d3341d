/** Which changes a reader wants and may see, said once as data, and applied to rows by SQL and to changes in memory. */
import { type Expression, expressionBuilder, type SqlBool, sql } from "kysely";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import type { RecordType } from "../records/health-record.ts";
import { uuidsOf } from "../records/record-ref.ts";
import { type Change, ChangeKind } from "./change.ts";

export type ChangeFilter = {
  viewer: Viewer;
  /** All hold. A null in a column is none of the values. */
  conditions: readonly { column: keyof typeof columnTypes; values: readonly string[] }[];
};

export type ChangeFilterArgs = {
  userIds?: readonly string[] | null;
  types?: readonly ChangeKind[] | null;
  recordTypes?: readonly RecordType[] | null;
};

const columnTypes = { userId: "uuid[]", kind: "text[]", recordType: "text[]" } as const;

/**
 * The filter of a subscription's arguments. Ids that are no user's find nothing; record types bring only what befell
 * records of these types.
 */
export function changeFilterOf(
  viewer: Viewer,
  { userIds, types, recordTypes }: ChangeFilterArgs,
): ChangeFilter {
  const conditions: ChangeFilter["conditions"][number][] = [];
  if (userIds) conditions.push({ column: "userId", values: usersOf(viewer, userIds) });
  if (types) conditions.push({ column: "kind", values: types });
  if (recordTypes) {
    conditions.push({ column: "kind", values: [ChangeKind.RECORD_SAVED, ChangeKind.RECORD_DELETED] });
    conditions.push({ column: "recordType", values: recordTypes });
  }
  return { viewer, conditions };
}

export function passes({ conditions }: ChangeFilter, change: Change): boolean {
  return conditions.every(({ column, values }) => isOneOf(values, change[column]));
}

function isOneOf(values: readonly string[], value: string | null): boolean {
  return value !== null && values.includes(value);
}

/** The same, as a condition on the rows of `changes`. */
export function passesSql({ conditions }: ChangeFilter): Expression<SqlBool> {
  const row = expressionBuilder<Database, "changes">();
  return row.and([
    ...conditions.map(
      ({ column, values }) =>
        sql<SqlBool>`${row.ref(`changes.${column}`)} = any(${[...values]}::${sql.raw(columnTypes[column])})`,
    ),
  ]);
}

// In small letters, as PostgreSQL writes them: it compares uuids by value, and memory compares texts.
function usersOf(viewer: Viewer, ids: readonly string[]): string[] {
  return uuidsOf(viewer, "user", ids).map((id) => id.toLowerCase());
}
