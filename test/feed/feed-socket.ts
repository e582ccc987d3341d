/** The socket door on a feed, and a client of it. */
import Fastify from "fastify";
import { type Client, createClient } from "graphql-ws/client";
import { WebSocket } from "ws";
import { openKeys } from "../../src/access/open-keys.ts";
import { readConfig } from "../../src/config.ts";
import { ConnectionResolver } from "../../src/connections/connection-resolver.ts";
import { openDatabase } from "../../src/database/connection.ts";
import {
  ConnectionChangedResolver,
  DataEventResolver,
  RecordDeletedResolver,
  RecordSavedResolver,
  TransferProgressedResolver,
} from "../../src/feed/data-event-resolver.ts";
import type { Feed } from "../../src/feed/feed.ts";
import { createExecution } from "../../src/graphql/execution.ts";
import { createSchema, type Resolvers } from "../../src/graphql/schema.ts";
import { openSocketDoor } from "../../src/graphql/socket-door.ts";
import { recordListResolvers } from "../../src/records/record-lists.ts";
import { RecordResolver } from "../../src/records/record-resolver.ts";
import { TransferResolver } from "../../src/transfers/transfer-resolver.ts";
import { ConnectionUserResolver, UserResolver } from "../../src/users/user-resolver.ts";
import { accessOn } from "../access-on.ts";
import { replaysOn } from "../replays.ts";
import type { FeedDatabase } from "./feed-database.ts";

export type FeedSocket = AsyncDisposable & { client: Client };

const adminKey = "tka_test";
const resolvers: Resolvers = [
  DataEventResolver,
  RecordSavedResolver,
  RecordDeletedResolver,
  ConnectionChangedResolver,
  TransferProgressedResolver,
  TransferResolver,
  ConnectionResolver,
  ConnectionUserResolver,
  UserResolver,
  RecordResolver,
  ...recordListResolvers,
];

export async function openFeedSocket({ pool }: FeedDatabase, feed: Feed): Promise<FeedSocket> {
  const app = Fastify();
  const execution = createExecution({
    schema: await createSchema(resolvers),
    rowSecurity: true,
    ...accessOn(pool, adminKey),
    feed,
    gateway: { healthcheckOverdueSeconds: 0, queue: async () => ({ length: 0, bytes: 0 }) },
    replays: replaysOn(pool),
    keys: openKeys(openDatabase(pool), { changed: () => {} }),
    reads: { pool, takesReaderRole: true, statementTimeoutMs: 10_000, operationTimeoutMs: 10_000 },
    allowances: readConfig({}),
    limits: { maxDepth: 10, maxTokens: 1_000, maxAliases: 10, maxCost: 10_000, introspection: true },
    log: () => {},
    onOperation: () => {},
  });
  openSocketDoor(app, execution);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${adminKey}` },
    retryAttempts: 0,
  });
  return {
    client,
    async [Symbol.asyncDispose]() {
      await client.dispose();
      await app.close();
    },
  };
}
