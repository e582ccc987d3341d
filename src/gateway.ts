/** Opens the rooms, hands them to the doors, and closes what it opened, the last first, also when opening fails. */
import { resolve } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Kysely } from "kysely";
import type pg from "pg";
import { checkReader, checkWriter } from "./database/check-reader.ts";
import { checkSession } from "./database/check-session.ts";
import { openDatabase, openPool } from "./database/connection.ts";
import type { Database } from "./database/database.ts";
import { startEmbeddedPostgres } from "./database/embedded.ts";
import { migrate, pendingMigrations } from "./database/migrate.ts";
import type { Door, Rooms } from "./door.ts";
import { TerrariumError } from "./errors.ts";
import { explorerDoor } from "./explorer/explorer-door.ts";
import { openHttp, type Readiness } from "./http.ts";
import { factsOf, type Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { readDoor } from "./read-door.ts";
import { type CompleteConfig, completeConfig, type MadeSecrets } from "./secrets.ts";
import type { Config } from "./settings.ts";
import { openStatusWatch, type StatusWatch } from "./status/status-watch.ts";
import { openIngest } from "./webhook/open-ingest.ts";
import { openWebhook } from "./webhook/open-webhook.ts";

/** The doors that every gateway has. */
const everyDoor: readonly Door[] = [openWebhook, readDoor, explorerDoor];

/** As 128 random bits in base64. */
const strongKeyLength = 22;
const connections = { migrate: 2, write: 10, read: 20, ready: 1 };
/** Terra waits 8 s for an answer: a write that takes longer is given up, and comes again. */
const longestWriteMs = 7_000;

export type Gateway = AsyncDisposable & {
  /** Where it can be reached. */
  url: string;
  config: CompleteConfig;
  /** Those that an earlier or this first start made; null when the environment gives all. */
  made: MadeSecrets | null;
  close(): Promise<void>;
};

export async function openGateway(
  given: Config,
  log: Log,
  doors: readonly Door[] = everyDoor,
): Promise<Gateway> {
  await using opened = new AsyncDisposableStack();
  const { config, made } = await completeConfig({ ...given, dataDir: resolve(given.dataDir) });
  warnOfWeakKey(config, log);
  const rooms = await openRooms(config, made, log, opened);
  const ready = opened.adopt(poolTo(rooms.databaseUrl, "ready", log), end);
  const status = openStatusWatch({ ...config, db: rooms.db, registry: rooms.metrics.registry });
  const readiness = readinessOf(openDatabase(ready), status);
  const http = openHttp({ ...config, log, metrics: rooms.metrics, ready: readiness });
  opened.defer(() => http.close());
  for (const door of doors) http.register(door, rooms);
  const url = await listen(http, config);
  return gatewayOf(url, config, made, opened.move());
}

function warnOfWeakKey({ production, adminKey }: CompleteConfig, log: Log): void {
  if (production && adminKey.length < strongKeyLength)
    log(
      "warn",
      `TERRARIUM_ADMIN_KEY has fewer than ${strongKeyLength} characters and may be guessed: take a random one.`,
    );
}

/** Brings the database of these settings up to date, and leaves. */
export async function migrateOnly(given: Config, log: Log): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const { config, made } = await completeConfig({ ...given, dataDir: resolve(given.dataDir) });
  await openRooms(config, made, log, opened);
}

async function openRooms(
  config: CompleteConfig,
  made: MadeSecrets | null,
  log: Log,
  opened: AsyncDisposableStack,
): Promise<Rooms> {
  const databaseUrl = config.databaseUrl ?? (await embedded(config, made, log, opened));
  await prepareDatabase(databaseUrl, log);
  const writePool = opened.adopt(poolTo(databaseUrl, "write", log), end);
  const db = openDatabase<Database>(writePool);
  const readPool = opened.adopt(poolTo(config.databaseReadUrl ?? databaseUrl, "read", log), end);
  if (config.databaseReadUrl) await checkSession(readPool, { setting: "DATABASE_READ_URL", listens: false });
  const takesReaderRole = config.databaseReadUrl === null;
  await checkReader(readPool, { takesReaderRole, rowSecurity: config.rowSecurity });
  await checkWriter(writePool);
  const metrics = createMetrics();
  const ingest = opened.adopt(openIngest({ config, pool: writePool, db, log, metrics }), ({ close }) =>
    close(),
  );
  return { config, log, metrics, databaseUrl, writePool, db, readPool, takesReaderRole, ingest };
}

// Through a pool of its own: a migration may take as long as it takes.
async function prepareDatabase(databaseUrl: string, log: Log): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const pool = opened.adopt(poolTo(databaseUrl, "migrate", log), end);
  await checkSession(pool);
  await migrate(openDatabase(pool), log);
}

async function embedded(
  { dataDir }: Config,
  made: MadeSecrets | null,
  log: Log,
  opened: AsyncDisposableStack,
): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir, password: made?.databasePassword ?? "", log });
  opened.defer(() => server.stop());
  return server.url;
}

function poolTo(url: string, use: keyof typeof connections, log: Log): pg.Pool {
  const statementTimeoutMs = use === "write" ? longestWriteMs : 0;
  return openPool(url, {
    max: connections[use],
    applicationName: `terrarium ${use}`,
    statementTimeoutMs,
    pipelines: use === "write",
    log,
  });
}

function end(pool: pg.Pool): Promise<void> {
  return pool.end();
}

// With a connection of its own, so that a busy gateway is not an unready one; asked again while it still waits for an
// answer, it waits on, so that a database that hangs does not gather questions.
function readinessOf(db: Kysely<unknown>, status: StatusWatch): () => Promise<Readiness> {
  let asked: Promise<Readiness> | null = null;
  const ask = async (): Promise<Readiness> => {
    try {
      const pending = await pendingMigrations(db);
      const migrations = pending.length === 0 ? "applied" : "pending";
      return { database: "reachable", migrations, healthcheck: await status.detail() };
    } catch {
      return { database: "unreachable", migrations: "unknown" };
    } finally {
      asked = null;
    }
  };
  return () => {
    asked ??= ask();
    return asked;
  };
}

// The one error of listening that everybody meets has words of its own.
async function bound(http: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await http.listen({ host, port });
  } catch (error) {
    const { code } = factsOf(error);
    const reason: Record<string, string> = {
      EADDRINUSE: `PORT: ${port} is taken; wanted: a free one, or 0 for any`,
      EACCES: `PORT: ${port} is not allowed to this user; wanted: one above 1023`,
      EADDRNOTAVAIL: `HOST: ${host} is no address of this machine; wanted: one that is`,
    };
    const message = reason[String(code)];
    throw message === undefined ? error : new TerrariumError("BAD_SETTING", `${message}.`, { cause: error });
  }
}

// An address that stands for every address of this machine is not one to call.
async function listen(http: FastifyInstance, { host, port }: Config): Promise<string> {
  const url = new URL(await bound(http, host, port));
  if (host === "0.0.0.0") url.hostname = "127.0.0.1";
  if (host === "::") url.hostname = "[::1]";
  return url.origin;
}

function gatewayOf(
  url: string,
  config: CompleteConfig,
  made: MadeSecrets | null,
  opened: AsyncDisposableStack,
): Gateway {
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= opened.disposeAsync();
    return closing;
  };
  return { url, config, made, close, [Symbol.asyncDispose]: close };
}
