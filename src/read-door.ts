/** The read door, as the gateway plugs it in: the schema of all rooms, over HTTP and over WebSocket, by one set of rules. */
import type { FastifyInstance } from "fastify";
import { type Access, openAccess } from "./access/access.ts";
import { openKeyAccess } from "./access/key-access.ts";
import { openKeyRing } from "./access/key-ring.ts";
import { openKeys } from "./access/open-keys.ts";
import { readSecret } from "./access/read-secret.ts";
import { createSeal } from "./access/seal.ts";
import { openTickets } from "./access/tickets.ts";
import { openTokens } from "./access/tokens.ts";
import { openListener } from "./database/listener.ts";
import { openReplays } from "./deliveries/open-replays.ts";
import type { Door, Rooms } from "./door.ts";
import { openFeed } from "./feed/feed.ts";
import { createExecution, type Execution, type OperationOutcome } from "./graphql/execution.ts";
import { openHttpDoor } from "./graphql/http-door.ts";
import { createSchema, type Resolvers } from "./graphql/schema.ts";
import { openSocketDoor } from "./graphql/socket-door.ts";
import type { Metrics } from "./metrics.ts";
import { resolvers } from "./resolvers.ts";
import { trustOf } from "./trusted-proxies.ts";

export type ReadDoorOptions = {
  resolvers: Resolvers;
  /** Told of every statement of an operation: tests count them. */
  onStatement?: (sql: string) => void;
  /** Absent: by the keys of the settings. */
  access?: Access;
};

/** How many times as long as one statement all reads of an operation may take. */
const STATEMENTS_PER_OPERATION = 3;

/** How often the metrics are told how far the feed was read. */
const POSITION_MS = 1_000;

export const readDoor: Door = createReadDoor({ resolvers });

export function createReadDoor(options: ReadDoorOptions): Door {
  return async (app, rooms) => {
    const { config, metrics } = rooms;
    const execution = await openExecution(app, rooms, options);
    const who = { origins: config.corsOrigins, trust: trustOf(config.trustProxy) };
    await openHttpDoor(app, execution, { ...who, landingPage: !config.production });
    openSocketDoor(app, execution, { ...who, onSockets: (open) => metrics.sockets.set(open) });
  };
}

async function openExecution(
  app: FastifyInstance,
  rooms: Rooms,
  options: ReadDoorOptions,
): Promise<Execution> {
  const { config, log, metrics, databaseUrl, db, readPool, takesReaderRole, ingest } = rooms;
  const { statementTimeoutMs, maxQueryDepth, maxQueryTokens, adminKey } = config;
  const schema = await createSchema(options.resolvers);
  const listener = await openListener({ databaseUrl, log });
  app.addHook("onClose", () => listener.close());
  // Before the feed: what became of keys is heard before what happened after it.
  const ring = await openKeyRing({ db, listener, log });
  app.addHook("onClose", () => ring.close());
  const feed = await openFeed({ db, listener, log });
  const showing = setInterval(() => metrics.feedPosition.set(Number(feed.position())), POSITION_MS);
  app.addHook("onClose", async () => {
    clearInterval(showing);
    await feed.close();
  });
  const names = await readSecret(db, "names");
  const tickets = openTickets({ db, seal: createSeal(await readSecret(db, "tickets"), "tickets") });
  return createExecution({
    schema,
    access:
      options.access ??
      openAccess({
        adminKey,
        keys: openKeyAccess(ring, names),
        tokens: openTokens({ ...config, log }),
        tickets,
        nameSecret: names,
      }),
    reads: {
      pool: readPool,
      takesReaderRole,
      statementTimeoutMs,
      operationTimeoutMs: statementTimeoutMs * STATEMENTS_PER_OPERATION,
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
    replays: openReplays(db, ingest.replay),
    keys: openKeys(db),
    tickets,
    limits: { maxDepth: maxQueryDepth, maxTokens: maxQueryTokens },
    allowances: config,
    log,
    onOperation: (operation) => count(operation, metrics),
    onSubscription: (change) => metrics.subscriptions.inc(change),
    onRateLimited: (limit) => metrics.rateLimited.inc({ limit }),
  });
}

async function gauged(gauge: Metrics["queueLength"]): Promise<number> {
  return (await gauge.get()).values[0]?.value ?? 0;
}

function count({ name, type, outcome, seconds }: OperationOutcome, metrics: Metrics): void {
  const brief = outcome === "OK" ? "ok" : outcome === "INTERNAL_SERVER_ERROR" ? "error" : "refused";
  metrics.countOperation(name, type ?? "unknown", brief, seconds);
}
