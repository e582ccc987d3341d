/**
 * The read door, as the gateway plugs it in: the schema of all rooms, over HTTP, server-sent events and WebSocket, by one
 * set of rules.
 */
import type { FastifyInstance } from "fastify";
import type { Access } from "./access/access.ts";
import { openEntrance } from "./access/open-entrance.ts";
import { createReadAs, type ReadAs } from "./access/read-as.ts";
import { mayTakeReaderRole } from "./database/check-reader.ts";
import { openListener } from "./database/listener.ts";
import type { ReadSource } from "./database/read-session.ts";
import { openReplays } from "./deliveries/open-replays.ts";
import type { Door, Rooms } from "./door.ts";
import { openFeed } from "./feed/feed.ts";
import { createExecution, type Execution, type OperationOutcome } from "./graphql/execution.ts";
import { openHttpDoor } from "./graphql/http-door.ts";
import { type Limits, rulesOf } from "./graphql/limits.ts";
import { readTrustedDocuments } from "./graphql/read-trusted-documents.ts";
import { createSchema, type Resolvers } from "./graphql/schema.ts";
import { openSocketDoor } from "./graphql/socket-door.ts";
import { PING_MS } from "./graphql/socket-flow.ts";
import type { Metrics } from "./metrics.ts";
import { resolvers } from "./resolvers.ts";
import type { Config } from "./settings.ts";
import { trustOf } from "./trusted-proxies.ts";

export type ReadDoorOptions = {
  resolvers: Resolvers;
  /** Told of every statement of an operation: tests count them. */
  onStatement?: (sql: string) => void;
  /** In place of the gateway's own. */
  access?: Access;
  /** How often the clients of sockets and streams are tried, where nothing else is sent. */
  pingMs?: number;
};

/** How many times as long as one statement all reads of an operation may take. */
const STATEMENTS_PER_OPERATION = 3;

/** How often the metrics are told how far the feed was read. */
const POSITION_MS = 1_000;

const WITHOUT_ROW_SECURITY =
  "Which events a viewer is told, and which deliveries they replay, is not looked at by row security: the login of DATABASE_URL cannot take the role terrarium_reader. Grant it to that login.";

export const readDoor: Door = createReadDoor({ resolvers });

export function createReadDoor(options: ReadDoorOptions): Door {
  return async (app, rooms) => {
    const { config, metrics } = rooms;
    const { pingMs = PING_MS } = options;
    const execution = await openExecution(app, rooms, options);
    const who = { origins: config.corsOrigins, trust: trustOf(config.trustProxy), pingMs };
    const onStreams = (open: number) => metrics.eventStreams.set(open);
    await openHttpDoor(app, execution, { ...who, landingPage: !config.production, onStreams });
    openSocketDoor(app, execution, { ...who, onSockets: (open) => metrics.sockets.set(open) });
  };
}

async function openExecution(
  app: FastifyInstance,
  rooms: Rooms,
  options: ReadDoorOptions,
): Promise<Execution> {
  const { config, log, metrics, databaseUrl, db, readPool, takesReaderRole, ingest } = rooms;
  const { trustedDocuments } = config;
  const schema = await createSchema(options.resolvers);
  const limits = limitsOf(config);
  const trusted =
    trustedDocuments === null ? null : await readTrustedDocuments(trustedDocuments, schema, rulesOf(limits));
  const listener = await openListener({ databaseUrl, log });
  app.addHook("onClose", () => listener.close());
  // Before the feed: what became of keys is heard before what happened after it.
  const { access, keys, tickets, close } = await openEntrance({ config, db, listener, log });
  app.addHook("onClose", close);
  const readAs = await openReadAs(rooms);
  const feed = await openFeed({ db, readAs, listener, log });
  const showing = setInterval(() => metrics.feedPosition.set(Number(feed.position())), POSITION_MS);
  app.addHook("onClose", async () => {
    clearInterval(showing);
    await feed.close();
  });
  return createExecution({
    schema,
    access: options.access ?? access,
    reads: {
      pool: readPool,
      takesReaderRole,
      ...timesOf(config),
      ...(options.onStatement && { onStatement: options.onStatement }),
    },
    rowSecurity: config.rowSecurity,
    feed,
    gateway: {
      healthcheckOverdueSeconds: config.healthcheckOverdueSeconds,
      queue: async () => ({
        length: await gauged(metrics.queueLength),
        bytes: await gauged(metrics.queueBytes),
      }),
    },
    replays: openReplays(readAs, ingest.replay),
    keys,
    tickets,
    allowances: config,
    onRateLimited: (limit) => metrics.rateLimited.inc({ limit }),
    limits,
    trustedDocuments: trusted,
    log,
    onOperation: (operation) => count(operation, metrics),
    onSubscription: (change) => metrics.subscriptions.inc(change),
    onCost: (cost) => metrics.operationCost.observe(cost),
  });
}

async function openReadAs({ config, log, readPool, writePool }: Rooms): Promise<ReadAs> {
  const { databaseReadUrl, rowSecurity } = config;
  const pool = databaseReadUrl === null ? readPool : writePool;
  const takesReaderRole = databaseReadUrl === null || (await mayTakeReaderRole(writePool));
  if (rowSecurity && !takesReaderRole) log("warn", WITHOUT_ROW_SECURITY);
  return createReadAs({ pool, takesReaderRole, plansOnce: true, ...timesOf(config) }, rowSecurity);
}

function timesOf({
  statementTimeoutMs,
}: Config): Pick<ReadSource, "statementTimeoutMs" | "operationTimeoutMs"> {
  return { statementTimeoutMs, operationTimeoutMs: statementTimeoutMs * STATEMENTS_PER_OPERATION };
}

function limitsOf(config: Config): Limits {
  return {
    maxDepth: config.maxQueryDepth,
    maxTokens: config.maxQueryTokens,
    maxAliases: config.maxQueryAliases,
    maxCost: config.maxQueryCost,
    introspection: config.introspection ?? !config.production,
  };
}

async function gauged(gauge: Metrics["queueLength"]): Promise<number> {
  return (await gauge.get()).values[0]?.value ?? 0;
}

function count({ name, type, outcome, seconds }: OperationOutcome, metrics: Metrics): void {
  const brief = outcome === "OK" ? "ok" : outcome === "INTERNAL_SERVER_ERROR" ? "error" : "refused";
  metrics.countOperation(name, type ?? "unknown", brief, seconds);
}
