/**
 * The feed of changes, one a gateway. It follows the `changes` table and keeps the newest in memory; every subscriber
 * pulls a page at a time with a cursor of its own, so that live is the same reader at the end of the feed. Nothing is
 * pushed and nothing queues up: who is slow reads older changes, from the database if need be.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { ReadAs } from "../access/read-as.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import type { Listener } from "../database/listener.ts";
import type { Log } from "../log.ts";
import { CHANNEL, type Change } from "./change.ts";
import type { ChangeFilter } from "./change-filter.ts";
import { ChangeRing, type FeedPage } from "./change-ring.ts";
import { followChanges } from "./follower.ts";
import { peopleOf } from "./people-of.ts";
import { readHead, readPassing, readStart } from "./read-changes.ts";
import { changesToldTo } from "./told-to.ts";
import { Waiters } from "./waiters.ts";

export type Feed = AsyncDisposable & {
  /** The `seq` of the newest change that was read. */
  position(): string;
  /** The same, after reading what was committed before the call: where "from now" begins. */
  head(): Promise<string>;
  /** The place just before the oldest change that is kept. */
  start(): Promise<string>;
  /** The next changes behind a cursor, at most `limit`. Go on from the page's `position`. */
  read(request: { after: string; filter: ChangeFilter; limit: number }): Promise<FeedPage>;
  /** Those of the changes that the viewer may be told of at this moment. */
  toldTo(viewer: Viewer, changes: readonly Change[]): Promise<readonly Change[]>;
  /** The users that the viewer is narrowed to, as far as they are known at each call; null where to none. */
  peopleOf(viewer: Viewer): () => Promise<readonly string[] | null>;
  /** Resolves to true when there is something behind `after`, to false on the signal and when the feed closes. */
  wait(after: string, signal: AbortSignal): Promise<boolean>;
  /** How many subscribers wait at the end of the feed. */
  waiting(): number;
  /** Ends every wait. */
  close(): Promise<void>;
};

export type FeedOptions = {
  /** Where changes are read: never a replica, which may lag behind a cursor. */
  db: Kysely<Database>;
  /** How it is looked, there too, what a viewer may be told. */
  readAs: ReadAs;
  /** Stays the caller's: close it after the feed. */
  listener: Listener;
  log: Log;
  /** How long a change may stay unseen where its notification was lost. */
  pollMs?: number;
  /** How long the database may take to answer a reading of what is new, before it is asked again. */
  readTimeoutMs?: number;
  /** How many changes are kept in memory. */
  ringSize?: number;
};

const LONGEST_CLOSE_MS = 1_000;

/** Opens the feed at its present end; rejects where the database cannot be read or listened to. */
export async function openFeed(options: FeedOptions): Promise<Feed> {
  const { db, readAs, listener, log, pollMs = 2_000, readTimeoutMs = 10_000, ringSize = 10_000 } = options;
  const ring = new ChangeRing(await readHead(db), ringSize);
  const waiters = new Waiters();
  const take = (changes: Change[]) => {
    ring.push(changes);
    waiters.wake(ring.head);
  };
  const { hearAll } = listener;
  const follower = followChanges({ db, log, pollMs, readTimeoutMs, head: () => ring.head, hearAll, take });
  const wake = () => void follower.catchUp();
  await listener.listen(CHANNEL, { hear: wake, miss: wake }).catch(async (error) => {
    await follower.close();
    throw error;
  });
  // What was committed before the listening began.
  await follower.catchUp();

  async function close(): Promise<void> {
    waiters.end();
    await inTime(follower.close());
  }

  return {
    position: () => ring.head,
    async head() {
      await follower.catchUp();
      return ring.head;
    },
    start: () => readStart(db),
    async read({ after, filter, limit }) {
      if (ring.covers(after)) return ring.read(after, filter, limit);
      return await readPassing(db, { after, head: ring.head, filter, limit });
    },
    toldTo: (viewer, changes) => readAs(viewer, (db) => changesToldTo(db, viewer, changes)),
    peopleOf: (viewer) => peopleOf(db, viewer),
    wait: (after, signal) => waiters.wait(after, ring.head, signal),
    waiting: () => waiters.size,
    close,
    [Symbol.asyncDispose]: close,
  };
}

// A database that no longer answers takes no leave either.
async function inTime(closing: Promise<unknown>): Promise<void> {
  const closed = new AbortController();
  const patience = sleep(LONGEST_CLOSE_MS, undefined, { signal: closed.signal }).catch(() => {});
  await Promise.race([closing, patience]).finally(() => closed.abort());
}
