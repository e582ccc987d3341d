/** Terrarium as `npm start` serves it, told where its database is. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { endProcess } from "./child.ts";
import type { Server } from "./server.ts";

export const SECRET = "bench-signing-secret";
export const KEY = "bench-admin-key";

export type RunningGateway = { pid: number; port: number; process: ChildProcess; stop(): Promise<void> };

const ROOT = join(import.meta.dirname, "../..");
const SECONDS_TO_START = 60;

export type GatewayAsked = {
  /** A module that is to be loaded ahead of it: the process can be told things over IPC then. */
  preload?: URL | undefined;
  /** By their names in the environment. */
  settings?: Readonly<Record<string, string>>;
};

/** @throws Error with what it said when it does not become ready. */
export async function startGateway(
  server: Server,
  databaseUrl: string,
  { preload, settings = {} }: GatewayAsked = {},
): Promise<RunningGateway> {
  const flags = preload ? ["--import", preload.href] : [];
  const child = spawn(process.execPath, [...flags, "--enable-source-maps", "dist/src/main.js"], {
    cwd: ROOT,
    env: { ...environment(databaseUrl, server.folder), ...settings },
    stdio: ["ignore", "pipe", "pipe", ...(preload ? (["ipc"] as const) : [])],
    serialization: "advanced",
  });
  const stop = () => endProcess(child);
  try {
    return { pid: child.pid ?? 0, port: await portOf(child), process: child, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function environment(databaseUrl: string, folder: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(folder, "gateway"),
    HOST: "127.0.0.1",
    PORT: "0",
    TERRA_SIGNING_SECRETS: SECRET,
    TERRARIUM_ADMIN_KEY: KEY,
    // All questions come by one key, as fast as they are answered: counted as ever, and never too many.
    TERRARIUM_REQUESTS_PER_MINUTE_PER_KEY: "1000000000",
    TERRARIUM_REQUESTS_PER_MINUTE_PER_ADDRESS: "1000000000",
  };
}

function portOf(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const said: string[] = [];
  const fail = (why: string) => reject(new Error(`Terrarium ${why}:\n${said.slice(-12).join("\n")}`));
  const late = setTimeout(() => fail(`was not ready within ${SECONDS_TO_START} s`), SECONDS_TO_START * 1000);
  child.once("exit", (code) => fail(`ended by itself (${code})`));
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      if (said.push(line) > 50) said.shift();
      const port = /^ready http:\/\/\S+:(\d+)/.exec(line)?.[1];
      if (port === undefined) return;
      clearTimeout(late);
      resolve(Number(port));
    });
  }
  return promise;
}
