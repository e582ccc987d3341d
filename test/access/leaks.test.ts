/** Nothing leaks: what was planted comes out to whoever may read it, and by no other way. */
import { createSecretKey } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Door } from "../../src/door.ts";
import { day, tell } from "../connections/terra-life.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { connect, openSocket } from "../graphql/socket-client.ts";
import { transports } from "../graphql/transports.ts";
import { ask, read } from "../graphql-client.ts";
import { leaksIn, takeLeaks, watchLine } from "../leaks.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";
import { asHolderOf, createKey } from "./key-client.ts";

const jwtSecret = "a secret that the app and the gateway share, of many letters";
/** Of bob, whom nobody here but the admin may know. */
const BOB = { reference: "bob-planted-reference", terra: "bob-planted-terra", steps: 98_765_431 };
const PLANTED = [
  ...Object.values(BOB).map(String),
  "planted-serial",
  "planted-note",
  "52.123456789",
  jwtSecret,
];

let gateway: TestGateway;
let ada: { url: string; adminKey: string };
let bobs: Record<"user" | "connection" | "record" | "delivery" | "cursor" | "event", string>;

beforeAll(async () => {
  gateway = await openTestGateway({
    authJwtSecret: jwtSecret,
    authIssuer: "https://app.example",
    authAudiences: ["terrarium"],
  });
  await tell(gateway, [day("ada-terra", 1, { reference: "ada" })]);
  await tell(gateway, [day(BOB.terra, BOB.steps, { reference: BOB.reference })]);
  const user = { user_id: BOB.terra, reference_id: BOB.reference, provider: "GARMIN" };
  const metadata = {
    start_time: "2026-05-01T08:00:00Z",
    end_time: "2026-05-01T09:00:00Z",
    name: "planted-note",
  };
  const activity = {
    metadata,
    device_data: { serial_number: "planted-serial" },
    position_data: { start_pos_lat_lng_deg: [52.123456789, 4.9] },
  };
  await deliver(gateway, { type: "activity", user, data: [activity] });
  ada = { url: gateway.url, adminKey: await tokenOf("ada") };
  type Node = {
    nodes: { id: string; referenceId?: string; terraUserId?: string }[];
    edges: { cursor: string }[];
  };
  const all = await read<Record<"users" | "connections" | "activities" | "deliveries", Node>>(
    gateway,
    "{ users { nodes { id referenceId } edges { cursor } } connections { nodes { id terraUserId } } activities { nodes { id } } deliveries { nodes { id terraUserId } } }",
  );
  const idOf = (name: keyof typeof all, is: (node: Node["nodes"][number]) => boolean) =>
    all[name].nodes.find(is)?.id ?? "";
  bobs = {
    user: idOf("users", ({ referenceId }) => referenceId === BOB.reference),
    connection: idOf("connections", ({ terraUserId }) => terraUserId === BOB.terra),
    record: idOf("activities", () => true),
    delivery: idOf("deliveries", ({ terraUserId }) => terraUserId === BOB.terra),
    cursor: all.users.edges.at(-1)?.cursor ?? "",
    event: Buffer.from(JSON.stringify(["changes", "1"])).toString("base64url"),
  };
});

afterAll(() => gateway[Symbol.asyncDispose]());

function tokenOf(sub: string): Promise<string> {
  return new SignJWT({ sub, iss: "https://app.example", aud: "terrarium" })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("1h")
    .sign(createSecretKey(Buffer.from(jwtSecret)));
}

/** What of the planted is in a text, keys and tokens of any kind among it. */
function plantedIn(text: string): string[] {
  return [
    ...PLANTED.filter((planted) => text.includes(planted)),
    ...leaksIn(text, [gateway.adminKey, gateway.secret]),
  ];
}

describe("a log", () => {
  test.each([
    ["the admin key", (): string => `key ${gateway.adminKey} came`],
    ["the signing secret", () => `signed with ${gateway.secret}`],
    ["an API key", () => `trk_${"A".repeat(43)}`],
    ["a header", () => "Authorization: Bearer x"],
    ["a database's password", () => "postgres://terrarium:open@127.0.0.1/terrarium"],
    ["a person's address", () => "to john.smith@example.com"],
    ["a person's note", () => "Felt refreshed after it"],
    ["a ticket", () => `ticket=${"aB3-_".repeat(40)}`],
  ])("that holds %s is found", (_, line) => {
    onTestFinished(() => void takeLeaks());
    watchLine(JSON.stringify({ message: "x", fact: line() }), [gateway.adminKey, gateway.secret]);
    expect(takeLeaks()).toHaveLength(1);
  });

  test("that holds a token is found", async () => {
    watchLine(await tokenOf("ada"));
    expect(takeLeaks().length).toBeGreaterThan(0);
  });

  test("of a gateway that leaks is found, whichever file opened it", async () => {
    const leaky: Door = async (_app, { log, config }) => log("debug", `The key is ${config.adminKey}.`);
    await using _ = await openTestGateway({}, [leaky]);
    expect(takeLeaks()).toEqual([expect.stringContaining("The key is tka_test.")]);
  });

  test("that says what it should is clean", () => {
    expect(
      leaksIn('{"message":"A GraphQL operation failed.","id":"c0a4b8c4-6a3c-4c7e-9f5e-2b1d3c4e5f60"}'),
    ).toEqual([]);
  });
});

function idOfNobody(kind: string, ...rest: string[]): string {
  return Buffer.from(JSON.stringify([kind, "00000000-0000-4000-8000-000000000000", ...rest])).toString(
    "base64url",
  );
}

describe.each(transports)("over $name, to ada", ({ run }) => {
  /** What she is told; the ids of errors that only the log explains are left out. */
  const told = async (query: string, variables: Record<string, unknown> = {}) =>
    JSON.stringify(await run(ada, query, variables));

  test("bob's ids are as good as nobody's", async () => {
    const all = { ...bobs };
    const asked: [query: string, his: unknown, nobodys: unknown][] = [
      ["query ($x: ID!) { user(id: $x) { id history { totalCount } } }", all.user, idOfNobody("user")],
      ["query ($x: String!) { user(referenceId: $x) { id } }", BOB.reference, "nobody"],
      [
        "query ($x: [String!]) { users(referenceIds: $x) { totalCount nodes { id } } }",
        [BOB.reference],
        ["nobody"],
      ],
      ["query ($x: ID!) { connection(id: $x) { id provider } }", all.connection, idOfNobody("connection")],
      ["query ($x: ID!) { healthRecord(id: $x) { id type } }", all.record, idOfNobody("record")],
      [
        "query ($x: [ID!]) { dailies(userIds: $x) { totalCount nodes { id } } }",
        [all.user],
        [idOfNobody("user")],
      ],
      [
        "query ($x: [ID!]) { healthRecords(connectionIds: $x) { totalCount pageInfo { hasNextPage } } }",
        [all.connection],
        [idOfNobody("connection")],
      ],
      ["query ($x: ID!) { delivery(id: $x) { id } }", all.delivery, idOfNobody("delivery")],
      ["query ($x: String!) { transfer(reference: $x) { status } }", BOB.terra, "nobody"],
    ];
    for (const [query, his, nobodys] of asked) {
      const answer = await told(query, { x: his });
      expect([query, answer]).toEqual([query, await told(query, { x: nobodys })]);
      expect([query, plantedIn(answer)]).toEqual([query, []]);
    }
  });

  test("totals count what is hers", async () => {
    const counts =
      "{ users { totalCount } connections { totalCount } dailies { totalCount } healthRecords { totalCount } }";
    const one = { totalCount: 1 };
    const hers = { users: one, connections: one, dailies: one, healthRecords: one };
    expect(await run(ada, counts)).toEqual({ data: hers });
    const { data } = await run(gateway, counts);
    expect(data).toMatchObject({ users: { totalCount: 2 }, healthRecords: { totalCount: 3 } });
  });

  test("what is wrong with a request is said without anything of bob's", async () => {
    const wrong: [string, Record<string, unknown>?][] = [
      ['{ users(after: "x") { totalCount } }'],
      ["query ($after: String) { users(after: $after) { totalCount } }", { after: bobs.cursor }],
      ["query ($after: String) { connections(after: $after) { totalCount } }", { after: bobs.cursor }],
      ["query ($after: String) { dailies(after: $after) { totalCount } }", { after: bobs.cursor }],
      ["{ user(id: 5) { id } }"],
      ["{ user { id } }"],
      ["{ users(first: -1) { totalCount } }"],
      ["{ users(first: 1000000000) { totalCount } }"],
      ['{ dailies(days: { from: "2026-02-31" }) { totalCount } }'],
      ["{ no such"],
      ["{ ingestStatus { warnings } }"],
      ["{ apiKeys { nodes { name } } }"],
      ["{ deliveries { totalCount nodes { body headers } } }"],
      ["query ($id: ID!) { delivery(id: $id) { body headers } }", { id: bobs.delivery }],
      ["mutation ($id: [ID!]) { replayDeliveries(ids: $id) { __typename } }", { id: [bobs.delivery] }],
      ["mutation ($id: ID!) { revokeApiKey(id: $id) { id } }", { id: idOfNobody("apiKey") }],
      [
        'mutation ($u: [ID!]) { createApiKey(name: "x", scopes: [READ], userIds: $u) { key } }',
        { u: [bobs.user] },
      ],
    ];
    for (const [query, variables] of wrong) {
      const answer = await told(query, variables);
      expect([query, plantedIn(answer)]).toEqual([query, []]);
      const { errors = [] } = JSON.parse(answer) as { errors?: { extensions: object }[] };
      for (const { extensions } of errors) expect(Object.keys(extensions)).toEqual(["code"]);
    }
  });

  test("a statement that fails on bob's note says no more than where the log has it", async () => {
    const owner = openTestPool(gateway.databaseUrl);
    const breaking = "create policy breaking on activities as restrictive for select using (name::int > 0)";
    await owner.query(breaking);
    try {
      const { errors } = await run(gateway, "{ activities { nodes { name } } }");
      const id = expect.stringMatching(/^[\w-]{36}$/);
      expect(errors).toMatchObject([{ extensions: { code: "INTERNAL_SERVER_ERROR", id } }]);
      expect(errors?.[0]?.message).toMatch(/^Something went wrong here\. The log knows it as [\w-]{36}\.$/);
      expect(Object.keys(errors?.[0]?.extensions ?? {}).sort()).toEqual(["code", "id"]);
      expect(plantedIn(JSON.stringify(errors))).toEqual([]);
      // PostgreSQL's own words have it: 22P02 is of a text that is no number.
      const line = gateway.logs.find(({ facts }) => facts["id"] === errors?.[0]?.extensions["id"]);
      expect(line?.facts).toMatchObject({ code: "22P02" });
    } finally {
      await owner.query("drop policy breaking on activities");
      await owner.end();
    }
  });
});

test("no address that anybody may ask tells of people or secrets, in its text or its headers", async () => {
  const made = await createKey(gateway);
  await ask(asHolderOf(made, gateway), "query planted { users { nodes { referenceId } } }");
  await ask({ url: gateway.url, adminKey: `trk_${"A".repeat(43)}` }, "{ users { totalCount } }");
  const forged = `${(await tokenOf(BOB.reference)).slice(0, -2)}xx`;
  for (const path of [
    "/metrics",
    "/readyz",
    "/healthz",
    "/",
    "/graphql",
    "/nowhere",
    "/webhooks/terra",
    `/${BOB.reference}`,
  ]) {
    const headers = { authorization: `Bearer ${forged}` };
    const response = await fetch(new URL(path, gateway.url), { headers });
    const text = `${await response.text()} ${JSON.stringify([...response.headers])}`;
    const own = path.slice(1);
    expect([path, plantedIn(text).filter((planted) => planted !== own)]).toEqual([path, []]);
    for (const secret of [made.key, made.prefix, forged]) expect(text).not.toContain(secret);
  }
});

test("a label of a metric is no text of a client's and no id of anybody's", async () => {
  await ask(gateway, "query planted_operation_name { users { totalCount } }");
  const text = await (await fetch(new URL("/metrics", gateway.url))).text();
  expect(text).toContain("terrarium_");
  for (const [, value] of text.matchAll(/="([^"]*)"/g)) {
    expect(value).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(plantedIn(value ?? "")).toEqual([]);
  }
});

test("why a socket was closed says nothing of who asked, or with what", async () => {
  const forged = `${(await tokenOf(BOB.reference)).slice(0, -2)}xx`;
  const attempts: [search: string, authorization: string | undefined][] = [
    ["", `Bearer ${forged}`],
    ["", `Bearer trk_${"A".repeat(43)}`],
    ["", `Bearer ${gateway.adminKey}x`],
    ["", undefined],
    ["?ticket=planted-note", undefined],
    [`?ticket=${forged}`, undefined],
  ];
  for (const [search, authorization] of attempts) {
    using client = await openSocket(gateway.url, { search });
    client.send({ type: "connection_init", payload: { authorization } });
    const { code, reason } = await client.closed;
    expect(code).toBe(4403);
    expect(reason).toMatch(/^UNAUTHENTICATED: /);
    expect([search, plantedIn(reason)]).toEqual([search, []]);
  }
  using early = await openSocket(gateway.url);
  early.send({ type: "subscribe", id: "planted-note", payload: { query: "{ users { totalCount } }" } });
  expect(plantedIn((await early.closed).reason)).toEqual([]);
  using client = await connect(ada);
  client.socket.send("planted-note");
  expect(plantedIn((await client.closed).reason)).toEqual([]);
});

test("the log of all this holds nothing of bob's", () => {
  expect(gateway.logs.length).toBeGreaterThan(0);
  for (const line of gateway.logs) expect(plantedIn(JSON.stringify(line))).toEqual([]);
});
