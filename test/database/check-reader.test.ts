import pg from "pg";
import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { openGateway } from "../../src/gateway.ts";
import { openTestDatabase } from "../gateway.ts";

const settings = { ...readConfig({ PORT: "0" }), adminKey: "tka_test", signingSecrets: ["whsec_test"] };

// A login that owns its database and may not make roles, as hosted PostgreSQL gives it.
async function withPlainLogin(use: (url: string, admin: pg.Client) => Promise<void>) {
  await using database = await openTestDatabase({ fresh: true });
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const name = `plain_${Math.random().toString(36).slice(2)}`;
  const url = new URL(database.url);
  try {
    await admin.query(`create role ${name} login password 'plain'`);
    await admin.query(`alter database ${url.pathname.slice(1)} owner to ${name}`);
    url.username = name;
    url.password = "plain";
    await use(url.href, admin);
  } finally {
    await admin.query(`reassign owned by ${name} to current_user`);
    await admin.query(`drop owned by ${name}`);
    await admin.query(`alter database ${url.pathname.slice(1)} owner to current_user`);
    await admin.query(`drop role ${name}`);
    await admin.end();
  }
}

test("a login that cannot take the readers' role is refused at the start, with what to do", async () => {
  await withPlainLogin(async (databaseUrl) => {
    await expect(openGateway({ ...settings, databaseUrl }, () => {})).rejects.toMatchObject({
      code: "DATABASE_UNUSABLE",
      message: expect.stringContaining("DATABASE_READ_URL"),
    });
  });
});

test("such a login serves with a DATABASE_READ_URL", async () => {
  await withPlainLogin(async (databaseUrl) => {
    await using gateway = await openGateway(
      { ...settings, databaseUrl, databaseReadUrl: databaseUrl },
      () => {},
    );
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer tka_test" },
      body: JSON.stringify({ query: "{ users { nodes { id } } }" }),
    });
    expect(await response.json()).toEqual({ data: { users: { nodes: [] } } });
  });
});
