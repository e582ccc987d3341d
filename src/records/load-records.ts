/** Pages of records for resolvers: lists that an operation asks of many parents alike are read together. */
import DataLoader from "dataloader";
import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../graphql/context.ts";
import { MAX_COUNT_MS, type Page, pageOf, pageSize } from "../graphql/pages.ts";
import { countRecords, type ListAsked, readHealthRecords, readRecords } from "./read-records.ts";
import { type RecordList, readRecordCursor, recordCursor } from "./record-cursor.ts";
import { type AllRecordsArgs, filterOf, Order, type RecordArgs, type RecordFilter } from "./record-filter.ts";
import type { StoredRecord } from "./record-from-row.ts";
import type { Parents } from "./record-page.ts";
import { uuidsOf } from "./record-ref.ts";
import type { Columns } from "./record-selection.ts";
import type { RecordDefinition } from "./record-types.ts";

/** Whose list it is: of one user, of one connection, or of all. */
export type Parent = { by: "userId" | "connectionId"; id: string } | null;

export type Selected = { definition: RecordDefinition; columns: Columns };

type Args = RecordArgs & Partial<Pick<AllRecordsArgs, "userIds" | "connectionIds">>;

/** The pages of one field of an operation: of each parent one. */
export type Pages = (parent: Parent) => Promise<Page<StoredRecord>>;

/** Pages of records of one type, with the columns selected. */
export function pagesOfRecords(context: Context, args: Args, selected: Selected): Pages {
  const { session, viewer } = context;
  const list = listOf(context, args, [selected]);
  return pagesOf(context, list, (asked) => readRecords(session.db, viewer, { ...asked, ...selected }));
}

/** Pages of records of several types, each with the columns selected of it. */
export function pagesOfHealthRecords(context: Context, args: Args, selected: readonly Selected[]): Pages {
  const { session, viewer } = context;
  const columns = new Map(selected.map((one) => [one.definition, one.columns]));
  const definitions = [...columns.keys()];
  const columnsOf = (one: RecordDefinition) => columns.get(one) ?? [];
  const list = listOf(context, args, selected);
  return pagesOf(context, list, (asked) =>
    readHealthRecords(session.db, viewer, { ...asked, definitions, columnsOf }),
  );
}

/**
 * A page of a field's list. Of all parents the field has the same arguments and the same selection, so that what they
 * come to is worked out once for all of them.
 */
export function loadPage(
  context: Context,
  { fieldNodes }: GraphQLResolveInfo,
  parent: Parent,
  prepare: () => Pages,
): Promise<Page<StoredRecord>> {
  const byField = context.loader("pages by field", () => new Map<GraphQLResolveInfo["fieldNodes"], Pages>());
  const pages = byField.get(fieldNodes) ?? prepared(prepare);
  byField.set(fieldNodes, pages);
  return pages(parent);
}

// What is wrong with the arguments is wrong for every parent.
function prepared(prepare: () => Pages): Pages {
  try {
    return prepare();
  } catch (error) {
    return () => Promise.reject(error);
  }
}

type List = RecordList & Omit<ListAsked<unknown>, "parents">;

function listOf({ viewer }: Context, args: Args, selected: readonly Selected[]): List {
  const order = args.order ?? Order.NEWEST_FIRST;
  const list = { definitions: selected.map(({ definition }) => definition), order };
  const filter: RecordFilter = {
    ...filterOf(args),
    userIds: args.userIds ? uuidsOf(viewer, "user", args.userIds) : null,
    connectionIds: args.connectionIds ? uuidsOf(viewer, "connection", args.connectionIds) : null,
  };
  const first = pageSize(args.first);
  const { after: cursor = null } = args;
  const after = cursor === null ? null : readRecordCursor(viewer, list, cursor);
  return { ...list, filter, first, after };
}

type Read = (asked: ListAsked<unknown>) => Promise<StoredRecord[][]>;

function pagesOf(context: Context, list: List, read: Read): Pages {
  const cursorOf = (record: StoredRecord) => recordCursor(context.viewer, list, record);
  const rowsOf = forAllParents((parents) => read({ ...list, parents }));
  const countOf = forAllParents((parents) => countsOf(context, list, parents));
  return async (parent) => pageOf(await rowsOf(parent), list.first, cursorOf, () => countOf(parent));
}

/** What each parent is told, read for all of them together. */
function forAllParents<Told>(
  read: (parents: Parents) => Promise<readonly Told[]>,
): (parent: Parent) => Promise<Told> {
  const ofEverybody = new DataLoader<string, Told>(() => read({ by: "nothing" }));
  const ofUsers = new DataLoader<string, Told>((ids) => read({ by: "userId", ids }));
  const ofConnections = new DataLoader<string, Told>((ids) => read({ by: "connectionId", ids }));
  return (parent) => {
    if (parent === null) return ofEverybody.load("everybody");
    return (parent.by === "userId" ? ofUsers : ofConnections).load(parent.id);
  };
}

/** By parent; null where counting takes too long. */
async function countsOf(
  { session, viewer }: Context,
  list: List,
  parents: Parents,
): Promise<(number | null)[]> {
  const counts = await session.within(MAX_COUNT_MS, (db) =>
    countRecords(db, viewer, list.definitions, { ...list, parents }),
  );
  return counts ?? (parents.by === "nothing" ? [null] : parents.ids.map(() => null));
}
