/** Pages of histories: those that an operation asks of many connections alike are read together. */
import DataLoader from "dataloader";
import { type AgePlace, ageCursor, readAgePlace } from "../graphql/age-place.ts";
import type { Context } from "../graphql/context.ts";
import type { PageArgs } from "../graphql/page-args.ts";
import { MAX_COUNT_MS, type Page, pageOf, pageSize } from "../graphql/pages.ts";
import type { ConnectionEvent } from "./connection.ts";
import { countHistories, readHistories } from "./read-history.ts";

export async function loadHistory(
  context: Context,
  connectionId: string,
  { first, after }: PageArgs,
): Promise<Page<ConnectionEvent>> {
  const size = pageSize(first);
  // Named for the connection, so that a cursor is not used on another's history.
  const list = `history:${connectionId}`;
  const place = readAgePlace(context.viewer, list, after);
  const rows = await historyLoader(context, size + 1, place).load(connectionId);
  return pageOf(
    rows,
    size,
    ({ at, id }) => ageCursor(context.viewer, list, { at, id }),
    () => countLoader(context).load(connectionId),
  );
}

function historyLoader({ viewer, session, loader }: Context, limit: number, after: AgePlace | null) {
  return loader(`histories ${JSON.stringify([limit, after])}`, () => {
    return new DataLoader<string, ConnectionEvent[]>((ids) => {
      const asked = ids.map((connectionId) => ({ connectionId, after }));
      return readHistories(session.db, viewer, asked, limit);
    });
  });
}

function countLoader({ viewer, session, loader }: Context) {
  return loader("lengths of histories", () => {
    return new DataLoader<string, number | null>(async (ids) => {
      const counts = await session.within(MAX_COUNT_MS, (db) => countHistories(db, viewer, ids));
      return counts ?? ids.map(() => null);
    });
  });
}
