/**
 * The one LISTEN connection of a gateway. Kysely's pool lends connections for one statement, and a listener needs one
 * for good, so it has the driver's own. Lost, it comes back by itself.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { factsOf, type Log } from "../log.ts";
import { CHANNEL } from "./change.ts";

export type Listener = { close(): Promise<void> };

export type ListenerOptions = {
  databaseUrl: string;
  log: Log;
  /** Called at each notification, and after each reconnection, since notifications sent meanwhile are lost. */
  wake: () => void;
};

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** Listens; rejects where the first connection cannot be made. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const closing = new AbortController();
  let connection: Connection | null = await connect(options);
  const ended = keepListening();

  async function keepListening(): Promise<void> {
    while (connection) {
      await connection.lost;
      connection = await reconnect(options, closing.signal);
    }
  }

  return {
    async close() {
      closing.abort();
      await connection?.client.end();
      await ended;
    },
  };
}

type Connection = { client: pg.Client; lost: Promise<void> };

async function connect({ databaseUrl, wake }: ListenerOptions): Promise<Connection> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: "terrarium feed",
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  const lost = new Promise<void>((resolve) => client.once("end", () => resolve()));
  // Without a listener an error would end the process; "end" follows every one of them.
  client.on("error", () => {});
  client.on("notification", wake);
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  return { client, lost };
}

/** Tries, ever more slowly, until it succeeds; null once the signal says stop. */
async function reconnect(options: ListenerOptions, signal: AbortSignal): Promise<Connection | null> {
  if (!signal.aborted) options.log("warn", "feed listener lost, reconnecting");
  for (let retryMs = FIRST_RETRY_MS; !signal.aborted; retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS)) {
    await sleep(retryMs * (0.5 + Math.random()), undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    const connection = await connect(options).catch((error) => {
      options.log("warn", "feed listener cannot connect, trying again", factsOf(error));
      return null;
    });
    if (connection && signal.aborted) await connection.client.end();
    else if (connection) {
      options.log("info", "feed listens again");
      options.wake();
      return connection;
    }
  }
  return null;
}
