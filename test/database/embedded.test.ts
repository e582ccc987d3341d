import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { postmasterOf } from "../../src/database/data-lock.ts";
import { startEmbeddedPostgres } from "../../src/database/embedded.ts";
import { isRunning } from "../../src/database/processes.ts";
import type { Log } from "../../src/log.ts";

const quiet: Log = () => undefined;
const postgresFlags = ["-c", "fsync=off"];

async function folderNamed(name: string): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), "terrarium-embedded-"));
  await chmod(base, 0o755);
  onTestFinished(() => rm(base, { recursive: true, force: true }));
  const folder = join(base, name);
  await mkdir(folder);
  return folder;
}

function start(dataDir: string, password = "secret", log = quiet) {
  return startEmbeddedPostgres({ dataDir, password, log, postgresFlags });
}

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Row>(sql).finally(() => client.end());
  return rows;
}

test("starts on a path with spaces, in UTF8, with checksums, and keeps what was written", async () => {
  const folder = await folderNamed("two words");
  const first = await start(folder);
  expect(
    await ask(
      first.url,
      "select current_setting('server_encoding') as a, current_setting('data_checksums') as b",
    ),
  ).toEqual([{ a: "UTF8", b: "on" }]);
  await ask(first.url, "create table kept as select 1 as one");
  await first.stop();
  const second = await start(folder);
  expect(await ask(second.url, "table kept")).toEqual([{ one: 1 }]);
  await second.stop();
});

test("listens on this machine alone, and wants its password", async () => {
  const server = await start(await folderNamed("data"));
  const url = new URL(server.url);
  expect(url.hostname).toBe("127.0.0.1");
  url.password = "wrong";
  await expect(ask(url.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  const [settings] = await ask<{ sockets: string; hosts: string }>(
    server.url,
    "select current_setting('unix_socket_directories') as sockets, current_setting('listen_addresses') as hosts",
  );
  expect(settings).toEqual({ sockets: "", hosts: "127.0.0.1" });
  await server.stop();
});

test("leaves signals to the gateway", async () => {
  const listeners = () => ["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => process.listenerCount(signal));
  const before = listeners();
  const server = await start(await folderNamed("data"));
  expect(listeners()).toEqual(before);
  await server.stop();
});

test("takes a new password when the kept one was lost", async () => {
  const folder = await folderNamed("data");
  await (await start(folder, "old")).stop();
  const server = await start(folder, "it's new");
  expect(await ask(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await server.stop();
});

test("makes the data anew when an earlier start was killed while it made them", async () => {
  const folder = await folderNamed("data");
  await mkdir(join(folder, "postgres.new-half", "base"), { recursive: true });
  await writeFile(join(folder, "postgres.new-half", "postgresql.conf"), "half");
  const server = await start(folder);
  await server.stop();
  expect(await readdir(folder)).toEqual(["postgres"]);
});

test("starts a server again that ended by itself, at the same address", async () => {
  const folder = await folderNamed("data");
  const server = await start(folder);
  const postmaster = postmasterOf(join(folder, "postgres"));
  process.kill(postmaster ?? 0, "SIGKILL");
  await expect
    .poll(() => ask(server.url, "select 1 as one").catch(() => "not yet"), { timeout: 10_000 })
    .toEqual([{ one: 1 }]);
  expect(postmasterOf(join(folder, "postgres"))).not.toBe(postmaster);
  await server.stop();
});

test("refuses a folder that a living gateway uses, and names it", async () => {
  const folder = await folderNamed("data");
  const owner = await gatewayOn(folder);
  await expect(start(folder)).rejects.toMatchObject({
    code: "DATABASE_UNUSABLE",
    message: expect.stringMatching(
      new RegExp(`in use by the gateway with process id ${owner.pid}: stop that one`),
    ),
  });
  owner.kill("SIGKILL");
  await once(owner, "exit");
  await (await start(folder)).stop();
});

test("stops the server that a killed gateway left running, and starts anew", async () => {
  const folder = await folderNamed("data");
  const owner = await gatewayOn(folder);
  const orphan = postmasterOf(join(folder, "postgres")) ?? 0;
  owner.kill("SIGKILL");
  await once(owner, "exit");
  expect(isRunning(orphan)).toBe(true);
  const messages: string[] = [];
  const server = await start(folder, "secret", (_level, message) => messages.push(message));
  expect(messages).toContain("stopping the PostgreSQL that an earlier gateway left running");
  expect(isRunning(orphan)).toBe(false);
  expect(await ask(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await server.stop();
});

test("starts after gateway and server were both killed", async () => {
  const folder = await folderNamed("data");
  const owner = await gatewayOn(folder);
  process.kill(postmasterOf(join(folder, "postgres")) ?? 0, "SIGKILL");
  owner.kill("SIGKILL");
  await once(owner, "exit");
  await (await start(folder)).stop();
});

test("does not take another process for the server whose lock was left behind", async () => {
  const folder = await folderNamed("data");
  await (await start(folder)).stop();
  await writeFile(
    join(folder, "postgres", "postmaster.pid"),
    `${process.ppid}\n${folder}/postgres\n1\n1\n\n\n`,
  );
  await (await start(folder)).stop();
  expect(isRunning(process.ppid)).toBe(true);
});

describe.skipIf(process.getuid?.() !== 0)(
  "as root (skipped for other users, who run the server themselves)",
  () => {
    test("puts the data elsewhere, always the same, where the server's user cannot reach the folder", async () => {
      const folder = await folderNamed("closed");
      await chmod(folder, 0o700);
      const places: unknown[] = [];
      const log: Log = (_level, _message, facts) =>
        void (facts?.["folder"] !== undefined && places.push(facts["folder"]));
      const first = await start(folder, "secret", log);
      onTestFinished(() => rm(String(places[0]), { recursive: true, force: true }));
      await ask(first.url, "create table kept as select 1 as one");
      await first.stop();
      expect(existsSync(join(folder, "postgres"))).toBe(false);
      // Opened since: the data are where they were.
      await chmod(folder, 0o755);
      const second = await start(folder, "secret", log);
      expect(await ask(second.url, "table kept")).toEqual([{ one: 1 }]);
      await second.stop();
      expect(places).toEqual([places[0], places[0]]);
    });

    test("refuses data that are there and cannot be reached, rather than begin anew elsewhere", async () => {
      const folder = await folderNamed("closed later");
      await (await start(folder)).stop();
      await chmod(folder, 0o700);
      await expect(start(folder)).rejects.toMatchObject({
        message: expect.stringMatching(/cannot reach .*closed later/),
      });
    });
  },
);

/** Another process that holds the folder, as a gateway does. */
async function gatewayOn(dataDir: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", fileURLToPath(new URL("./hold-embedded.ts", import.meta.url)), dataDir],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}
