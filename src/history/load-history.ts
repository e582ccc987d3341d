/** Pages of histories: those that an operation asks of many connections or people alike are read together. */
import DataLoader from "dataloader";
import { type AgePlace, ageCursor, readAgePlace } from "../graphql/age-place.ts";
import type { Context } from "../graphql/context.ts";
import type { PageArgs } from "../graphql/page-args.ts";
import { MAX_COUNT_MS, type Page, pageOf, pageSize } from "../graphql/pages.ts";
import { countHistories, type HistoryRow, readHistories, type Whose } from "./read-history.ts";

export async function loadHistory(
  context: Context,
  whose: Whose,
  owner: string,
  { first, after }: PageArgs,
): Promise<Page<HistoryRow>> {
  const size = pageSize(first);
  // Named for its owner, so that a cursor is not used on another's history.
  const list = `history:${owner}`;
  const place = readAgePlace(context.viewer, list, after);
  const rows = await historyLoader(context, whose, size + 1, place).load(owner);
  return pageOf(
    rows,
    size,
    ({ at, id }) => ageCursor(context.viewer, list, { at, id }),
    () => countLoader(context, whose).load(owner),
  );
}

function historyLoader(
  { viewer, session, loader }: Context,
  whose: Whose,
  limit: number,
  after: AgePlace | null,
) {
  return loader(`histories ${JSON.stringify([whose, limit, after])}`, () => {
    return new DataLoader<string, HistoryRow[]>((ids) => {
      const asked = ids.map((owner) => ({ owner, after }));
      return readHistories(session.db, viewer, whose, asked, limit);
    });
  });
}

function countLoader({ viewer, session, loader }: Context, whose: Whose) {
  return loader(`lengths of histories of ${whose}s`, () => {
    return new DataLoader<string, number | null>(async (ids) => {
      const counts = await session.within(MAX_COUNT_MS, (db) => countHistories(db, viewer, whose, ids));
      return counts ?? ids.map(() => null);
    });
  });
}
