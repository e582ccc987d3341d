/** A gateway of a test's own, on a database of its own. `await using gateway = await openTestGateway()`. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { readConfig } from "../src/config.ts";
import type { Door } from "../src/door.ts";
import { openGateway } from "../src/gateway.ts";
import type { Facts, Level } from "../src/log.ts";
import type { Config } from "../src/settings.ts";
import { watchLine } from "./leaks.ts";

export type TestDatabase = AsyncDisposable & { url: string };

export type LogLine = { level: Level; message: string; facts: Facts };

export type TestGateway = AsyncDisposable & {
  url: string;
  databaseUrl: string;
  adminKey: string;
  secret: string;
  /** What was logged so far, the lowest level too. */
  logs: LogLine[];
  close(): Promise<void>;
};

const adminKey = "tka_test";
const secret = "whsec_test";

/** A migrated database; `fresh` leaves it as empty as PostgreSQL makes one. */
export async function openTestDatabase({ fresh = false } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const template = fresh ? "template0" : inject("databaseTemplate");
  await command(`create database ${name} template ${template} strategy file_copy`);
  const url = new URL(inject("databaseServer"));
  url.pathname = `/${name}`;
  return { url: url.href, [Symbol.asyncDispose]: () => command(`drop database ${name} with (force)`) };
}

export async function openTestGateway(
  overrides: Partial<Config> = {},
  doors?: readonly Door[],
): Promise<TestGateway> {
  await using opened = new AsyncDisposableStack();
  const databaseUrl = overrides.databaseUrl ?? opened.use(await openTestDatabase()).url;
  const logs: LogLine[] = [];
  const config: Config = {
    ...readConfig({ PORT: "0" }),
    adminKey,
    signingSecrets: [secret],
    ...overrides,
    databaseUrl,
  };
  const gateway = opened.use(
    await openGateway(
      config,
      (level, message, facts = {}) => {
        logs.push({ level, message, facts });
        watchLine(JSON.stringify({ message, ...facts }), secretsOf(config));
      },
      doors,
    ),
  );
  const all = opened.move();
  return {
    url: gateway.url,
    databaseUrl,
    adminKey: gateway.config.adminKey,
    secret: gateway.config.signingSecrets[0] ?? secret,
    logs,
    close: () => gateway.close(),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

function secretsOf({ adminKey, signingSecrets, authJwtSecret }: Config): string[] {
  return [adminKey, ...signingSecrets, authJwtSecret].filter((secret) => secret !== null);
}

async function command(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("databaseServer") });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
