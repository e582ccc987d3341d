/** The one PostgreSQL of a run: the one that comes with Terrarium, as safe as in production, with a database for each. */
import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { totalmem } from "node:os";
import { dirname } from "node:path";
import pg from "pg";
import { parentOf } from "./cpu.ts";
import { requireDisk } from "./disk.ts";
import type { SyncBoard } from "./sync-board.ts";
import { startWatchedPostgres } from "./watched-postgres.ts";

export type Server = {
  /** Of the process whose children are PostgreSQL; null on systems without /proc. */
  pid: number | null;
  folder: string;
  createDatabase(name: string): Promise<{ url: string; client: pg.Client }>;
  setting(name: string): Promise<string>;
  /** Sets something for all sessions, those that are open as well. */
  configure(name: string, value: string): Promise<void>;
  checkpoint(): Promise<void>;
  /** Bytes of write-ahead log since the server was made. */
  walBytes(): Promise<number>;
  /** Or why they cannot be watched. */
  syncs: SyncBoard | string;
  close(): Promise<void>;
};

/**
 * The flags come after our own, so that they win.
 * @throws Error when the folder is not on a disk.
 */
export async function openServer(
  folder: string,
  warn: (text: string) => void,
  ownFlags: readonly string[] = [],
): Promise<Server> {
  await mkdir(folder, { recursive: true });
  await requireDisk(folder);
  const password = randomBytes(16).toString("hex");
  const embedded = await startWatchedPostgres({
    dataDir: folder,
    password,
    log: (level, message) => level === "debug" || warn(message),
    postgresFlags: [...flags(), ...ownFlags.flatMap((flag) => ["-c", flag])],
  });
  const admin = new pg.Client({ connectionString: embedded.url });
  await admin.connect();
  const one = async (sql: string, values: string[] = []) =>
    String((await admin.query<{ value: unknown }>(sql, values)).rows[0]?.value);
  const place = dirname(await one("select current_setting('data_directory') as value"));
  const clients: pg.Client[] = [admin];
  return {
    pid: parentOf(Number(await one("select pg_backend_pid() as value"))),
    folder: place,
    syncs: embedded.syncs,
    createDatabase: async (name) => {
      await admin.query(`create database ${name}`);
      const url = new URL(embedded.url);
      url.pathname = `/${name}`;
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      clients.push(client);
      return { url: url.href, client };
    },
    setting: (name) => one("select current_setting($1) as value", [name]),
    configure: async (name, value) => {
      await admin.query(`alter system set ${name} = ${value}`);
      await admin.query("select pg_reload_conf()");
    },
    checkpoint: async () => void (await admin.query("checkpoint")),
    walBytes: async () => Number(await one("select pg_current_wal_lsn() - '0/0'::pg_lsn as value")),
    close: async () => {
      await Promise.allSettled(clients.map((client) => client.end()));
      await embedded.stop();
      // Not `folder` where PostgreSQL's user cannot reach that.
      await rm(place, { recursive: true, force: true });
    },
  };
}

// A checkpoint is asked for before each round; none comes by itself in the middle of one.
function flags(): string[] {
  const bufferMb = Math.min(1024, Math.floor(totalmem() / 1024 ** 2 / 4));
  return [
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    `shared_buffers=${bufferMb}MB`,
    "max_wal_size=4GB",
    "checkpoint_timeout=15min",
    "max_connections=150",
    "log_min_messages=log",
    "cluster_name=terrarium-bench",
  ].flatMap((flag) => ["-c", flag]);
}
