import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { openGateway } from "../../src/gateway.ts";
import { openStream } from "../access/event-stream.ts";
import { asHolderOf, createKey } from "../access/key-client.ts";
import { day, tell } from "../connections/terra-life.ts";
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

const readUsers = async ({ url }: { url: string }) => {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer tka_test" },
    body: JSON.stringify({ query: "{ users { nodes { referenceId } } }" }),
  });
  return await response.json();
};

test("a reader that goes round row security is refused at the start, unless that is switched off", async () => {
  await withPlainLogin(async (databaseUrl) => {
    const both = { ...settings, databaseUrl, databaseReadUrl: databaseUrl };
    await expect(openGateway(both, () => {})).rejects.toMatchObject({
      code: "DATABASE_UNUSABLE",
      message: expect.stringContaining("TERRARIUM_ROW_SECURITY=off"),
    });
    await using gateway = await openGateway({ ...both, rowSecurity: false }, () => {});
    expect(await readUsers(gateway)).toEqual({ data: { users: { nodes: [] } } });
  });
});

test("such a login serves with a DATABASE_READ_URL of a login that may only read, which sees what settings say", async () => {
  await withPlainLogin(async (databaseUrl, admin) => {
    const name = `reader_${Math.random().toString(36).slice(2)}`;
    const url = new URL(databaseUrl);
    url.username = name;
    await admin.query(`create role ${name} login password 'plain'`);
    try {
      // The first start makes the tables, which the reader is then given.
      await openGateway(
        { ...settings, databaseUrl, databaseReadUrl: databaseUrl, rowSecurity: false },
        () => {},
      ).then((gateway) => gateway.close());
      await admin.query(`grant select on all tables in schema public to ${name}`);
      await admin.query(`grant execute on function terrarium_users(uuid[], text[]) to ${name}`);
      await admin.query("insert into users (id, reference_id) values (gen_random_uuid(), 'ada')");
      const said: string[] = [];
      await using gateway = await openGateway(
        { ...settings, databaseUrl, databaseReadUrl: url.href },
        (level, message) => void said.push(`${level} ${message}`),
      );
      expect(await readUsers(gateway)).toEqual({ data: { users: { nodes: [{ referenceId: "ada" }] } } });
      // Events are read by the first login, which cannot take the role: the policy alone decides of whose it tells.
      expect(said.filter((line) => line.startsWith("warn"))).toEqual([
        expect.stringContaining("the login of DATABASE_URL cannot take the role terrarium_reader"),
      ]);
      const target = { url: gateway.url, adminKey: "tka_test", secret: "whsec_test" };
      await tell(target, [
        day("hers", 1, { reference: "ada" }),
        day("his", 1, { reference: "bob" }),
        day("hers", 2, { reference: "ada" }),
      ]);
      const key = asHolderOf(await createKey(target, { referenceIds: ["ada"] }), target);
      using stream = await openStream(key, { after: "START" });
      await stream.reached(2);
      await sleep(200);
      expect(stream.events.map(({ connection }) => connection?.terraUserId)).toEqual(["hers", "hers"]);
      expect(stream.errors).toEqual([]);
      const reader = new pg.Client({ connectionString: url.href });
      await reader.connect();
      expect((await reader.query("select * from users")).rows).toEqual([]);
      expect((await reader.query("select * from secrets")).rows).toEqual([]);
      await reader.end();
    } finally {
      await admin.query(`drop owned by ${name}`);
      await admin.query(`drop role ${name}`);
    }
  });
});

test("a login that does not own the tables is refused as a writer", async () => {
  await withPlainLogin(async (databaseUrl, admin) => {
    const name = `guest_${Math.random().toString(36).slice(2)}`;
    const url = new URL(databaseUrl);
    url.username = name;
    await admin.query(`create role ${name} login password 'plain'`);
    try {
      const made = { ...settings, databaseUrl, databaseReadUrl: databaseUrl, rowSecurity: false };
      await openGateway(made, () => {}).then((gateway) => gateway.close());
      await admin.query(`grant all on all tables in schema public to ${name}`);
      await expect(openGateway({ ...made, databaseUrl: url.href }, () => {})).rejects.toMatchObject({
        code: "DATABASE_UNUSABLE",
        message: expect.stringContaining("own"),
      });
    } finally {
      await admin.query(`drop owned by ${name}`);
      await admin.query(`drop role ${name}`);
    }
  });
});
