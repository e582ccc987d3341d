/**
 * The one LISTEN connection of a gateway. Kysely's pool lends connections for one statement, and a listener needs one
 * for good, so it has the driver's own. Lost, it comes back by itself.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { factsOf, type Log } from "../log.ts";

export type Hearing = {
  /** Called at each notification. All of a listener come in the order in which they were committed. */
  hear: (payload: string) => void;
  /** Called when the listener is back after it was lost: what was sent meanwhile is lost. */
  miss: () => void;
};

export type Listener = AsyncDisposable & {
  /** Resolves when it is listened for, or will be as soon as the listener is back. Who came first is told first. */
  listen(channel: string, hearing: Hearing): Promise<void>;
  /** Resolves when whatever was committed before the call has been told of, or the listener is lost. */
  hearAll(): Promise<void>;
  /** Whether notifications come at this moment, as far as is known. */
  isConnected(): boolean;
  close(): Promise<void>;
};

export type ListenerOptions = {
  databaseUrl: string;
  log: Log;
  /** How often the connection is asked whether it is still there, and how long it may take to answer. */
  pingMs?: number;
};

type Connection = {
  client: pg.Client;
  lost: Promise<void>;
  /** Ends it whether the database answers or not. */
  cut(): void;
};

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
const LONGEST_FAREWELL_MS = 1_000;

/** Connects; rejects where the first connection cannot be made. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { log, pingMs = 5_000 } = options;
  const closing = new AbortController();
  const hearings: (Hearing & { channel: string })[] = [];
  let connection: Connection | null = null;
  await connect();
  const ended = keepConnected();
  const pings = setInterval(() => void ping(connection, pingMs), pingMs);

  async function connect(): Promise<void> {
    const next = await openConnection(options, hear);
    try {
      for (const { channel } of hearings) await listenOn(next, channel);
    } catch (error) {
      next.cut();
      throw error;
    }
    if (closing.signal.aborted) return next.cut();
    connection = next;
    const lose = () => {
      if (connection === next) connection = null;
    };
    next.client.once("error", lose).once("end", lose);
  }

  function hear({ channel, payload = "" }: pg.Notification): void {
    for (const hearing of hearings) if (hearing.channel === channel) hearing.hear(payload);
  }

  async function keepConnected(): Promise<void> {
    for (;;) {
      await connection?.lost;
      if (closing.signal.aborted) return;
      log("warn", "database listener lost, reconnecting");
      await reconnect();
      if (connection === null) continue;
      log("info", "database listener is back");
      for (const { miss } of hearings) miss();
    }
  }

  // Tries, ever more slowly, until it succeeds or is closed.
  async function reconnect(): Promise<void> {
    const { signal } = closing;
    for (let retryMs = FIRST_RETRY_MS; !signal.aborted; retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS)) {
      await sleep(retryMs * (0.5 + Math.random()), undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        return await connect();
      } catch (error) {
        log("warn", "database listener cannot connect, trying again", factsOf(error));
      }
    }
  }

  async function close(): Promise<void> {
    closing.abort();
    clearInterval(pings);
    await leave(connection);
    await ended;
  }

  return {
    async listen(channel, hearing) {
      hearings.push({ ...hearing, channel });
      const asked = connection;
      if (asked === null) return;
      await listenOn(asked, channel).catch((error: unknown) => {
        // The next connection listens for it from its beginning.
        if (asked === connection) throw error;
      });
    },
    hearAll: () => answered(connection),
    isConnected: () => connection !== null,
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function openConnection(
  { databaseUrl }: ListenerOptions,
  hear: (notification: pg.Notification) => void,
): Promise<Connection> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: "terrarium listener",
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  const lost = new Promise<void>((resolve) => client.once("end", () => resolve()));
  const cut = () => void client.connection.stream.destroy();
  // Without a listener an error would end the process.
  client.on("error", cut);
  client.on("notification", hear);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  return { client, lost, cut };
}

async function listenOn({ client }: Connection, channel: string): Promise<void> {
  await client.query(`listen ${client.escapeIdentifier(channel)}`);
}

// PostgreSQL sends what it has to notify of before it says that it is done with a statement.
async function answered(connection: Connection | null): Promise<void> {
  await connection?.client.query("select").catch(() => {});
}

// A line that is dead without a word would else be taken for one on which there is nothing to tell.
async function ping(connection: Connection | null, patienceMs: number): Promise<void> {
  if (connection === null) return;
  const late = setTimeout(connection.cut, patienceMs);
  await answered(connection);
  clearTimeout(late);
}

// A database that no longer answers takes no leave either.
async function leave(connection: Connection | null): Promise<void> {
  if (connection === null) return;
  const late = setTimeout(connection.cut, LONGEST_FAREWELL_MS);
  await connection.client.end();
  clearTimeout(late);
}
