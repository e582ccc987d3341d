/** What an operation may be, alike on every transport: how large, how costly, of which documents. */
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient, PeopleDocument } from "../../client/typescript/index.ts";
import type { Access } from "../../src/access/access.ts";
import { ADMIN, type Viewer } from "../../src/access/viewer.ts";
import { keyedAccess } from "./keyed-access.ts";
import { insertPeople, openTestReadDoor, type TestReadDoor } from "./read-door.ts";
import { type Outcome, transports } from "./transports.ts";

const USER_TOKEN = "of-a-user";
const USER: Viewer = { ...ADMIN, kind: "USER", id: "user:ada", scopes: [] };
const withUser: Access = {
  viewerOf: async (credentials) =>
    credentials.authorization === `Bearer ${USER_TOKEN}` ? USER : await keyedAccess().viewerOf(credentials),
  stands: async () => true,
  watch: () => () => {},
};
const deep = `{ ${"user(id: 1) { connections { ".repeat(1)} ${"user { connections { ".repeat(7)} id ${"} }".repeat(8)} }`;

let door: TestReadDoor;
/** As in production: no introspection. */
let closed: TestReadDoor;

beforeAll(async () => {
  [door, closed] = await Promise.all([openTestReadDoor(), openTestReadDoor({ introspection: false })]);
  await insertPeople(door, 3);
});

afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await closed[Symbol.asyncDispose]();
});

/** Trusts the documents of this manifest, and knows an end user. */
async function openTrustingDoor(manifest: unknown): Promise<TestReadDoor> {
  const folder = await mkdtemp(join(tmpdir(), "terrarium trusted "));
  const trustedDocuments = join(folder, "manifest.json");
  await writeFile(trustedDocuments, typeof manifest === "string" ? manifest : JSON.stringify(manifest));
  try {
    return await openTestReadDoor({ trustedDocuments }, [], { access: withUser });
  } finally {
    // It is read once, at the start.
    await rm(folder, { recursive: true });
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const codes = ({ errors }: Outcome) => errors?.map(({ extensions }) => extensions["code"]);
const repeated = (n: number, text: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => text(i)).join(" ");

describe.each(transports)("over $name", ({ run, send }) => {
  const codesOf = async (query: string, variables?: Record<string, unknown>) =>
    codes(await run(door, query, variables));
  /** The one refusal of an operation: its code and what it says. */
  const refusalOf = async (query: string, variables?: Record<string, unknown>) => {
    const { errors = [] } = await run(door, query, variables);
    expect(errors).toHaveLength(1);
    return `${errors[0]?.extensions["code"]} ${errors[0]?.message}`;
  };

  test("an operation that is too deep is refused, also through fragments", async () => {
    const deep = (levels: number) =>
      `{ users(first: 1) { nodes { ${"connections { user { ".repeat(levels)} id ${"} }".repeat(levels)} } } }`;
    expect(await codesOf(deep(4))).toBeUndefined();
    expect(await codesOf(deep(5))).toEqual(["QUERY_TOO_COMPLEX"]);
    const spread = `{ users(first: 1) { nodes { ...a } } }
      fragment a on User { connections { user { ...b } } }
      fragment b on User { connections { user { connections { user { connections { user { connections { user { id } } } } } } } } }`;
    expect(await codesOf(spread)).toEqual(["QUERY_TOO_COMPLEX"]);
  });

  test("an operation that is too broad is refused, also through fragments that multiply", async () => {
    const aliases = (n: number) =>
      `{ ${Array.from({ length: n }, (_, i) => `v${i}: viewer { kind }`).join(" ")} }`;
    expect(await codesOf(aliases(100))).toBeUndefined();
    expect(await codesOf(aliases(101))).toEqual(["QUERY_TOO_COMPLEX"]);
    const kinds = Array.from({ length: 200 }, (_, i) => `k${i}: kind`).join(" ");
    const views = Array.from({ length: 60 }, (_, i) => `v${i}: viewer { ...k }`).join(" ");
    expect(await codesOf(`{ ${views} } fragment k on Viewer { ${kinds} }`)).toEqual(["QUERY_TOO_COMPLEX"]);
  });

  test("a document of too many tokens is refused, and a broken one is told from it", async () => {
    expect(await codesOf(`{ ${"viewer { kind } ".repeat(1_000)} }`)).toEqual(["QUERY_TOO_COMPLEX"]);
    expect(await codesOf(`{ ${"viewer { kind } ".repeat(990)}`)).toEqual(["BAD_USER_INPUT"]);
    expect(await codesOf("{ viewer { kind }")).toEqual(["BAD_USER_INPUT"]);
  });

  test("a document that no parser gets to the end of is the client's mistake", async () => {
    await using other = await openTestReadDoor({ maxQueryTokens: 1_000_000 });
    const { errors } = await run(other, `{ users(referenceIds: ${"[".repeat(100_000)}) { nodes { id } } }`);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining("nests too deeply"),
      extensions: { code: "QUERY_TOO_COMPLEX" },
    });
    for (const text of ['"\\uD800"', '"\\u{110000}"', '"open', "1e"]) {
      expect(await codesOf(`{ user(referenceId: ${text}) { id } }`), text).toEqual(["BAD_USER_INPUT"]);
    }
  });

  test("pages have a largest size", async () => {
    expect(await codesOf("{ users(first: 10000) { nodes { id } } }")).toBeUndefined();
    const { errors } = await run(door, "{ users(first: 10001) { nodes { id } } }");
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining("10000"),
      extensions: { code: "BAD_USER_INPUT" },
    });
    expect(await codesOf("{ users(first: -1) { nodes { id } } }")).toEqual(["BAD_USER_INPUT"]);
    expect(await codesOf("{ users(first: null) { nodes { id } } }")).toBeUndefined();
  });

  test("an operation that costs too much is refused before anything is read, with its number", async () => {
    const nested = "query ($first: Int = 10000) { users(first: $first) { nodes { ...u } } }";
    const lists = (first: string) =>
      `fragment u on User { sleeps${first} { nodes { id user { ... { dailies(first: 2) { edges { cursor } } } } } } }`;
    const before = door.statements.length;
    for (const first of ["", "(first: 50)", "(first: null)"]) {
      expect(await codesOf(`${nested} ${lists(first)}`)).toEqual(["QUERY_TOO_COMPLEX"]);
    }
    const { errors } = await run(door, `${nested} ${lists("(first: 10000)")}`);
    expect(errors?.[0]?.message).toMatch(/may cost 250000, .*costs 2200010000/);
    expect(door.statements.length).toBe(before);
    expect(await codesOf(`${nested} ${lists("")}`, { first: 100 })).toBeUndefined();
    expect(await codesOf(`${nested} ${lists("(first: 0)")}`)).toBeUndefined();
  });

  test("an operation with too many aliases is refused, also through fragments", async () => {
    const aliased = (n: number) => `{ viewer { ${repeated(n, (i) => `k${i}: kind`)} } }`;
    expect(await codesOf(aliased(100))).toBeUndefined();
    expect(await refusalOf(aliased(101))).toMatch(/^QUERY_TOO_COMPLEX .* 100 aliases; this one has 101/);
    const spread = `{ ${repeated(11, () => "viewer { ...k }")} } fragment k on Viewer { ${repeated(10, (i) => `k${i}: kind`)} }`;
    expect(await refusalOf(spread)).toContain("110");
    expect(await refusalOf(`{ __schema { types { ${repeated(101, (i) => `n${i}: name`)} } } }`)).toContain(
      "1010",
    );
  });

  test("fragments that double at each level are refused as soon as they come, whatever is in them", async () => {
    for (const leaf of ["id", "__typename", "connections { id }"]) {
      const doubling = `{ users { nodes { ...f0 } } } ${repeated(390, (i) => `fragment f${i} on User { ...f${i + 1} ...f${i + 1} }`)}
        fragment f390 on User { ${leaf} }`;
      const startedAt = performance.now();
      expect(await refusalOf(doubling)).toMatch(/^QUERY_TOO_COMPLEX/);
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    }
    const bushy = `{ users { nodes { ...f0 } } } ${repeated(11, (i) => `fragment f${i} on User { ...f${i + 1} ...f${i + 1} }`)}
      fragment f11 on User { sleeps(first: 0, providers: [${'"x" '.repeat(3_000)}]) { nodes { id } } }`;
    expect(await refusalOf(bushy)).toMatch(/^QUERY_TOO_COMPLEX .* 12000 fields, fragments and values/);
  });

  test("a document that is padded is refused, in characters and in lines", async () => {
    const padded = (padding: string) => `${padding}{ viewer { kind } }`;
    expect(await codesOf(padded(" ".repeat(99_000)))).toBeUndefined();
    expect(await refusalOf(padded(" ".repeat(100_000)))).toMatch(
      /^QUERY_TOO_COMPLEX .* 100000 characters; .* 100019/,
    );
    expect(await codesOf(padded("\r\n".repeat(4_000)))).toBeUndefined();
    expect(await refusalOf(padded("\n".repeat(4_001)))).toMatch(/^QUERY_TOO_COMPLEX .* 4000 lines; .* 4001/);
  });

  test("a field that fails says where in a document that asks for little, and always in which row", async () => {
    const failing = (first: number) =>
      `{ users(first: ${first}) { nodes { sleeps(after: "x") { nodes { id } } } } }`;
    const path = ["users", "nodes", 0, "sleeps"];
    expect((await run(door, failing(3))).errors).toMatchObject([{ path, locations: [{ line: 1 }] }]);
    const { errors = [] } = await run(door, failing(100));
    expect(errors).toMatchObject([{ path, extensions: { code: "BAD_USER_INPUT" } }]);
    expect(errors[0]).not.toHaveProperty("locations");
  });

  test("fragments that spread each other in a circle are refused", async () => {
    const circle = `{ users { nodes { ...f0 } } } ${repeated(300, (i) => `fragment f${i} on User { ...f${(i + 1) % 300} id }`)}`;
    expect(new Set(await codesOf(circle))).toEqual(new Set(["BAD_USER_INPUT"]));
  });

  test("hundreds of directives on one field are refused", async () => {
    const query = `{ viewer { kind ${"@skip(if: false) ".repeat(500)} } }`;
    expect(new Set(await codesOf(query))).toEqual(new Set(["BAD_USER_INPUT"]));
  });

  test("fields of the same name that are too many to compare are refused", async () => {
    expect(await refusalOf(`{ users { nodes { ${"id ".repeat(3_900)} } } }`)).toMatch(
      /^QUERY_TOO_COMPLEX .*same names/,
    );
  });

  test("a directive without a value is the client's mistake, and hides no cost", async () => {
    const query = `query ($yes: Boolean = true) { users(first: 10000) { nodes { sleeps(first: 100) { nodes { id @include(if: $yes) } } } } }`;
    expect(await codesOf(query, { yes: null })).toEqual(["BAD_USER_INPUT"]);
    const wrong = `query ($id: ID = "x") { healthRecord(id: $id) { id } users(first: 10000) { nodes { sleeps(first: 100) { nodes { id } } } } }`;
    expect(await codesOf(wrong, { id: null })).toEqual(["QUERY_TOO_COMPLEX"]);
  });

  test("a list among the arguments has a longest length", async () => {
    const query = "query ($of: [String!]) { users(referenceIds: $of) { nodes { id } } }";
    const ids = (n: number) => ({ of: Array.from({ length: n }, (_, i) => `user-${i}`) });
    expect(await codesOf(query, ids(10_000))).toBeUndefined();
    expect(await refusalOf(query, ids(10_001))).toMatch(
      /^BAD_USER_INPUT .* 10000 values; this one has 10001/,
    );
    const within = "mutation ($of: [ID!]) { replayDeliveries(filter: { connectionIds: $of }) { applied } }";
    expect(await codesOf(within, ids(10_001))).toEqual(["BAD_USER_INPUT"]);
  });

  test("a text that is as long as a request may be is taken, and not sent back", async () => {
    const long = "x".repeat(900_000);
    const user = "query ($of: String!) { user(referenceId: $of) { id } }";
    expect(await codesOf(user, { of: long })).toBeUndefined();
    const literal = `{ users(first: "${"x".repeat(90_000)}") { nodes { id } } }`;
    expect((await refusalOf(literal)).length).toBeLessThan(3_000);
    const wrong = "query ($n: Int) { users(first: $n) { nodes { id } } }";
    expect((await refusalOf(wrong, { n: long })).length).toBeLessThan(3_000);
    const at = "query ($at: DateTime) { sleeps(time: { from: $at }) { nodes { id } } }";
    expect((await refusalOf(at, { at: long })).length).toBeLessThan(3_000);
  });

  test("where introspection is off the schema is not told, and its place is", async () => {
    const { errors = [] } = await run(closed, getIntrospectionQuery());
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      message: expect.stringMatching(/schema\/schema\.graphql.*TERRARIUM_INTROSPECTION/),
      extensions: { code: "BAD_USER_INPUT" },
    });
    const hidden =
      '{ users { nodes { ...a } } } fragment a on User { id } fragment b on Query { __type(name: "User") { name } }';
    expect(codes(await run(closed, hidden))).toContain("BAD_USER_INPUT");
    expect(await run(closed, "{ viewer { __typename } }")).toEqual({
      data: { viewer: { __typename: "Viewer" } },
    });
  });

  test.each<[string, Record<string, unknown>?]>([
    ["{ user { id } usr { id } }"],
    ["{ users { nodes { idd } } }"],
    ["{ healthRecords { nodes { steps } } }"],
    ["{ healthRecord(id: 1) { stepss } }"],
    ["{ users(frst: 1) { nodes { id } } }"],
    ["{ users { nodes } }"],
    ["{ ... on Usr { id } }"],
    ["query ($of: RecordTyp) { healthRecords(types: $of) { nodes { id } } }"],
    ["{ viewer @skp(if: true) { kind } }"],
    ["{ viewer @skip(iff: true) { kind } }"],
    ["{ healthRecords(types: [SLEP]) { nodes { id } } }"],
    ['{ healthRecords(types: ["SLEEP"]) { nodes { id } } }'],
    ["{ sleeps(days: { form: null }) { nodes { id } } }"],
    ["query ($of: [RecordType!]) { healthRecords(types: $of) { nodes { id } } }", { of: ["SLEP"] }],
    [
      "query ($of: [RecordType!]) { healthRecords(types: $of) { nodes { id } } }",
      { of: ["SLEP Did you mean it?"] },
    ],
    ["query ($of: [RecordType!]) { healthRecords(types: $of) { nodes { id } } }", { of: [{ SLEEP: 1 }] }],
    ["query ($days: DayRange) { sleeps(days: $days) { nodes { id } } }", { days: { form: null } }],
    ["query ($of: [RecordType!] = [SLEP]) { healthRecords(types: $of) { nodes { id } } }"],
    ["mutation { replayDelivery { applied } }"],
    ["subscription { dataEvent { cursor } }"],
  ])("where introspection is off nothing is suggested: %s", async (query, variables) => {
    const said = JSON.stringify((await run(closed, query, variables)).errors);
    const asked = JSON.stringify([query, variables]);
    const unsaid = ["SLEEP", "from", "skip", "first", "user", "dataEvents"].filter(
      (name) => !asked.includes(name),
    );
    expect(said).toContain("BAD_USER_INPUT");
    expect(said).not.toContain("Did you mean");
    for (const name of said.match(/\w+/g) ?? []) expect(unsaid, name).not.toContain(name);
  });

  test("where introspection is on, suggestions help", async () => {
    expect(await refusalOf("{ usr { id } }")).toContain("Did you mean");
  });

  describe("with trusted documents", () => {
    const asUser = ({ url }: TestReadDoor) => ({ url, adminKey: USER_TOKEN });
    const trusted = "query Known { viewer { kind } }";
    const hash = hashOf(trusted);
    const known = { data: { viewer: { kind: "USER" } } };
    const apollo = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

    test("an end user runs one of them, by its text or its hash", async () => {
      await using door = await openTrustingDoor({ [`sha256:${hash}`]: trusted });
      for (const request of [
        { query: trusted },
        { documentId: `sha256:${hash}` },
        { documentId: hash },
        { documentId: hash.toUpperCase(), query: "" },
        apollo(hash),
        { ...apollo(hash), query: trusted },
        { ...apollo("another"), query: trusted, operationName: "Known" },
      ])
        expect(await send(asUser(door), request), JSON.stringify(request)).toEqual(known);
    });

    test("an end user runs nothing else, and learns nothing by trying", async () => {
      await using door = await openTrustingDoor({ [hash]: trusted });
      for (const query of [
        `${trusted} `,
        "{ viewer { kind } }",
        "{ usr { id } }",
        "{ broken",
        "{ __schema { types { name } } }",
      ])
        for (const request of [
          { query },
          { query, documentId: hash },
          { query, ...apollo(hash), operationName: "Known" },
        ]) {
          const { errors } = await send(asUser(door), request);
          expect(errors).toMatchObject([
            {
              message: expect.stringContaining("TERRARIUM_TRUSTED_DOCUMENTS"),
              extensions: { code: "FORBIDDEN" },
            },
          ]);
        }
    });

    test("who holds a key runs anything, and these by their hashes, too", async () => {
      await using door = await openTrustingDoor({ [hash]: trusted });
      for (const request of [{ query: "{ viewer { kind } }" }, { documentId: hash }, apollo(hash)])
        expect(await send(door, request)).toEqual({ data: { viewer: { kind: "ADMIN" } } });
    });

    test("a hash that is not among them is refused, as is any where there are none", async () => {
      await using door = await openTrustingDoor({ [hash]: trusted });
      for (const documentId of [hashOf("other"), "sha256:", "__proto__", 7, {}, ["sha256"]]) {
        const { errors } = await send(asUser(door), { documentId });
        expect(errors).toMatchObject([
          {
            message: expect.stringContaining("not among the trusted ones"),
            extensions: { code: "BAD_USER_INPUT" },
          },
        ]);
      }
      for (const request of [{ documentId: hash }, apollo(hash)])
        expect((await send(closed, request)).errors).toMatchObject([
          {
            message: expect.stringContaining("No trusted documents are set up"),
            extensions: { code: "BAD_USER_INPUT" },
          },
        ]);
      expect(codes(await send(closed, {}))).toEqual(["BAD_USER_INPUT"]);
      expect(codes(await send(closed, { documentId: null, extensions: {} }))).toEqual(["BAD_USER_INPUT"]);
    });

    test("the limits hold for them as well", async () => {
      const costly = "{ users(first: 10000) { nodes { sleeps(first: 100) { nodes { id } } } } }";
      await using door = await openTrustingDoor({ [hashOf(costly)]: costly });
      expect(codes(await send(asUser(door), { documentId: hashOf(costly) }))).toEqual(["QUERY_TOO_COMPLEX"]);
    });
  });
});

describe("over HTTP", () => {
  const get = (target: TestReadDoor, parameters: Record<string, string>, key = target.adminKey) =>
    fetch(`${target.url}/graphql?${new URLSearchParams(parameters)}`, {
      headers: { authorization: `Bearer ${key}`, "apollo-require-preflight": "true" },
    });

  test("a trusted document may be asked for by GET", async () => {
    const trusted = "query Known($id: ID!) { healthRecord(id: $id) { id } }";
    await using door = await openTrustingDoor({ [hashOf(trusted)]: trusted });
    const variables = JSON.stringify({ id: "x" });
    const persistedQuery = { version: 1, sha256Hash: hashOf(trusted) };
    for (const named of [
      { documentId: hashOf(trusted) },
      { extensions: JSON.stringify({ persistedQuery }) },
    ]) {
      const response = await get(door, { ...named, variables }, USER_TOKEN);
      expect([response.status, await response.json()]).toEqual([200, { data: { healthRecord: null } }]);
    }
    expect((await get(door, { query: "{ viewer { kind } }" }, USER_TOKEN)).status).toBe(403);
    expect((await get(door, { documentId: "other" }, USER_TOKEN)).status).toBe(400);
    expect((await get(door, { documentId: hashOf(trusted) }, "wrong")).status).toBe(401);
  });

  test("several operations in one request are refused, and told what to do", async () => {
    const response = await fetch(`${door.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${door.adminKey}` },
      body: JSON.stringify([{ query: "{ viewer { kind } }" }, { query: "{ viewer { kind } }" }]),
    });
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        errors: [
          { message: expect.stringContaining("one operation"), extensions: { code: "BAD_USER_INPUT" } },
        ],
      },
    ]);
  });
});

describe("a manifest of trusted documents stops the start", () => {
  const refusal = async (manifest: unknown) => {
    await using _door = await openTrustingDoor(manifest);
  };

  test.each<[string, unknown, RegExp]>([
    ["where it is no JSON", "{", /no JSON object of documents/],
    ["where it is a list", ["{ viewer { kind } }"], /no JSON object of documents/],
    [
      "where it has another hash",
      { [hashOf("x")]: "{ viewer { kind } }" },
      /is not the SHA-256 of its document, which is [0-9a-f]{64}/,
    ],
    ["where a document is broken", { [hashOf("{ viewer")]: "{ viewer" }, /cannot be parsed: Syntax Error/],
    [
      "where a document does not fit the schema",
      { [hashOf("{ vewer }")]: "{ vewer }" },
      /does not fit the schema: Cannot query field/,
    ],
    ["where a document is too large", { [hashOf(deep)]: deep }, /fields within fields/],
  ])("%s", async (_name, manifest, message) => {
    await expect(refusal(manifest)).rejects.toThrow(message);
  });

  test("where there is none", async () => {
    const opening = openTestReadDoor({ trustedDocuments: "/nowhere/manifest.json" });
    await expect(opening).rejects.toThrow(
      /TERRARIUM_TRUSTED_DOCUMENTS: \/nowhere\/manifest\.json cannot be read \(ENOENT\)/,
    );
  });
});

test("the TypeScript client asks for an end user by its manifest", async () => {
  const manifest = new URL("../../client/typescript/persisted-documents.json", import.meta.url);
  await using door = await openTestReadDoor({ trustedDocuments: fileURLToPath(manifest) }, [], {
    access: withUser,
  });
  const options = { url: door.url, key: USER_TOKEN };
  const trusting = createClient({ ...options, trustedDocuments: true });
  expect(await trusting.query(PeopleDocument)).toMatchObject({ users: { nodes: [] } });
  await expect(createClient(options).query(PeopleDocument)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("what operations cost is measured, over each transport", async () => {
  await using door = await openTestReadDoor();
  for (const { run } of transports) await run(door, "{ users(first: 20) { nodes { id } } }");
  const metrics = await (await fetch(`${door.url}/metrics`)).text();
  expect(metrics).toContain("terrarium_graphql_operation_cost_sum 60");
  expect(metrics).toContain("terrarium_graphql_operation_cost_count 3");
});
