/** One PostgreSQL for the whole run, with a migrated template that every test's database is copied from. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase, openPool } from "../src/database/connection.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../src/database/embedded.ts";
import { migrate } from "../src/database/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A URL of the run's server; its database is the one to give commands to. */
    databaseServer: string;
    databaseTemplate: string;
  }
}

const template = "terrarium_template";
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
  folder = await mkdtemp(join(tmpdir(), "terrarium-test-"));
  // As root, another user runs the server and has to get here.
  await chmod(folder, 0o755);
  server = await startEmbeddedPostgres({
    dataDir: folder,
    password: "test",
    log: () => undefined,
    postgresFlags,
  });
  await makeTemplate(server.url);
  project.provide("databaseServer", server.url);
  project.provide("databaseTemplate", template);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
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
