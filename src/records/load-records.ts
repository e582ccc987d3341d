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
  const pages = byField.get(fieldNodes) ?? prepare();
  byField.set(fieldNodes, pages);
  return pages(parent);
}

type List = RecordList & Omit<ListAsked<unknown>, "parents"> & { name: string };

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
  const name = JSON.stringify([
    selected.map(({ definition: { type }, columns }) => [type, columns]),
    order,
    filter,
    first,
    after,
  ]);
  return { ...list, filter, first, after, name };
}

type Read = (asked: ListAsked<unknown>) => Promise<StoredRecord[][]>;

function pagesOf(context: Context, list: List, read: Read): Pages {
  const cursorOf = (record: StoredRecord) => recordCursor(context.viewer, list, record);
  return async (parent) => {
    const rows = await loadRows(context, parent, list, read);
    return pageOf(rows, list.first, cursorOf, () => loadCount(context, parent, list));
  };
}

async function loadRows(context: Context, parent: Parent, list: List, read: Read): Promise<StoredRecord[]> {
  if (parent === null) return (await read({ ...list, parents: { by: "nothing" } }))[0] ?? [];
  const { by, id } = parent;
  const loader = context.loader(
    `records of ${by}: ${list.name}`,
    () => new DataLoader<string, StoredRecord[]>((ids) => read({ ...list, parents: { by, ids } })),
  );
  return await loader.load(id);
}

async function loadCount(context: Context, parent: Parent, list: List): Promise<number | null> {
  if (parent === null) return (await count(context, list, { by: "nothing" }))?.[0] ?? null;
  const { by, id } = parent;
  const loader = context.loader(`count of ${by}: ${list.name}`, () => {
    return new DataLoader<string, number | null>(async (ids) => {
      return (await count(context, list, { by, ids })) ?? ids.map(() => null);
    });
  });
  return await loader.load(id);
}

/** By parent; null where counting takes too long. */
function count({ session, viewer }: Context, list: List, parents: Parents): Promise<number[] | null> {
  return session.within(MAX_COUNT_MS, (db) =>
    countRecords(db, viewer, list.definitions, { ...list, parents }),
  );
}
