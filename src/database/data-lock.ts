/**
 * One gateway at a time for a data folder. A gateway that was killed leaves its lock and perhaps its PostgreSQL
 * behind: the lock then names a process that is gone, and the next start takes over. PostgreSQL's own lock,
 * postmaster.pid, guards the data itself.
 */
import { readFileSync } from "node:fs";
import { readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { TerrariumError } from "../errors.ts";
import type { Log } from "../log.ts";
import { commandOf, isRunning, startStamp } from "./processes.ts";

export type DataLock = { release(): Promise<void> };

/** @throws DATABASE_UNUSABLE when a living gateway holds the folder. */
export async function lockData(folder: string): Promise<DataLock> {
  const path = join(folder, "gateway.lock");
  const mine = `${process.pid} ${startStamp(process.pid)}\n`;
  const holder = await holderOf(path);
  if (holder !== null) throw inUse(folder, holder);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, mine);
  await rename(draft, path);
  return {
    release: async () => {
      if ((await readFile(path, "utf8").catch(() => "")) === mine) await unlink(path);
    },
  };
}

/** Stops the PostgreSQL that a killed gateway left running on this folder, if there is one. */
export async function stopOrphan(cluster: string, log: Log): Promise<void> {
  const pid = postmasterOf(cluster);
  if (pid === null || !isRunning(pid)) return;
  // Another process has this id now; PostgreSQL could take it for a server of its own and refuse to start.
  // An id that it knows not to be one, its parent's, keeps its other check: that no old backend lives on.
  if (!isServerOf(pid, cluster)) return renumber(cluster);
  log("warn", "stopping the PostgreSQL that an earlier gateway left running", { pid });
  for (const [signal, seconds] of [
    ["SIGINT", 10],
    ["SIGQUIT", 5],
  ] as const) {
    if (await ends(pid, signal, seconds)) return;
  }
  throw new TerrariumError(
    "DATABASE_UNUSABLE",
    `The PostgreSQL with process id ${pid} was left running on ${cluster} and does not stop: end it, then start again.`,
  );
}

/** The process id that PostgreSQL wrote into its lock on this folder, or null. */
export function postmasterOf(cluster: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, "postmaster.pid"), "utf8"), 10);
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

async function holderOf(path: string): Promise<number | null> {
  const [pid = "", ...stamp] = (await readFile(path, "utf8").catch(() => "")).trim().split(" ");
  const holder = Number(pid);
  if (!(holder > 0) || !isRunning(holder)) return null;
  return startStamp(holder) === stamp.join(" ") ? holder : null;
}

function inUse(folder: string, pid: number): TerrariumError {
  return new TerrariumError(
    "DATABASE_UNUSABLE",
    `The embedded database in ${folder} is in use by the gateway with process id ${pid}: ` +
      "stop that one first, or give this one another DATA_DIR.",
  );
}

function isServerOf(pid: number, cluster: string): boolean {
  return commandOf(pid).includes(`-D ${cluster} `);
}

async function renumber(cluster: string): Promise<void> {
  const path = join(cluster, "postmaster.pid");
  const [, ...rest] = (await readFile(path, "utf8")).split("\n");
  await writeFile(path, [String(process.pid), ...rest].join("\n"));
}

async function ends(pid: number, signal: NodeJS.Signals, seconds: number): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch {
    return !isRunning(pid);
  }
  for (let waited = 0; waited < seconds * 1000; waited += 20) {
    if (!isRunning(pid)) return true;
    await sleep(20);
  }
  return false;
}
