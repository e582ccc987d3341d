import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase, openTestGateway, type TestGateway } from "../gateway.ts";
import { connect, openSocket } from "../graphql/socket-client.ts";
import { ask, read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";
import { asHolderOf, createKey, revokeKey } from "./key-client.ts";

let gateway: TestGateway;
let pool: pg.Pool;
beforeAll(async () => {
  gateway = await openTestGateway();
  pool = openTestPool(gateway.databaseUrl);
});
afterAll(async () => {
  await pool.end();
  await gateway[Symbol.asyncDispose]();
});

const SHOWN = `id name prefix scopes referenceIds userIds providers recordTypes study grants createdAt expiresAt
  revokedAt lastUsedAt`;

async function errorOf(query: string, as = gateway.adminKey) {
  const { errors } = await ask({ url: gateway.url, adminKey: as }, query);
  return `${errors?.[0]?.extensions["code"]}: ${errors?.[0]?.message}`;
}

function update(id: string, given: string): string {
  return `mutation { updateApiKey(id: "${id}", ${given}) { ${SHOWN} } }`;
}

test("a key is shown once, and asks from then on", async () => {
  const { key, prefix } = await createKey(gateway, { name: "app" });
  expect(key).toMatch(/^trk_[\w-]{43}$/);
  expect(prefix).toBe(key.slice(0, 12));
  expect(await read(asHolderOf({ key }, gateway), "{ viewer { kind } }")).toEqual({
    viewer: { kind: "READER" },
  });
});

test("nothing that is kept is a key, or leads to one", async () => {
  const { key } = await createKey(gateway);
  const { rows } = await pool.query(
    "select k::text as row from api_keys k where hash = sha256(convert_to($1, 'UTF8'))",
    [key],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].row).toContain(key.slice(0, 12));
  expect(rows[0].row).not.toContain(key.slice(12));
  expect(JSON.stringify(gateway.logs)).not.toContain(key.slice(12));
});

test.each([
  [["ADMIN", "READ"], "ADMIN"],
  [["OPERATE", "READ"], "OPERATOR"],
  [["READ"], "READER"],
])("a key with %j makes a viewer of the kind %s", async (scopes, kind) => {
  const made = await createKey(gateway, {}, scopes);
  expect(await read(asHolderOf(made, gateway), "{ viewer { kind } }")).toEqual({ viewer: { kind } });
});

test("a key with ANALYSE makes an analyst of its study", async () => {
  const made = await createKey(gateway, { study: "sleep 2027", grants: ["PLACE", "PLACE"] }, ["ANALYSE"]);
  const { data } = await ask(asHolderOf(made, gateway), "{ viewer { kind } }");
  expect(data).toEqual({ viewer: { kind: "ANALYST" } });
  const { apiKeys } = await read<{ apiKeys: { nodes: object[] } }>(
    gateway,
    "{ apiKeys(first: 1) { nodes { scopes study grants } } }",
  );
  expect(apiKeys.nodes).toEqual([{ scopes: ["ANALYSE"], study: "sleep 2027", grants: ["PLACE"] }]);
});

test("lists keys, the newest first, page by page, the revoked ones too", async () => {
  await using other = await openTestGateway();
  const made = [];
  for (const name of ["one", "two", "three"]) made.push(await createKey(other, { name }));
  await revokeKey(other, made[1] ?? { id: "" });
  type Listed = {
    apiKeys: {
      nodes: { name: string; revokedAt: string | null }[];
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  };
  const list = `query ($after: String) { apiKeys(first: 2, after: $after) {
    totalCount nodes { name revokedAt } pageInfo { hasNextPage endCursor } } }`;
  const { apiKeys: first } = await read<Listed>(other, list);
  expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
  const { apiKeys: second } = await read<Listed>(other, list, { after: first.pageInfo.endCursor });
  const nodes = [...first.nodes, ...second.nodes];
  expect(nodes.map(({ name }) => name)).toEqual(["three", "two", "one"]);
  expect(nodes.map(({ revokedAt }) => revokedAt !== null)).toEqual([false, true, false]);
});

describe("narrowing", () => {
  test("by the app's keys, providers and types shows what is in all of them", async () => {
    for (const [who, provider] of [
      ["ada", "GARMIN"],
      ["ada", "OURA"],
      ["bob", "GARMIN"],
    ] as const) {
      const user = { user_id: `n-${who}-${provider}`, reference_id: `n-${who}`, provider };
      const metadata = { start_time: "2026-03-01T00:00:00Z", end_time: "2026-03-02T00:00:00Z" };
      await deliver(gateway, { type: "daily", user, data: [{ metadata }] });
    }
    const made = await createKey(gateway, { referenceIds: ["n-ada"], providers: ["GARMIN"] });
    const seen = await read(
      asHolderOf(made, gateway),
      "{ connections { nodes { provider user { referenceId } } } }",
    );
    expect(seen).toEqual({
      connections: { nodes: [{ provider: "GARMIN", user: { referenceId: "n-ada" } }] },
    });
  });

  test("by users' ids, which are given back as they came", async () => {
    await deliver(gateway, {
      type: "auth",
      status: "success",
      user: { user_id: "n-eve", reference_id: "n-eve" },
    });
    const { user } = await read<{ user: { id: string } }>(gateway, '{ user(referenceId: "n-eve") { id } }');
    const made = await createKey(gateway, { userIds: [user.id] });
    const { apiKeys } = await read<{ apiKeys: { nodes: object[] } }>(
      gateway,
      "{ apiKeys(first: 1) { nodes { id userIds } } }",
    );
    expect(apiKeys.nodes).toEqual([{ id: made.id, userIds: [user.id] }]);
    expect(await read(asHolderOf(made, gateway), "{ users { nodes { referenceId } } }")).toEqual({
      users: { nodes: [{ referenceId: "n-eve" }] },
    });
  });

  test("is changed by what is given, taken away by null, and left by what is absent", async () => {
    const { id } = await createKey(gateway, {
      referenceIds: ["a"],
      providers: ["GARMIN"],
      recordTypes: ["SLEEP"],
      expiresAt: "2999-01-01T00:00:00Z",
    });
    const { updateApiKey } = await read<{ updateApiKey: object }>(
      gateway,
      update(id, 'referenceIds: null, providers: ["OURA", "OURA"], expiresAt: null'),
    );
    expect(updateApiKey).toMatchObject({
      name: "a test's",
      referenceIds: null,
      providers: ["OURA"],
      recordTypes: ["SLEEP"],
      expiresAt: null,
    });
  });

  test("takes the keys from a narrowed admin", async () => {
    const made = await createKey(gateway, { recordTypes: ["SLEEP"] }, ["ADMIN"]);
    expect(await errorOf("{ apiKeys { totalCount } }", made.key)).toMatch(/^FORBIDDEN: Keys are for admins/);
  });
});

describe("keys are for admins", () => {
  test.each([
    "{ apiKeys { totalCount } }",
    'mutation { createApiKey(name: "x", scopes: [READ]) { key } }',
    'mutation { updateApiKey(id: "x", name: "x") { id } }',
    'mutation { revokeApiKey(id: "x") { id } }',
  ])("FORBIDDEN for others: %s", async (query) => {
    for (const scopes of [["READ"], ["OPERATE"]])
      expect(await errorOf(query, (await createKey(gateway, {}, scopes)).key)).toMatch(/^FORBIDDEN: /);
  });

  test("an admin's key makes others, and an expiring one too", async () => {
    const admin = await createKey(gateway, {}, ["ADMIN"]);
    const made = await createKey(asHolderOf(admin, gateway));
    await revokeKey(asHolderOf(admin, gateway), made);
    expect(await errorOf("{ viewer { kind } }", made.key)).toBe(
      "UNAUTHENTICATED: This key was revoked: ask the operator for another.",
    );
  });
});

test.each([
  ['name: " ", scopes: [READ]', /^name wants from 1 to 200 characters; 0 came/],
  [`name: "${"x".repeat(201)}", scopes: [READ]`, /^name wants .*; 201 came/],
  ['name: "a\\u0000b", scopes: [READ]', /^name wants/],
  ['name: "x", scopes: []', /^scopes wants one at least/],
  ['name: "x", scopes: [ANALYSE, READ], study: "s"', /^ANALYSE stands alone; ANALYSE, READ came/],
  ['name: "x", scopes: [ANALYSE]', /wants a study/],
  ['name: "x", scopes: [READ], study: "s"', /^study is for keys with the scope ANALYSE/],
  ['name: "x", scopes: [READ], grants: [PLACE]', /^grants is for keys with the scope ANALYSE/],
  ['name: "x", scopes: [READ], expiresAt: "2020-01-01T00:00:00Z"', /^expiresAt wants a time in the future/],
  ['name: "x", scopes: [READ], referenceIds: []', /^referenceIds wants from 1 to 1000; 0 came/],
  ['name: "x", scopes: [READ], recordTypes: []', /^recordTypes wants from 1/],
  ['name: "x", scopes: [READ], userIds: []', /^userIds wants from 1/],
  ['name: "x", scopes: [READ], userIds: ["ada"]', /^userIds: "ada" is no user's id/],
  ['name: "x", scopes: [READ], providers: [""]', /^providers has an empty text/],
])("BAD_USER_INPUT says what is wrong with createApiKey(%s)", async (given, message) => {
  const { errors } = await ask(gateway, `mutation { createApiKey(${given}) { key } }`);
  expect(errors?.[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
  expect(errors?.[0]?.message).toMatch(message);
});

test.each([
  ["name: null", /^name cannot be taken away/],
  ["grants: [PLACE]", /^grants is for keys with the scope ANALYSE/],
  ["referenceIds: []", /^referenceIds wants from 1/],
])("BAD_USER_INPUT says what is wrong with updateApiKey(%s)", async (given, message) => {
  const { id } = await createKey(gateway);
  const { errors } = await ask(gateway, update(id, given));
  expect(errors?.[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
  expect(errors?.[0]?.message).toMatch(message);
});

test("NOT_FOUND for what is no key's id, and for one of no key", async () => {
  const nobody = Buffer.from('["apiKey","00000000-0000-4000-8000-000000000000"]').toString("base64url");
  for (const id of ["x", nobody]) {
    expect(await errorOf(`mutation { revokeApiKey(id: "${id}") { id } }`)).toMatch(/^NOT_FOUND: No key has/);
    expect(await errorOf(update(id, "expiresAt: null"))).toMatch(/^NOT_FOUND: No key has the id/);
  }
});

test("a revocation holds before it is answered, and so does a change", async () => {
  for (let round = 0; round < 20; round++) {
    const made = await createKey(gateway);
    const seen = () => ask(asHolderOf(made, gateway), "{ users { nodes { id } } }");
    expect((await seen()).status).toBe(200);
    await read(gateway, update(made.id, 'referenceIds: ["nobody"]'));
    expect((await seen()).data).toEqual({ users: { nodes: [] } });
    await revokeKey(gateway, made);
    expect((await seen()).status).toBe(401);
  }
});

test("revoking twice changes nothing", async () => {
  const made = await createKey(gateway);
  const first = await revokeKey(gateway, made);
  expect(await revokeKey(gateway, made)).toBe(first);
});

test.each([
  ["", "A key is needed"],
  ["trk_", "This key is not known"],
  [`trk_${"A".repeat(43)}`, "This key is not known"],
  [`trk_${"A".repeat(43)}\u0000`, "This key is not known"],
  ["tka_test2", "This key is not known"],
])("UNAUTHENTICATED with %j", async (key, message) => {
  const response = await fetch(new URL("/graphql", gateway.url), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${encodeURI(key)}` },
    body: JSON.stringify({ query: "{ viewer { kind } }" }),
  });
  expect(response.status).toBe(401);
  expect(JSON.stringify(await response.json())).toContain(message);
});

describe("a socket", () => {
  test("is closed when its key is revoked, and is refused from then on", async () => {
    const made = await createKey(gateway);
    using client = await connect(asHolderOf(made, gateway));
    await revokeKey(gateway, made);
    expect(await client.closed).toEqual({ code: 4410, reason: "UNAUTHENTICATED: This key was revoked." });
    using again = await openSocket(gateway.url);
    again.send({ type: "connection_init", payload: { authorization: `Bearer ${made.key}` } });
    expect(await again.closed).toMatchObject({
      code: 4403,
      reason: expect.stringContaining("This key was revoked"),
    });
  });

  test("is closed when its key expires", async () => {
    const expiresAt = new Date(Date.now() + 1_000).toISOString();
    const made = await createKey(gateway, { expiresAt });
    using client = await connect(asHolderOf(made, gateway));
    expect(await client.closed).toEqual({ code: 4411, reason: "UNAUTHENTICATED: This key has expired." });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt));
    expect(await errorOf("{ viewer { kind } }", made.key)).toMatch(/^UNAUTHENTICATED: This key has expired/);
  });

  test("is closed when its key is narrowed, and opens anew with what the key may see now", async () => {
    const made = await createKey(gateway);
    using client = await connect(asHolderOf(made, gateway));
    await read(gateway, update(made.id, 'referenceIds: ["nobody"]'));
    expect(await client.closed).toEqual({
      code: 4412,
      reason: "UNAUTHENTICATED: What this key may see has changed: connect again; your cursor holds.",
    });
    expect(await read(asHolderOf(made, gateway), "{ users { nodes { id } } }")).toEqual({
      users: { nodes: [] },
    });
  });

  test.each([
    ["revoked", "update api_keys set revoked_at = now() where prefix = $1", 4410],
    ["deleted", "delete from api_keys where prefix = $1", 4410],
    ["given another text", "update api_keys set hash = sha256('\\x00') where prefix = $1", 4412],
    ["given other scopes", "update api_keys set scopes = '{OPERATE}' where prefix = $1", 4412],
  ])("is closed when its key is %s by hand", async (_, statement, code) => {
    const made = await createKey(gateway);
    using client = await connect(asHolderOf(made, gateway));
    await pool.query(statement, [made.prefix]);
    expect(await client.closed).toMatchObject({ code });
  });

  test("stays open when its key is used", async () => {
    const made = await createKey(gateway);
    using client = await connect(asHolderOf(made, gateway));
    await pool.query("update api_keys set last_used_at = now() where prefix = $1", [made.prefix]);
    client.send({ type: "ping" });
    expect(await client.next()).toEqual({ type: "pong" });
    expect((await pool.query("select version from api_keys where prefix = $1", [made.prefix])).rows).toEqual([
      { version: 1 },
    ]);
  });
});

test("says when a key was last used, soon after its first use and when the gateway closes", async () => {
  await using other = await openTestGateway({ databaseUrl: gateway.databaseUrl });
  const made = await createKey(other);
  const lastUse = async () => {
    const { rows } = await pool.query("select last_used_at from api_keys where prefix = $1", [made.prefix]);
    return rows[0].last_used_at as Date | null;
  };
  expect(await lastUse()).toBeNull();
  const before = Date.now();
  await read(asHolderOf(made, other), "{ viewer { kind } }");
  await expect.poll(lastUse, { timeout: 5_000 }).not.toBeNull();
  const first = Number(await lastUse());
  expect(first).toBeGreaterThanOrEqual(before);
  await read(asHolderOf(made, other), "{ viewer { kind } }");
  await other.close();
  expect(Number(await lastUse())).toBeGreaterThan(first);
});

describe("readers in the database", () => {
  test.each(["secrets", "spent_tickets", "api_keys"])("may not read %s", async (table) => {
    const client = await pool.connect();
    try {
      await client.query("begin; set local role terrarium_reader");
      await expect(client.query(`select from ${table}`)).rejects.toMatchObject({ code: "42501" });
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  test("are told whether a key stands in its version", async () => {
    const made = await createKey(gateway);
    const stands = async (version: number) => {
      const { rows } = await pool.query("select id from api_keys where prefix = $1", [made.prefix]);
      const client = await pool.connect();
      try {
        await client.query("begin; set local role terrarium_reader");
        const answer = await client.query("select api_key_stands($1, $2) as stands", [rows[0].id, version]);
        return answer.rows[0].stands;
      } finally {
        await client.query("rollback");
        client.release();
      }
    };
    expect([await stands(1), await stands(2)]).toEqual([true, false]);
    await read(gateway, update(made.id, 'name: "another"'));
    expect([await stands(1), await stands(2)]).toEqual([false, true]);
    await pool.query("update api_keys set expires_at = now() where prefix = $1", [made.prefix]);
    expect(await stands(3)).toBe(false);
    await pool.query("update api_keys set expires_at = null where prefix = $1", [made.prefix]);
    expect(await stands(4)).toBe(true);
    await revokeKey(gateway, made);
    expect([await stands(4), await stands(5)]).toEqual([false, false]);
  });

  test("are told so in whatever schema the tables are, and by whatever path they look", async () => {
    await using database = await openTestDatabase({ fresh: true });
    const name = new URL(database.url).pathname.slice(1);
    const odd = openTestPool(database.url, { max: 1 });
    await odd.query(`create schema "Odd one"; alter database ${name} set search_path = "Odd one"`);
    await odd.end();
    await using there = await openTestGateway({ databaseUrl: database.url });
    const made = await createKey(there);
    using client = await connect(asHolderOf(made, there));
    const reader = openTestPool(database.url, { max: 1 });
    const { rows } = await reader.query("select id from api_keys");
    await reader.query("set role terrarium_reader; set search_path = pg_catalog");
    const asked = await reader.query('select "Odd one".api_key_stands($1, 1) as stands', [rows[0].id]);
    await reader.end();
    expect(asked.rows).toEqual([{ stands: true }]);
    await revokeKey(there, made);
    expect(await client.closed).toMatchObject({ code: 4410 });
  });
});
