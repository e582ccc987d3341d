/** One subscriber: a cursor that goes through the feed a page at a time, as fast as the client takes the events. */
import assert from "node:assert";
import type { Viewer } from "../access/viewer.ts";
import { isoInstant } from "../database/instants.ts";
import { TerrariumError } from "../errors.ts";
import { cursorOf, readCursor } from "../graphql/ids.ts";
import { recordId } from "../records/record-ref.ts";
import type { Change } from "./change.ts";
import { type ChangeFilter, type ChangeFilterArgs, changeFilterOf, ofUsers } from "./change-filter.ts";
import {
  ConnectionChanged,
  type DataEvent,
  RecordDeleted,
  RecordSaved,
  TransferProgressed,
} from "./data-event.ts";
import type { Feed } from "./feed.ts";
import { stoppable } from "./stoppable.ts";

export type Subscriber = { feed: Feed; viewer: Viewer };
export type DataEventsRequest = ChangeFilterArgs & { after?: string | null };

const PAGE = 100;

/**
 * The events behind `after`, then those that come, until the iterator is returned, the signal says stop or the feed
 * closes. Where "now" is, is decided before this resolves.
 */
export async function subscribeDataEvents(
  { feed, viewer }: Subscriber,
  args: DataEventsRequest,
  signal?: AbortSignal,
): Promise<AsyncIterableIterator<DataEvent, void>> {
  const filter = changeFilterOf(viewer, args);
  const after = await placeOf(args.after ?? null, feed, viewer);
  return stoppable((stop) => follow(feed, filter, after, stop), signal);
}

async function* follow(feed: Feed, filter: ChangeFilter, after: string, signal: AbortSignal) {
  const { viewer } = filter;
  const people = feed.peopleOf(viewer);
  let position = after;
  while (await feed.wait(position, signal)) {
    const users = await people();
    const page = await feed.read({
      after: position,
      filter: users ? ofUsers(filter, users) : filter,
      limit: PAGE,
    });
    for await (const change of tellable(feed, viewer, lastOfEachSubject(page.changes))) {
      if (signal.aborted) return;
      yield eventOf(viewer, change);
    }
    position = page.position;
  }
}

// A client may take a page's events slowly, and news may come late. So it is looked at before each whether the viewer
// may be told of it: it may be that a connection went to somebody else.
async function* tellable(
  feed: Feed,
  viewer: Viewer,
  changes: readonly Change[],
): AsyncGenerator<Change, void> {
  // Of many in one go first, since most of what is not told at all is not told for the same reason.
  const likely = changes.length > 1 ? await feed.toldTo(viewer, changes) : changes;
  for (const change of likely) yield* await feed.toldTo(viewer, [change]);
}

async function placeOf(after: string | null, feed: Feed, viewer: Viewer): Promise<string> {
  if (after === null) return await feed.head();
  if (after === "START") return await feed.start();
  const [seq, ...rest] = readCursor(viewer, LIST, after);
  if (typeof seq === "string" && /^(0|[1-9]\d{0,18})$/.test(seq) && rest.length === 0) return seq;
  throw new TerrariumError(
    "BAD_USER_INPUT",
    "after is damaged: give the cursor of an event as it came, or START.",
  );
}

const LIST = "changes";

/** Of several changes of one record or transfer only the last is told: it stands for them, and its cursor is behind them all. */
function lastOfEachSubject(changes: readonly Change[]): Change[] {
  const last = new Map(changes.map((change) => [subjectOf(change), change]));
  return changes.filter((change) => last.get(subjectOf(change)) === change);
}

function subjectOf({ seq, connectionId, recordType, key, reference }: Change): string {
  if (reference !== null) return JSON.stringify([reference]);
  return recordType === null ? seq : JSON.stringify([connectionId, recordType, key]);
}

function eventOf(viewer: Viewer, change: Change): DataEvent {
  const { seq, at, connectionId } = change;
  const common = { cursor: cursorOf(viewer, LIST, seq), at: isoInstant(at), connectionId };
  switch (change.kind) {
    case "RECORD_SAVED":
      return Object.assign(new RecordSaved(), common, recordOf(viewer, change), {
        revision: change.revision,
      });
    case "RECORD_DELETED":
      return Object.assign(new RecordDeleted(), common, recordOf(viewer, change));
    case "CONNECTION_CHANGED":
      return Object.assign(new ConnectionChanged(), common);
    case "TRANSFER_PROGRESSED":
      return Object.assign(new TransferProgressed(), common, { reference: referenceOf(change) });
  }
}

function recordOf(viewer: Viewer, { kind, seq, connectionId, recordType, key }: Change) {
  assert(recordType !== null && key !== null, `Change ${seq} is ${kind} and names no record.`);
  return { key, recordType, recordId: recordId(viewer, { type: recordType, connectionId, key }) };
}

function referenceOf({ kind, seq, reference }: Change): string {
  assert(reference !== null, `Change ${seq} is ${kind} and names no transfer.`);
  return reference;
}
