/**
 * The PostgreSQL that comes with the gateway, for whoever gives no DATABASE_URL: made at the first start, watched
 * while the gateway runs, and ended with it. It listens on 127.0.0.1 alone, on any free port, with a password.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { factsOf, type Log } from "../log.ts";
import { lockData, stopOrphan } from "./data-lock.ts";
import { choosePlace } from "./embedded-place.ts";
import { type Edition, ownEdition, programsFor } from "./embedded-programs.ts";
import { makeCluster, OWNER } from "./make-cluster.ts";
import type { Launch } from "./postgres-process.ts";
import { start, urlOf } from "./start-server.ts";

export type EmbeddedPostgres = { url: string; stop(): Promise<void> };

export type EmbeddedOptions = {
  dataDir: string;
  password: string;
  log: Log;
  /** Added after our own, so that they win. */
  postgresFlags?: string[];
  /** The one that comes with the gateway, unless another is given. */
  edition?: Edition;
};

// Of errors the server logs only those of its own working: a statement's would quote what people measured.
const flags = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=60",
  "timezone=UTC",
  "log_timezone=UTC",
  "jit=off",
  "log_min_messages=log",
  "cluster_name=terrarium",
].flatMap((flag) => ["-c", flag]);

/** @throws DATABASE_UNUSABLE, with what to do, when another gateway uses the folder or the server does not start. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataDir, password, log, postgresFlags = [], edition = ownEdition } = options;
  const place = await choosePlace(dataDir, log);
  const lock = await lockData(place.folder);
  try {
    const programs = await programsFor(place, edition);
    await stopOrphan(place.cluster, log);
    await makeCluster(place, programs, password, postgresFlags);
    const launch = { ...programs, ...place, port: 0, flags: [...flags, ...postgresFlags], log };
    const server = await watched(launch, password, log);
    return {
      url: server.url,
      stop: async () => {
        await server.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

// A server that ends by itself, as when the system runs out of memory, is started again where the pools look for it.
async function watched(launch: Launch, password: string, log: Log): Promise<EmbeddedPostgres> {
  const closing = new AbortController();
  let running = await start(launch, password);
  const watching = watch();

  async function watch(): Promise<void> {
    for (;;) {
      await running.process.ended;
      if (closing.signal.aborted) return;
      log("error", "the embedded PostgreSQL has ended by itself; starting it again");
      while (!closing.signal.aborted && running.process.hasEnded()) {
        running = await start({ ...launch, port: running.port }, password).catch(async (error: unknown) => {
          log("error", "the embedded PostgreSQL does not start again", factsOf(error));
          await sleep(1_000, undefined, { signal: closing.signal }).catch(() => undefined);
          return running;
        });
      }
      if (closing.signal.aborted) await running.process.stop();
    }
  }

  return {
    url: urlOf(running.port, password, OWNER),
    stop: async () => {
      closing.abort();
      await running.process.stop();
      await watching;
    },
  };
}
