/** The gateway as a process, which can be killed and started again at the same address. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Target } from "../load/target.ts";

export type GatewayProcess = Target & {
  pid(): number;
  /** SIGKILL, and another one; resolves when that is ready. */
  killAndStart(): Promise<void>;
  /** Error lines of its log, of all its lives. */
  errors: string[];
  /** How often it ended without having been asked to. */
  endedByItself(): number;
};

export type GatewayOptions = {
  /** The arguments of Node that start it. */
  command: readonly string[];
  databaseUrl: string;
  folder: string;
  env?: Record<string, string>;
};

const root = join(import.meta.dirname, "../../..");
const longestStartMs = 60_000;
const [secret, adminKey] = ["whsec_proof", "tka_proof"];

export async function openGatewayProcess(
  options: GatewayOptions,
  opened: AsyncDisposableStack,
): Promise<GatewayProcess> {
  const errors: string[] = [];
  let port = "0";
  let [child, asked, endedByItself] = [null as ChildProcess | null, false, 0];

  async function start(): Promise<string> {
    asked = false;
    const started = spawned(options, port);
    child = started;
    started.once("exit", () => {
      if (!asked) endedByItself += 1;
    });
    return await readyUrl(started, errors);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    asked = true;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  const killAtExit = () => void child?.kill("SIGKILL");
  process.once("exit", killAtExit);
  opened.defer(async () => {
    await end("SIGTERM");
    process.off("exit", killAtExit);
  });
  const url = await start();
  port = new URL(url).port;
  return {
    url,
    secret,
    adminKey,
    errors,
    pid: () => child?.pid ?? 0,
    endedByItself: () => endedByItself,
    killAndStart: async () => {
      await end("SIGKILL");
      await start();
    },
  };
}

function spawned({ command, databaseUrl, folder, env }: GatewayOptions, port: string): ChildProcess {
  return spawn(process.execPath, [...command], {
    cwd: root,
    env: {
      PATH: "/usr/bin:/bin",
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      DATA_DIR: join(folder, "gateway"),
      PORT: port,
      TERRA_SIGNING_SECRETS: secret,
      TERRARIUM_ADMIN_KEY: adminKey,
      // Whatever is asked comes by one key, as fast as it is answered.
      TERRARIUM_REQUESTS_PER_MINUTE_PER_KEY: "0",
      TERRARIUM_REQUESTS_PER_MINUTE_PER_ADDRESS: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function readyUrl(child: ChildProcess, errors: string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const last: string[] = [];
  const fail = (why: string) => reject(new Error(`The gateway ${why}:\n${last.join("\n")}`));
  const late = setTimeout(() => fail("was not ready within a minute"), longestStartMs);
  child.once("exit", (code) => fail(`ended by itself (${code})`));
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      if (last.push(line) > 20) last.shift();
      if (line.includes('"level":"error"')) errors.push(line);
      const url = /^ready (http:\S+)$/.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
  }
  return promise;
}
