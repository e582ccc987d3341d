/** Tried as an attacker would: docs/attacks.md says what was tried beside this, and where. */
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, openSocket, type SocketClient } from "../graphql/socket-client.ts";
import { type Outcome, transports } from "../graphql/transports.ts";
import { ask, read } from "../graphql-client.ts";
import { deliver } from "../terra-client.ts";
import { type Argument, queryArguments } from "./arguments.ts";
import { asHolderOf, createKey, revokeKey, type Target } from "./key-client.ts";
import { BOBS_BPM, BOBS_REFERENCE, type Ids, idsOf, openTwoPeople, type TwoPeople } from "./two-people.ts";

let gateway: TwoPeople;
let ada: Target;
let bob: Target;
/** Sees everybody by pseudonyms, as `other` does by others. */
let analyst: Target;
let other: Target;
let bobs: Ids;

beforeAll(async () => {
  gateway = await openTwoPeople({
    requestsPerMinutePerKey: 0,
    requestsPerMinutePerAddress: 0,
    failedKeysPerMinute: 0,
  });
  ada = await gateway.as("ada");
  bob = await gateway.as("bob");
  analyst = await holder({ study: "sleep" }, ["ANALYSE"]);
  other = await holder({ study: "heart" }, ["ANALYSE"]);
  bobs = await idsOf(gateway, "bob");
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function holder(given: Record<string, unknown>, scopes: string[]): Promise<Target> {
  return asHolderOf(await createKey(gateway, given, scopes), gateway);
}

/** What names bob, as an attacker may have come by it: opaque, as the database has it, and by Terra's and the app's words. */
function namesOfBob({ user, connection, record, delivery, reference, referenceId }: Ids): string[] {
  const opaque = [user, connection, record, delivery];
  const within = opaque.flatMap((id) => JSON.parse(Buffer.from(id, "base64url").toString()) as string[]);
  return [...opaque, ...within, reference, referenceId, "account-bob"];
}

async function answers(
  as: Target,
  { query, isList }: Argument,
  values: readonly string[],
): Promise<Outcome[]> {
  const given = isList ? [[...values]] : values;
  return Promise.all(given.map((value) => ask(as, query, { value })));
}

/** Null, an empty page, or not for this viewer whatever is asked. */
function isNothing({ data, errors = [] }: Outcome): boolean {
  if (errors.length > 0) return errors.every(({ extensions }) => extensions["code"] === "FORBIDDEN");
  return Object.values(data ?? {}).every((found) => {
    if (found === null) return true;
    const { nodes, totalCount } = found as { nodes?: unknown[]; totalCount?: number };
    return nodes?.length === 0 && totalCount === 0;
  });
}

describe("another's id", () => {
  const takingIds = queryArguments.filter(({ takes }) => takes === "id");

  test.each(takingIds)("finds nothing as $name, and finds it for an admin", async (argument) => {
    const viewers = {
      ada,
      "a key narrowed to ada": await holder({ referenceIds: ["ada"] }, ["READ", "OPERATE"]),
      "a key narrowed to another provider": await holder({ providers: ["WHOOP"] }, ["READ"]),
      "an analyst": analyst,
    };
    for (const [name, viewer] of Object.entries(viewers))
      for (const answer of await answers(viewer, argument, namesOfBob(bobs)))
        expect(isNothing(answer), `${name}: ${JSON.stringify(answer)}`).toBe(true);
    const admins = await answers(gateway, argument, namesOfBob(bobs));
    const isOfAnotherType = /^(?!sleeps|healthRecords)[a-z]+s\.(userIds|connectionIds)$/i.test(argument.name);
    expect(admins.every(isNothing), argument.name).toBe(
      isOfAnotherType && !argument.name.startsWith("deliveries"),
    );
  });

  test("of one study is nobody's in another", async () => {
    type People = { users: { nodes: { id: string; referenceId: string }[] } };
    const { users } = await read<People>(analyst, "{ users { nodes { id referenceId } } }");
    for (const { id, referenceId } of users.nodes)
      for (const argument of takingIds)
        for (const answer of await answers(other, argument, [id, referenceId]))
          expect(isNothing(answer), argument.name).toBe(true);
  });

  test("changes nothing: nobody but operators replays, and those narrowed to others skip", async () => {
    const replay =
      "mutation ($ids: [ID!]) { replayDeliveries(ids: $ids) { replayed skipped deliveries { id } } }";
    const { errors } = await ask(ada, replay, { ids: [bobs.delivery] });
    expect(errors?.[0]?.extensions).toEqual({ code: "FORBIDDEN" });
    const narrowed = await holder({ referenceIds: ["ada"] }, ["OPERATE", "READ"]);
    expect(await read(narrowed, replay, { ids: [bobs.delivery] })).toEqual({
      replayDeliveries: { replayed: 0, skipped: 1, deliveries: [] },
    });
    for (const mutation of [
      `revokeApiKey(id: "${bobs.user}") { id }`,
      'createApiKey(name: "x", scopes: [ADMIN]) { key }',
    ])
      for (const viewer of [ada, analyst, narrowed])
        expect((await ask(viewer, `mutation { ${mutation} }`)).errors?.[0]?.extensions["code"]).toBe(
          "FORBIDDEN",
        );
  });
});

describe("a stolen cursor", () => {
  const lists = queryArguments.filter(({ takes }) => takes === "cursor");

  async function cursorOf(as: Target, { field }: Argument): Promise<string | null> {
    const { data } = await ask<Record<string, { pageInfo: { endCursor: string | null } } | null> | null>(
      as,
      `{ ${field} { pageInfo { endCursor } } }`,
    );
    return data?.[field]?.pageInfo.endCursor ?? null;
  }

  test.each<[string, () => Target, () => Target]>([
    ["of bob, for ada", () => bob, () => ada],
    ["of a key, for ada", () => gateway, () => ada],
    ["of a key, for an analyst", () => gateway, () => analyst],
    ["of ada, for an analyst", () => ada, () => analyst],
    ["of one study, for another", () => analyst, () => other],
    ["of ada, for a key", () => ada, () => gateway],
  ])("%s is none", async (_name, owner, thief) => {
    let stolen = 0;
    for (const list of lists) {
      const cursor = await cursorOf(owner(), list);
      if (cursor === null) continue;
      stolen += 1;
      const { errors } = await ask(thief(), list.query, { value: cursor });
      const isForAdmins = /^(apiKeys|deliveries)\./.test(list.name) && thief() !== gateway;
      const code = isForAdmins ? "FORBIDDEN" : "BAD_USER_INPUT";
      expect(errors?.[0]?.extensions["code"], list.name).toBe(code);
    }
    expect(stolen).toBeGreaterThanOrEqual(4);
  });

  test("of a key is but a place to another key, which finds there what it may see", async () => {
    const narrowed = await holder({ referenceIds: ["ada"] }, ["READ"]);
    for (const list of lists) {
      const cursor = await cursorOf(gateway, list);
      const answer = JSON.stringify(await ask(narrowed, list.query, { value: cursor }));
      for (const id of [bobs.user, bobs.connection, bobs.record]) expect(answer).not.toContain(id);
    }
  });
});

const QUOTES = [
  "'",
  "' or '1'='1",
  "'; drop table users; --",
  "\\",
  "\\' or true --",
  '"',
  "$1",
  "$$",
  "{bob}",
  '{"bob","ada"}',
  "ada,bob",
  "{bob",
  "NULL",
  "%",
  "_",
  "*",
  "all",
  "some",
  "terrarium.people",
  "ada', true), set_config('terrarium.people', 'all",
  "user:bob",
  "__proto__",
  "constructor",
  "Bob",
  " bob",
  "bob ",
  "bob\t",
  "b\u043eb",
  "bob\u200b",
  "\u202ebob",
  "\uff42ob",
];
const UNHEARD_OF = ["\u0000", "bob\u0000", "bob\ud800", "x".repeat(100_000)];

describe("a text that would be more than one", () => {
  test.each(queryArguments)("is none as $name", async (argument) => {
    for (const viewer of [ada, gateway])
      for (const answer of await answers(viewer, argument, [...QUOTES, ...UNHEARD_OF])) {
        const codes = answer.errors?.map(({ extensions }) => extensions["code"]) ?? [];
        for (const code of codes) expect(code).toMatch(/^(BAD_USER_INPUT|FORBIDDEN)$/);
        expect(codes.length > 0 || isNothing(answer), JSON.stringify(answer)).toBe(true);
      }
  });

  test.each(QUOTES)("is nobody else as whom a token names: %j", async (sub) => {
    const question = "{ viewer { user { id } } users { totalCount } sleeps { totalCount } }";
    expect(await read(await gateway.as(sub), question)).toEqual({
      viewer: { user: null },
      users: { totalCount: 0 },
      sleeps: { totalCount: 0 },
    });
  });

  test.each(["referenceIds", "providers"])(
    "opens no key that is narrowed to it, as %s",
    async (narrowedBy) => {
      const made = await createKey(gateway, { name: QUOTES.join(" ").slice(0, 200), [narrowedBy]: QUOTES });
      const target = asHolderOf(made, gateway);
      expect(await read(target, "{ users { totalCount } connections { totalCount } }")).toEqual({
        users: { totalCount: 0 },
        connections: { totalCount: 0 },
      });
      await revokeKey(gateway, made);
    },
  );

  test("made of a study another's is another study", async () => {
    const seen = new Set<string>();
    const studies = ["s", "S", "s\u0301", "\u015b", "cursors of study:s", "s'"];
    for (const study of studies) {
      const { users } = await read<{ users: { nodes: { referenceId: string }[] } }>(
        await holder({ study }, ["ANALYSE"]),
        "{ users { nodes { referenceId } } }",
      );
      for (const { referenceId } of users.nodes) seen.add(referenceId);
    }
    expect(seen.size).toBe(2 * studies.length);
  });
});

test("one letter written in two ways names two people", async () => {
  const written = ["ren\u00e9", "rene\u0301"];
  for (const [i, of] of written.entries()) await gateway.sendNight({ of, account: `account-rene-${i}` });
  for (const of of written) {
    const { users } = await read<{ users: unknown }>(
      await gateway.as(of),
      "{ users { nodes { referenceId } } }",
    );
    expect(users).toEqual({ nodes: [{ referenceId: of }] });
  }
});

test("a name as long as a token may hold is a person like any other", async () => {
  const of = "bob".repeat(3_000);
  await gateway.sendNight({ of, account: "account-long" });
  const { users } = await read<{ users: unknown }>(
    await gateway.as(of),
    "{ users { nodes { referenceId } } }",
  );
  expect(users).toEqual({ nodes: [{ referenceId: of }] });
});

describe.each(transports)("over $name", ({ run, send }) => {
  test("an analyst is told no word that names a person, a place or a device", async () => {
    const person = { user_id: "account-eve", provider: "GARMIN", reference_id: "planted-eve" };
    const planted = {
      first_name: "planted",
      last_name: "planted",
      email: "planted@mail.example",
      city: "planted",
    };
    await deliver(gateway, { type: "athlete", user: person, athlete: planted });
    const asked = `{
      athletes { nodes { firstName lastName email city user { referenceId } connection { terraUserId history { nodes { details } } } } }
      users { nodes { id referenceId connections { id terraUserId } } }
      sleeps { nodes { id summaryId user { referenceId } } }
    }`;
    const { data, errors } = await run(analyst, asked);
    expect(errors).toBeUndefined();
    // Whole names, since a pseudonym may have one of three letters within it by chance.
    expect(JSON.stringify(data)).not.toMatch(/planted|"bob"|"ada"|account-/);
    expect(JSON.stringify((await run(gateway, asked)).data)).toMatch(/planted/);
  });

  test("members that every object has do nothing as variables, in a request or in its extensions", async () => {
    const query = "query ($of: [String!]) { users(referenceIds: $of) { totalCount } }";
    for (const name of ["__proto__", "constructor", "prototype"]) {
      const inner = JSON.parse(`{"${name}": {"of": ["bob"], "viewer": {"kind": "ADMIN"}, "kind": "ADMIN"}}`);
      const answer = await send(ada, { query, variables: { of: [], ...inner }, extensions: inner }).catch(
        String,
      );
      expect(JSON.stringify(answer)).not.toContain('"totalCount":1');
    }
    expect(({} as Record<string, unknown>)["viewer"]).toBeUndefined();
    expect(await run(ada, "{ viewer { kind } }")).toEqual({ data: { viewer: { kind: "USER" } } });
  });

  test("who one is is said by the key alone, and by nothing in the request", async () => {
    const request = {
      query: "{ viewer { kind } }",
      authorization: `Bearer ${gateway.adminKey}`,
      extensions: { authorization: `Bearer ${gateway.adminKey}`, viewer: { kind: "ADMIN" } },
      variables: { viewer: { kind: "ADMIN" } },
    };
    expect(await send(ada, request)).toEqual({ data: { viewer: { kind: "USER" } } });
  });

  test("texts that hold up a regular expression are answered at once", async () => {
    const long = 100_000;
    const startedAt = performance.now();
    for (const text of ["1", " ", "2026-01-01T", "0.", "+00:00", "=", "A", "-"].map((part) =>
      part.repeat(long / part.length),
    )) {
      await run(ada, "query ($at: DateTime) { sleeps(time: { from: $at }) { totalCount } }", { at: text });
      await run(ada, "query ($on: Date) { sleeps(days: { from: $on }) { totalCount } }", { on: text });
      await run(ada, "query ($a: String) { sleeps(after: $a) { totalCount } }", { a: text });
      await run(ada, "query ($id: ID!) { healthRecord(id: $id) { id } }", { id: text });
    }
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

test("variables nested hundreds of thousands deep are the client's mistake, over HTTP and WebSocket", async () => {
  const query = "query ($of: [String!]) { users(referenceIds: $of) { totalCount } }";
  const depth = 250_000;
  const payload = `{"query":"${query}","variables":{"of":${"[".repeat(depth)}${"]".repeat(depth)}}}`;
  const response = await fetch(`${gateway.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ada.adminKey}` },
    body: payload,
  });
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
  using client = await connect(ada);
  client.socket.send(`{"id":"1","type":"subscribe","payload":${payload}}`);
  expect((await client.next()).payload).toMatchObject({
    errors: [{ extensions: { code: "BAD_USER_INPUT" } }],
  });
});

test("a key that is nearly right is told no more than any other", async () => {
  const { key } = await createKey(gateway);
  const flipped = `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`;
  const unknown = [
    flipped,
    `trk_${"A".repeat(43)}`,
    `${gateway.adminKey}x`,
    gateway.adminKey.slice(0, -1),
    "x",
  ];
  const told = await Promise.all(
    unknown.map((one) => ask({ url: gateway.url, adminKey: one }, "{ viewer { kind } }")),
  );
  expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(told[0]).toMatchObject({ status: 401 });
});

test("a key in a cookie, a form, or a header of another name lets nobody in", async () => {
  const bearer = `Bearer ${gateway.adminKey}`;
  for (const headers of [
    { cookie: `authorization=${bearer}; key=${gateway.adminKey}` },
    { "proxy-authorization": bearer },
    { "x-authorization": bearer },
    { "x-api-key": gateway.adminKey },
    { authorization: `Basic ${Buffer.from(`admin:${gateway.adminKey}`).toString("base64")}` },
    { authorization: gateway.adminKey },
    { authorization: `${(await gateway.as("ada")).adminKey}, ${bearer}` },
  ]) {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers } as Record<string, string>,
      body: '{"query":"{ viewer { kind } }"}',
    });
    expect(response.status, JSON.stringify(headers)).toBe(401);
  }
});

test("a line break in an address makes no header of an answer", async () => {
  const injected = "%0d%0ax-injected:%201%0d%0a%0d%0a";
  for (const [path, headers] of [
    [`/graphql?ticket=${injected}`, {}],
    [`/graphql${injected}`, { connection: "Upgrade", upgrade: "websocket" }],
    [`/graphql?query=${injected}`, { origin: `https://a.example${injected}` }],
  ] as const) {
    const { promise, resolve, reject } = Promise.withResolvers<string[]>();
    request(new URL(path, gateway.url), { headers }, (response) => {
      response.resume();
      resolve(response.rawHeaders);
    })
      .on("error", reject)
      .end();
    expect((await promise).map((name) => name.toLowerCase())).not.toContain("x-injected");
  }
});

test("answers are for nobody's disk", async () => {
  const response = await fetch(`${gateway.url}/graphql?query={viewer{kind}}`, {
    headers: { "apollo-require-preflight": "1", authorization: `Bearer ${ada.adminKey}` },
  });
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
});

test("who has come in on a socket is nobody else by coming in again", async () => {
  using client = await connect(ada);
  client.send({ type: "connection_init", payload: { authorization: `Bearer ${gateway.adminKey}` } });
  client.send({ type: "subscribe", id: "1", payload: { query: "{ viewer { kind } }" } });
  expect(await client.closed).toMatchObject({ code: 4429 });
});

test("an id of an operation is told in a close as far as it fits, whatever is in it", async () => {
  using client = await connect(ada);
  const operation = { id: "\u00e9".repeat(100), type: "subscribe" };
  const payload = { query: "subscription { dataEvents { cursor } }" };
  client.send({ ...operation, payload });
  client.send({ ...operation, payload });
  const { code, reason } = await client.closed;
  expect(code).toBe(4409);
  expect(reason).toMatch(/^Subscriber for \u00e9+$/);
});

test("tickets make nobody ask more often", async () => {
  await using slow = await openTwoPeople({ requestsPerMinutePerKey: 3 });
  const slowAda = await slow.as("ada");
  type Created = { createTicket: { ticket: string } };
  const { createTicket } = await read<Created>(slowAda, "mutation { createTicket { ticket } }");
  using client = await openSocket(slow.url, { search: `?ticket=${createTicket.ticket}` });
  client.send({ type: "connection_init" });
  await client.next();
  for (const id of ["1", "2", "3"])
    client.send({ id, type: "subscribe", payload: { query: "{ viewer { kind } }" } });
  const told: string[] = [];
  for (let i = 0; i < 5; i += 1) told.push((await client.next()).type);
  expect(told.toSorted()).toEqual(["complete", "complete", "error", "next", "next"]);
});

test("of hundreds who ask at once, some of whom go away or fail, nobody gets what is another's", async () => {
  const narrowed = await holder({ providers: ["WHOOP"] }, ["READ"]);
  const slow = "{ sleeps(first: 10000) { nodes { user { referenceId } series { name } } } }";
  const fails =
    'query ($of: DateTime) { sleeps(time: { from: $of, to: "2000-01-01T00:00:00Z" }) { totalCount } }';
  const whose = "{ users(first: 1000) { nodes { referenceId } } sleeps { nodes { user { referenceId } } } }";
  const seenBy = (as: Target) => async () => {
    const { data } = await ask<{ users: { nodes: { referenceId: string }[] } }>(as, whose);
    return new Set(JSON.stringify(data).match(/(?<="referenceId":")[^"]+/g));
  };
  const leave = async (as: Target, afterMs: number) => {
    const signal = AbortSignal.timeout(afterMs);
    const headers = { "content-type": "application/json", authorization: `Bearer ${as.adminKey}` };
    const body = JSON.stringify({ query: slow });
    await fetch(`${as.url}/graphql`, { method: "POST", headers, body, signal }).catch(() => {});
  };
  const rounds = Array.from({ length: 60 }, async (_, i) => {
    const [asAda, asBob, asNobody] = await Promise.all([
      seenBy(ada)(),
      seenBy(bob)(),
      seenBy(narrowed)(),
      seenBy(gateway)(),
      seenBy(analyst)(),
      leave(gateway, 1 + (i % 20)),
      leave(bob, 1 + ((i * 7) % 20)),
      ask(gateway, fails, { of: "2026-01-01T00:00:00Z" }),
    ]);
    expect([...asAda]).toEqual(["ada"]);
    expect([...asBob]).toEqual(["bob"]);
    expect([...asNobody]).toEqual([]);
  });
  await Promise.all(rounds);
});

test("the ticket of a key opens nothing once the key is revoked, or is another", async () => {
  const ticketOf = async (target: Target) => {
    type Created = { createTicket: { ticket: string } };
    return (await read<Created>(target, "mutation { createTicket { ticket } }")).createTicket.ticket;
  };
  const revoked = await createKey(gateway);
  const narrowed = await createKey(gateway);
  const tickets = await Promise.all([revoked, narrowed].map((made) => ticketOf(asHolderOf(made, gateway))));
  await revokeKey(gateway, revoked);
  const narrow = 'mutation ($id: ID!) { updateApiKey(id: $id, referenceIds: ["ada"]) { id } }';
  await read(gateway, narrow, { id: narrowed.id });
  for (const ticket of tickets) {
    using client = await openSocket(gateway.url, { search: `?ticket=${ticket}` });
    client.send({ type: "connection_init" });
    expect(await client.closed).toMatchObject({
      code: 4403,
      reason: expect.stringMatching(/^UNAUTHENTICATED/),
    });
  }
});

describe("a subscription", () => {
  let account = 0;
  /** Of ada's at first. */
  let moving: string;
  beforeEach(async () => {
    account += 1;
    moving = `account-moving-${account}`;
    await gateway.sendNight({ of: "ada", account: moving, provider: "GARMIN", id: `moving-${account}` });
  });

  async function subscribed(as: Target, given = ""): Promise<SocketClient> {
    const client = await connect(as);
    const query = `subscription { dataEvents${given} { __typename cursor ... on RecordSaved {
      record { user { referenceId } ... on Sleep { restingHeartRateBpm } } } } }`;
    client.send({ type: "subscribe", id: "1", payload: { query } });
    await sleep(200);
    return client;
  }

  async function heard(client: SocketClient): Promise<string> {
    const messages: unknown[] = [];
    client.socket.on("message", (data) => messages.push(JSON.parse(String(data))));
    await sleep(700);
    return JSON.stringify(messages);
  }

  test("to another's data hears nothing of it, from START too", async () => {
    for (const given of [
      `(userIds: ["${bobs.user}"])`,
      `(userIds: ["${bobs.user}"], after: "START")`,
      '(after: "START")',
    ]) {
      using client = await subscribed(ada, given);
      using knowing = await subscribed(analyst, given);
      const [hearing, byAnalyst] = [heard(client), heard(knowing)];
      await gateway.sendNight({ of: "bob", restingBpm: BOBS_BPM, id: `another-${account}` });
      await gateway.sendNight({ of: "ada", id: `own-${account}` });
      expect(await hearing).not.toMatch(/bob|47\.625/);
      expect((await hearing).includes("ada")).toBe(!given.includes("userIds"));
      if (given.includes("userIds")) expect(await byAnalyst).toBe("[]");
      account += 1;
    }
  });

  test("that was opened before the key was revoked brings nothing after it", async () => {
    const made = await createKey(gateway);
    using client = await subscribed(asHolderOf(made, gateway));
    const hearing = heard(client);
    await revokeKey(gateway, made);
    await gateway.sendNight({ of: "bob", restingBpm: BOBS_BPM, id: `after-${account}` });
    expect(await hearing).not.toMatch(/47\.625/);
    expect(await client.closed).toMatchObject({ code: 4410 });
  });

  test("hears no more of an account that went to somebody else", async () => {
    using client = await subscribed(ada);
    const hearing = heard(client);
    await gateway.sendNight({
      of: "bob",
      account: moving,
      provider: "GARMIN",
      id: "x",
      restingBpm: BOBS_BPM,
    });
    await gateway.sendNight({
      of: "bob",
      account: moving,
      provider: "GARMIN",
      id: "y",
      restingBpm: BOBS_BPM,
    });
    expect(await hearing).not.toMatch(/bob|47\.625/);
  });
});

test("who has an account that was somebody else's is not told whose", async () => {
  for (const of of ["mallory", "carol"]) {
    const account = { user_id: "account-passed-on", provider: "GARMIN", reference_id: of };
    await deliver(gateway, { type: "auth", status: "success", user: account });
  }
  const asked = "{ connections { nodes { history { nodes { kind terraUserId details } } } } }";
  const { data } = await ask(await gateway.as("carol"), asked);
  expect(JSON.stringify(data)).toContain("reference_change");
  expect(JSON.stringify(data)).not.toContain("mallory");
  expect(JSON.stringify((await ask(gateway, asked)).data)).toContain("mallory");
});

test("a key of one provider is not told of what failed at another", async () => {
  const user = { user_id: "account-tried", provider: "FITBIT", reference_id: "ada" };
  await deliver(gateway, { type: "auth", status: "error", message: "planted words", user });
  const asked = "{ users { nodes { history { totalCount nodes { details } } } } }";
  expect(JSON.stringify(await read(await holder({ providers: ["OURA"] }, ["READ"]), asked))).not.toContain(
    "planted",
  );
  expect(JSON.stringify(await read(ada, asked))).toContain("planted");
});

describe("requests of any shape", () => {
  const texts = ["{ viewer { kind } }", "{ users { nodes { referenceId } } }", "A", "__proto__"];
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(...texts, [], {}, 1, true, null));
  const textIn = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const anyRequest = fc.record(
    {
      query: anything,
      variables: anything,
      operationName: anything,
      extensions: anything,
      documentId: anything,
    },
    { requiredKeys: [] },
  );

  test.each(["/graphql", "/graphql/stream"])(
    "are answered or refused at %s, and nothing fails inside",
    async (path) => {
      await fc.assert(
        fc.asyncProperty(anyRequest, async (given) => {
          const response = await fetch(`${gateway.url}${path}`, {
            method: "POST",
            headers: { "content-type": "application/json", authorization: `Bearer ${ada.adminKey}` },
            body: JSON.stringify(given),
          });
          expect([200, 400]).toContain(response.status);
          expect(await response.text()).not.toMatch(/"bob"|INTERNAL/);
        }),
        { numRuns: 200 },
      );
    },
  );

  test("are answered or refused in the address of an event stream, and nothing fails inside", async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, async (given) => {
        const parts = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, textIn(value)]));
        const response = await fetch(`${gateway.url}/graphql/stream?${new URLSearchParams(parts)}`, {
          headers: { authorization: `Bearer ${ada.adminKey}` },
        });
        expect([200, 400]).toContain(response.status);
        expect(await response.text()).not.toMatch(/"bob"|INTERNAL/);
      }),
      { numRuns: 200 },
    );
  });

  test("are answered or refused over WebSocket, and nothing fails inside", async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, anything, async (payload, id) => {
        using client = await connect(ada);
        client.socket.send(JSON.stringify({ type: "subscribe", id, payload }));
        const answer = JSON.stringify(await client.next().catch(String));
        expect(answer).toMatch(/"type":"(next|error)"|: 4400 /);
        expect(answer).not.toMatch(/"bob"|INTERNAL/);
      }),
      { numRuns: 100 },
    );
  });

  test("introduce nobody", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, fc.record({ authorization: anything })), async (payload) => {
        using client = await openSocket(gateway.url);
        client.socket.send(JSON.stringify({ type: "connection_init", payload }));
        expect((await client.closed).code).toBeOneOf([4400, 4403]);
      }),
      { numRuns: 50 },
    );
  });
});

test("the numbers for machines say nothing of anybody", async () => {
  await ask(ada, "query bob_planted { viewer { kind } }");
  const told = await (await fetch(`${gateway.url}/metrics`)).text();
  expect(told).not.toMatch(new RegExp(`${BOBS_REFERENCE}|account-bob|night-bob|trk_|referenceId`));
});

test("after all this, what is stored is what was sent, and nothing went wrong inside", async () => {
  const { sleeps } = await read<{ sleeps: { nodes: unknown[] } }>(
    bob,
    '{ sleeps(providers: ["OURA"]) { nodes { restingHeartRateBpm } } }',
  );
  expect(sleeps.nodes).toContainEqual({ restingHeartRateBpm: BOBS_BPM });
  expect(gateway.logs.filter(({ level }) => level === "error")).toEqual([]);
});
