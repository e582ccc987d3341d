/** What a resolver is given: who asks, and the reads of this one operation. */
import type { Keys } from "../access/keys.ts";
import type { Tickets } from "../access/tickets.ts";
import type { Viewer } from "../access/viewer.ts";
import type { ReadSession } from "../database/read-session.ts";
import type { Replays } from "../deliveries/replays.ts";
import type { Feed } from "../feed/feed.ts";

/** What the gateway that answers knows of itself. */
export type GatewayFacts = {
  healthcheckOverdueSeconds: number;
  /** What waits here to be stored. */
  queue(): Promise<{ length: number; bytes: number }>;
};

export type Context = {
  viewer: Viewer;
  /** The operation's read-only transaction, begun at the first read and ended with the operation. */
  session: ReadSession;
  feed: Feed;
  gateway: GatewayFacts;
  replays: Replays;
  keys: Keys;
  tickets: Tickets;
  /** A loader of this operation, made at its first use: rooms keep their DataLoaders here. */
  loader<Loader>(name: string, make: () => Loader): Loader;
};
