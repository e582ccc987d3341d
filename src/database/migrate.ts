/** Brings the tables up to date. Kysely's migrator takes a lock of its own: of gateways that start at once, one migrates. */
import { promises as fs } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Kysely } from "kysely";
import { FileMigrationProvider, Migrator } from "kysely/migration";
import { TerrariumError } from "../errors.ts";
import { factsOf, type Log } from "../log.ts";

/** Beside `src`, also where both are built. */
const folder = fileURLToPath(new URL("../../migrations", import.meta.url));

/** @throws DATABASE_UNUSABLE when a migration fails; nothing of that run is kept then. */
export async function migrate<DB>(db: Kysely<DB>, log: Log): Promise<void> {
  const { error, results = [] } = await migratorOf(db).migrateToLatest();
  for (const { migrationName, status } of results) {
    if (status === "Success") log("info", "migrated", { migration: migrationName });
  }
  if (error === undefined) return;
  const failed = results.find(({ status }) => status === "Error")?.migrationName;
  throw new TerrariumError("DATABASE_UNUSABLE", failed ? brokenAt(failed, error) : notOurs(error), {
    cause: error,
  });
}

/** The migrations that this database lacks, in their order. */
export async function pendingMigrations<DB>(db: Kysely<DB>): Promise<string[]> {
  const migrations = await migratorOf(db).getMigrations();
  return migrations.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
}

// Migrations speak SQL's own names.
function migratorOf<DB>(db: Kysely<DB>): Migrator {
  return new Migrator({
    db: db.withoutPlugins(),
    provider: new FileMigrationProvider({ fs, path, migrationFolder: folder }),
  });
}

function brokenAt(migration: string, error: unknown): string {
  const { code } = factsOf(error);
  return code === "42501"
    ? `Migration ${migration} was refused (42501): give the login of DATABASE_URL the right to create tables and roles.`
    : `Migration ${migration} failed (${code ?? "no code"}): ${error instanceof Error ? error.message : "no reason given"}`;
}

// Before any migration runs, the migrator only compares names, or makes its own two tables.
function notOurs(error: unknown): string {
  const { code } = factsOf(error);
  return code === undefined
    ? `The database was migrated by another version of Terrarium (${error instanceof Error ? error.message : "?"}): start that version or a newer one.`
    : `The database cannot be migrated (${code}): give the login of DATABASE_URL the right to create tables and roles.`;
}
