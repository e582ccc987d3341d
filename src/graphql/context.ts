/** What a resolver is given: who asks, and the reads of this one operation. */
import type { Viewer } from "../access/viewer.ts";
import type { ReadSession } from "../database/read-session.ts";
import type { Feed } from "../feed/feed.ts";

export type Context = {
  viewer: Viewer;
  /** The operation's read-only transaction, begun at the first read and ended with the operation. */
  session: ReadSession;
  feed: Feed;
  /** A loader of this operation, made at its first use: rooms keep their DataLoaders here. */
  loader<Loader>(name: string, make: () => Loader): Loader;
};
