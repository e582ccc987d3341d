import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { expect, inject, test } from "vitest";
import { openTestDatabase, openTestGateway } from "../gateway.ts";

test(`the tests of this run are on PostgreSQL ${inject("databaseMajor")}`, async () => {
  await using database = await openTestDatabase();
  expect(Math.floor((await versionOf(database.url)) / 10_000)).toBe(inject("databaseMajor"));
});

test("a gateway does not start on PostgreSQL 14, and says what is needed", async () => {
  await using database = await openTestDatabase({ fresh: true });
  await pretendToBe14(database.url);
  await expect(openTestGateway({ databaseUrl: database.url })).rejects.toMatchObject({
    code: "DATABASE_UNUSABLE",
    message: "DATABASE_URL: PostgreSQL 15 or newer is needed, and this is 14.18: upgrade it.",
  });
});

// `npm run test:15` runs the tests that import test/gateway.ts, at any depth; a dynamic import it does not see.
test("no test gets at the server of the run but through an import of test/gateway.ts", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const others = globSync(`${root}/**/*.ts`).filter((file) => !theWayIn.has(basename(file)));
  const past = /inject\("database(Server|Template)"\)|import\([^)]*gateway\.ts/;
  expect(others.length).toBeGreaterThan(50);
  expect(others.filter((file) => past.test(readFileSync(file, "utf8")))).toEqual([]);
});

const theWayIn = new Set(["gateway.ts", "database-server.ts"]);

async function versionOf(url: string): Promise<number> {
  const [row] = await ask<{ version: number }>(
    url,
    "select current_setting('server_version_num')::int as version",
  );
  return row?.version ?? 0;
}

// A server says what version it is through current_setting, and the search path may put another function before it.
async function pretendToBe14(url: string): Promise<void> {
  await ask(
    url,
    `create schema fourteen;
     create function fourteen.current_setting(name text) returns text language sql as $$
       select case name when 'server_version_num' then '140018' when 'server_version' then '14.18'
         else pg_catalog.current_setting(name) end $$;
     do $$ begin
       execute format('alter database %I set search_path = fourteen, pg_catalog, public', current_database());
     end $$`,
  );
}

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Row>(sql).finally(() => client.end());
  return rows;
}
