/** Pages of transfers: those that an operation asks of many connections alike are read together. */
import DataLoader from "dataloader";
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";
import type { Context } from "../graphql/context.ts";
import { cursorOf, readCursor } from "../graphql/ids.ts";
import type { PageArgs } from "../graphql/page-args.ts";
import { MAX_COUNT_MS, type Page, pageOf, pageSize } from "../graphql/pages.ts";
import { isInstant } from "../graphql/scalars.ts";
import { isText } from "../text.ts";
import { countTransfers, readTransfers, type TransferPlace } from "./read-transfers.ts";
import type { Transfer } from "./transfer.ts";

export async function loadTransfers(
  context: Context,
  connectionId: string,
  { first, after }: PageArgs,
): Promise<Page<Transfer>> {
  const size = pageSize(first);
  // Named for the connection, so that a cursor is not used on another's transfers.
  const list = `transfers:${connectionId}`;
  const place = placeOf(context.viewer, list, after);
  const rows = await transfersLoader(context, size + 1, place).load(connectionId);
  return pageOf(
    rows,
    size,
    ({ startedAt, reference }) => cursorOf(context.viewer, list, startedAt, reference),
    () => countLoader(context).load(connectionId),
  );
}

function placeOf(viewer: Viewer, list: string, after: string | null | undefined): TransferPlace | null {
  if (after === null || after === undefined) return null;
  const [startedAt, reference] = readCursor(viewer, list, after);
  if (typeof startedAt === "string" && isInstant(startedAt) && isText(reference))
    return { startedAt, reference };
  throw new TerrariumError("BAD_USER_INPUT", "after is damaged: give a cursor as the list gave it.");
}

function transfersLoader({ viewer, session, loader }: Context, limit: number, after: TransferPlace | null) {
  return loader(`transfers ${JSON.stringify([limit, after])}`, () => {
    return new DataLoader<string, Transfer[]>((ids) => {
      const asked = ids.map((connectionId) => ({ connectionId, after }));
      return readTransfers(session.db, viewer, asked, limit);
    });
  });
}

function countLoader({ viewer, session, loader }: Context) {
  return loader("numbers of transfers", () => {
    return new DataLoader<string, number | null>(async (ids) => {
      const counts = await session.within(MAX_COUNT_MS, (db) => countTransfers(db, viewer, ids));
      return counts ?? ids.map(() => null);
    });
  });
}
