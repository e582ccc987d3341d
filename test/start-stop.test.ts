/** The process as an operator meets it: started, killed, stopped. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { postmasterOf } from "../src/database/data-lock.ts";
import { isRunning } from "../src/database/processes.ts";
import { watchLine } from "./leaks.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const nobody = 65_534;

type Started = { child: ChildProcess; out(): string; err(): string; ended: Promise<number | null> };

const all: Started[] = [];

afterEach(async () => {
  for (const { child, ended, err } of all.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await ended;
    watchLine(err());
  }
});

async function folderNamed(name: string): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), "terrarium-start-"));
  await chmod(base, 0o755);
  onTestFinished(() => rm(base, { recursive: true, force: true }));
  const folder = join(base, name);
  await mkdir(folder);
  return folder;
}

function spawnMain(
  env: Record<string, string>,
  options: { uid?: number; arguments?: string[] } = {},
): Started {
  const child = spawn(process.execPath, ["--import", "tsx", main, ...(options.arguments ?? [])], {
    env: { PATH: "/usr/bin:/bin", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  const ended = once(child, "close").then(([code]: (number | null)[]) => code ?? null);
  const started = { child, out: () => out, err: () => err, ended };
  all.push(started);
  return started;
}

async function readyUrl({ child, out, err }: Started): Promise<string> {
  for (;;) {
    const url = /^ready (http:\S+)\n$/m.exec(out())?.[1];
    if (url !== undefined) return url;
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${err()}`);
    await sleep(20);
  }
}

async function isAlive(url: string): Promise<boolean> {
  return (await fetch(`${url}/readyz`)).status === 200;
}

test("starts, says where it is and what to paste, and is ready", async () => {
  const started = spawnMain({ DATA_DIR: await folderNamed("data") });
  const url = await readyUrl(started);
  expect(await isAlive(url)).toBe(true);
  expect(started.out()).toMatch(/admin key\s+tka_[\w-]{43}\n/);
  expect(started.out()).toMatch(/signing secret\s+whsec_[\w-]{43}\n/);
  expect(started.out()).toMatch(
    /^b='{"type":"sleep".*curl -sS http:\S+\/webhooks\/terra .*terra-signature: t=\$t,v1=\$s/m,
  );
  expect(started.out()).toMatch(/^curl -sS http:\S+\/graphql .*sleeps\(first: 1\)/m);
  expect(started.out().trimEnd().split("\n").at(-1)).toBe(`ready ${url}`);
});

test("shows the same key and secret at the second start, and keeps them to its user", async () => {
  const folder = await folderNamed("data");
  const first = spawnMain({ DATA_DIR: folder });
  await readyUrl(first);
  first.child.kill("SIGTERM");
  expect(await first.ended).toBe(0);
  const second = spawnMain({ DATA_DIR: folder });
  await readyUrl(second);
  const made = /(tka|whsec)_\S+$/gm;
  expect(second.out().match(made)).toEqual(first.out().match(made));
  expect((await stat(join(folder, "secrets.json"))).mode & 0o777).toBe(0o600);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "ends within five seconds of %s, and leaves no process",
  async (signal) => {
    const folder = await folderNamed("data");
    const started = spawnMain({ DATA_DIR: folder });
    const url = await readyUrl(started);
    await fetch(`${url}/healthz`);
    const postmaster = postmasterOf(join(folder, "postgres")) ?? 0;
    const asked = performance.now();
    started.child.kill(signal);
    expect(await started.ended).toBe(0);
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect(isRunning(postmaster)).toBe(false);
  },
);

test("a signal while it still starts ends it too, and leaves no process", async () => {
  const folder = await folderNamed("data");
  const started = spawnMain({ DATA_DIR: folder });
  await expect.poll(() => postmasterOf(join(folder, "postgres")), { timeout: 10_000 }).toBeGreaterThan(0);
  const postmaster = postmasterOf(join(folder, "postgres")) ?? 0;
  started.child.kill("SIGTERM");
  expect(await started.ended).toBe(0);
  expect(started.out()).not.toContain("ready");
  expect(isRunning(postmaster)).toBe(false);
});

test("starts again after everything was killed", async () => {
  const folder = await folderNamed("data");
  const first = spawnMain({ DATA_DIR: folder });
  await readyUrl(first);
  process.kill(postmasterOf(join(folder, "postgres")) ?? 0, "SIGKILL");
  first.child.kill("SIGKILL");
  await first.ended;
  expect(await isAlive(await readyUrl(spawnMain({ DATA_DIR: folder })))).toBe(true);
});

test("starts again after the gateway alone was killed, on a path with spaces", async () => {
  const folder = await folderNamed("two words");
  const first = spawnMain({ DATA_DIR: folder });
  await readyUrl(first);
  const orphan = postmasterOf(join(folder, "postgres")) ?? 0;
  first.child.kill("SIGKILL");
  await first.ended;
  expect(isRunning(orphan)).toBe(true);
  expect(await isAlive(await readyUrl(spawnMain({ DATA_DIR: folder })))).toBe(true);
  expect(isRunning(orphan)).toBe(false);
});

test("a second gateway on the same folder is refused, with the first one's process id", async () => {
  const folder = await folderNamed("data");
  const first = spawnMain({ DATA_DIR: folder });
  await readyUrl(first);
  const second = spawnMain({ DATA_DIR: folder });
  expect(await second.ended).toBe(1);
  expect(second.err()).toMatch(new RegExp(`in use by the gateway with process id ${first.child.pid}:`));
});

test.skipIf(process.getuid?.() !== 0)(
  "starts as an ordinary user (skipped unless root runs the tests, for whom the others start as root)",
  async () => {
    const folder = await folderNamed("data");
    await chown(folder, nobody, nobody);
    const started = spawnMain({ DATA_DIR: folder, HOME: folder, TMPDIR: folder }, { uid: nobody });
    expect(await isAlive(await readyUrl(started))).toBe(true);
    expect((await stat(join(folder, "postgres"))).uid).toBe(nobody);
  },
);

test("in production every missing setting has its line, and nothing is made", async () => {
  const started = spawnMain({ NODE_ENV: "production", DATA_DIR: await folderNamed("data") });
  expect(await started.ended).toBe(1);
  expect(started.out()).toBe("");
  expect(started.err().trimEnd().split("\n")).toEqual([
    expect.stringMatching(/^DATABASE_URL: missing/),
    expect.stringMatching(/^TERRA_SIGNING_SECRETS: missing/),
    expect.stringMatching(/^TERRARIUM_ADMIN_KEY: missing/),
  ]);
});

test("a database that is not there stops the start with a line that says so", async () => {
  const started = spawnMain({
    DATABASE_URL: "postgres://someone:hush@127.0.0.1:1/none",
    DATA_DIR: await folderNamed("data"),
  });
  expect(await started.ended).toBe(1);
  expect(started.err()).toMatch(/^DATABASE_UNUSABLE: DATABASE_URL: no connection \(ECONNREFUSED\): .*\n$/);
});

test("a port that is taken stops the start, and leaves no process", async () => {
  const first = spawnMain({ DATA_DIR: await folderNamed("data") });
  const { port } = new URL(await readyUrl(first));
  const folder = await folderNamed("data");
  const second = spawnMain({ DATA_DIR: folder, PORT: port });
  expect(await second.ended).toBe(1);
  expect(second.err()).toMatch(/PORT: .*taken/);
  expect(postmasterOf(join(folder, "postgres"))).toBe(null);
});

test("says what it can do, and what it cannot", async () => {
  const help = spawnMain({}, { arguments: ["--help"] });
  expect(await help.ended).toBe(0);
  expect(help.out()).toMatch(/migrate/);
  const unknown = spawnMain({}, { arguments: ["fly"] });
  expect(await unknown.ended).toBe(1);
  expect(unknown.err()).toMatch(/no such command/);
});

test("migrates by command, and leaves", async () => {
  const folder = await folderNamed("data");
  const migrating = spawnMain({ DATA_DIR: folder }, { arguments: ["migrate"] });
  expect(await migrating.ended).toBe(0);
  expect(migrating.out()).toBe("The database is up to date.\n");
  expect(postmasterOf(join(folder, "postgres"))).toBe(null);
});
