/** Which changes a reader wants and may see, said once as data, and applied to rows by SQL and to changes in memory. */
import { type Expression, expressionBuilder, type SqlBool, sql } from "kysely";
import { requireReader, seesPersons } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import type { RecordType } from "../records/health-record.ts";
import { uuidsOf } from "../records/record-ref.ts";
import { type Change, ChangeKind } from "./change.ts";

export type ChangeFilter = {
  viewer: Viewer;
  /** All hold. A null in a column is none of the values, unless it is said to pass. */
  conditions: readonly Condition[];
};

type Condition = { column: keyof typeof columnTypes; values: readonly string[]; orNull?: true };

export type ChangeFilterArgs = {
  userIds?: readonly string[] | null;
  types?: readonly ChangeKind[] | null;
  recordTypes?: readonly RecordType[] | null;
};

// Transfers name what Terra knows.
const NOT_OF_TRANSFERS = Object.values(ChangeKind).filter((kind) => kind !== ChangeKind.TRANSFER_PROGRESSED);

const columnTypes = { userId: "uuid[]", kind: "text[]", recordType: "text[]" } as const;

/**
 * The filter of a subscription's arguments, and of the viewer's rights as far as a change tells them: whose it is and by
 * whom it was measured is looked up, see `told-to.ts`. Ids that are no user's find nothing; record types bring only what
 * befell records of these types.
 * @throws TerrariumError FORBIDDEN where people's data is not for the viewer.
 */
export function changeFilterOf(
  viewer: Viewer,
  { userIds, types, recordTypes }: ChangeFilterArgs,
): ChangeFilter {
  requireReader(viewer);
  const conditions: Condition[] = [];
  const { recordTypes: readable } = viewer.reach;
  if (readable) conditions.push({ column: "recordType", values: readable, orNull: true });
  if (!seesPersons(viewer)) conditions.push({ column: "kind", values: NOT_OF_TRANSFERS });
  if (userIds) conditions.push({ column: "userId", values: usersOf(viewer, userIds) });
  if (types) conditions.push({ column: "kind", values: types });
  if (recordTypes) {
    conditions.push({ column: "kind", values: [ChangeKind.RECORD_SAVED, ChangeKind.RECORD_DELETED] });
    conditions.push({ column: "recordType", values: recordTypes });
  }
  return { viewer, conditions };
}

export function passes({ conditions }: ChangeFilter, change: Change): boolean {
  return conditions.every(({ column, values, orNull }) => {
    const value = change[column];
    return value === null ? orNull === true : values.includes(value);
  });
}

/** The same of these users alone. */
export function ofUsers({ viewer, conditions }: ChangeFilter, userIds: readonly string[]): ChangeFilter {
  return { viewer, conditions: [...conditions, { column: "userId", values: userIds }] };
}

/** The same, as a condition on the rows of `changes`. */
export function passesSql({ conditions }: ChangeFilter): Expression<SqlBool> {
  const row = expressionBuilder<Database, "changes">();
  return row.and([
    ...conditions.map(({ column, values, orNull }) => {
      const isOne = sql<SqlBool>`${row.ref(`changes.${column}`)} = any(${[...values]}::${sql.raw(columnTypes[column])})`;
      return orNull ? row.or([row(`changes.${column}`, "is", null), isOne]) : isOne;
    }),
  ]);
}

// In small letters, as PostgreSQL writes them: it compares uuids by value, and memory compares texts.
function usersOf(viewer: Viewer, ids: readonly string[]): string[] {
  return uuidsOf(viewer, "user", ids).map((id) => id.toLowerCase());
}
