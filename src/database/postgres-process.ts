/** One run of the postgres program: begun, watched, ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../log.ts";
import type { ServerUser } from "./server-user.ts";

export type PostgresProcess = {
  pid: number | undefined;
  hasEnded(): boolean;
  ended: Promise<void>;
  /** The last that it said, for the message of a start that failed. */
  lastLines(): string;
  stop(): Promise<void>;
};

export type Launch = {
  postgres: string;
  cluster: string;
  user: ServerUser | null;
  port: number;
  flags: readonly string[];
  log: Log;
};

/** The environment of PostgreSQL's programs: none of ours, which holds secrets and may hold settings meant for clients. */
export const serverEnvironment = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

const patienceMs = { fast: 3_000, immediate: 1_000 };

export function launchPostgres({ postgres, cluster, user, port, flags, log }: Launch): PostgresProcess {
  // In a session of its own, it does not get the signals that a terminal sends to all of its programs at once:
  // the gateway ends it, after it has written what it holds.
  const child = spawn(postgres, ["-D", cluster, "-p", String(port), ...flags], {
    ...user,
    cwd: cluster,
    env: serverEnvironment,
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const lines = keepLines(child, log);
  const killAtExit = () => child.kill("SIGQUIT");
  process.once("exit", killAtExit);
  void ended.then(() => process.off("exit", killAtExit));
  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid,
    hasEnded,
    ended,
    lastLines: () => lines.join(" | "),
    stop: () => stop(child, hasEnded, ended),
  };
}

/** Runs SQL on a cluster that no server runs on: the way in when the password is not known. */
export async function runSingleUser({ postgres, cluster, user }: Launch, sql: string): Promise<void> {
  const child = spawn(postgres, ["--single", "-D", cluster, "postgres"], {
    ...user,
    cwd: cluster,
    env: serverEnvironment,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.stdin.end(`${sql}\n`);
  await once(child, "exit");
}

function keepLines(child: ChildProcess, log: Log): string[] {
  const kept: string[] = [];
  child.once("error", (error) => kept.push(error.message));
  if (child.stderr === null) return kept;
  createInterface({ input: child.stderr }).on("line", (line) => {
    kept.push(line);
    if (kept.length > 8) kept.shift();
    log("debug", "postgres", { line });
  });
  return kept;
}

async function stop(child: ChildProcess, hasEnded: () => boolean, ended: Promise<void>): Promise<void> {
  for (const [signal, waitMs] of [
    ["SIGINT", patienceMs.fast],
    ["SIGQUIT", patienceMs.immediate],
    ["SIGKILL", patienceMs.immediate],
  ] as const) {
    if (hasEnded()) return;
    child.kill(signal);
    const enough = new AbortController();
    await Promise.race([ended, sleep(waitMs, undefined, { signal: enough.signal }).catch(() => undefined)]);
    enough.abort();
  }
}
