/** The PostgreSQL of a run, which can be killed as by the system: the next one comes up where it was. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { postmasterOf } from "../../../src/database/data-lock.ts";
import { startEmbeddedPostgres } from "../../../src/database/embedded.ts";
import { isRunning } from "../../../src/database/processes.ts";

export type PostgresServer = {
  url: string;
  pool: pg.Pool;
  /** SIGKILL to the server and every process of it; resolves when another one answers. */
  kill(): Promise<void>;
};

export type PostgresOptions = { fsync: boolean; flags?: readonly string[] };

const longestStartMs = 60_000;

export async function openPostgres(
  folder: string,
  opened: AsyncDisposableStack,
  { fsync, flags = [] }: PostgresOptions,
): Promise<PostgresServer> {
  const safety = fsync ? [] : ["fsync=off", "synchronous_commit=off"];
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    password: "proof",
    log: () => undefined,
    postgresFlags: ["max_connections=200", ...safety, ...flags].flatMap((flag) => ["-c", flag]),
  });
  opened.defer(() => server.stop());
  const pool = new pg.Pool({ connectionString: server.url, max: 2 });
  // Its sessions are among those that are killed.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  opened.defer(() => pool.end());
  return { url: server.url, pool, kill: () => kill(join(folder, "postgres"), pool) };
}

async function kill(cluster: string, pool: pg.Pool): Promise<void> {
  const postmaster = postmasterOf(cluster);
  if (postmaster === null) throw new Error(`No PostgreSQL runs on ${cluster} that could be killed.`);
  // The first of them, so that it starts no others meanwhile.
  for (const pid of [postmaster, ...childrenOf(postmaster)]) end(pid);
  while (isRunning(postmaster)) await sleep(5);
  await untilAnswers(pool);
}

/** Resolves when the server answers. @throws Error when it does not within a minute. */
export async function untilAnswers(pool: pg.Pool): Promise<void> {
  const giveUpAt = Date.now() + longestStartMs;
  for (;;) {
    try {
      await pool.query("select 1");
      return;
    } catch (cause) {
      if (Date.now() > giveUpAt) throw new Error("PostgreSQL did not come back within a minute.", { cause });
      await sleep(25);
    }
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

// The second field of proc(5)'s stat is the program's name in brackets, in which there may be anything.
function parentOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended with the server.
  }
}
