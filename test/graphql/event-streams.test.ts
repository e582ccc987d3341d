/** GraphQL over server-sent events: what is said on a stream, who may open one, and how each ends. */
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "graphql-sse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Config } from "../../src/settings.ts";
import { day, tell } from "../connections/terra-life.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { metricOf } from "../metric-of.ts";
import { until } from "../until.ts";
import { keyedAccess } from "./keyed-access.ts";
import { made, PlantedResolver, SECRET } from "./planted-resolver.ts";
import { openTestReadDoor, type TestReadDoor } from "./read-door.ts";
import { connect } from "./socket-client.ts";
import { openEvents, type StreamAsked, type StreamClient } from "./stream-client.ts";
import type { Failure } from "./transports.ts";

const VIEWER = "{ viewer { kind } }";
const EVENTS = "subscription { dataEvents { cursor } }";

let door: TestReadDoor;

beforeAll(async () => {
  door = await openTestReadDoor({}, [PlantedResolver]);
});
afterAll(() => door[Symbol.asyncDispose]());

const keyOf = ({ adminKey }: { adminKey: string }) => ({ authorization: `Bearer ${adminKey}` });
const events = (query: string, at: TestGateway = door, more: StreamAsked = {}) =>
  openEvents(at.url, { operation: { query }, headers: keyOf(at), ...more });
const inAddress = (parts: Record<string, string>) => `?${new URLSearchParams(parts)}`;

/** What came, to the end. */
async function heard(client: StreamClient) {
  expect(await client.closed).toBe("ended");
  return client.events;
}

const isQuiet = async (at: { url: string }) =>
  (await metricOf(at, "terrarium_event_streams")) === 0 &&
  (await metricOf(at, "terrarium_subscriptions")) === 0;

describe("an answer", () => {
  const answered = [
    { event: "next", data: { data: { viewer: { kind: "ADMIN" } } } },
    { event: "complete", data: null },
  ];

  test("is one result and the end, with headers that keep it from disks and from being gathered", async () => {
    using client = await events(VIEWER);
    expect(await heard(client)).toEqual(answered);
    expect(client.status).toBe(200);
    expect(client.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
  });

  test("comes by GET too, with all that an operation has in the address", async () => {
    const search = inAddress({
      query: "query No { fails } query Yes($id: ID) { user(id: $id) { id } }",
      operationName: "Yes",
      variables: JSON.stringify({ id: "11111111-1111-4111-8111-111111111111" }),
      extensions: "{}",
    });
    using client = await openEvents(door.url, { search, headers: keyOf(door) });
    expect((await heard(client))[0]).toEqual({ event: "next", data: { data: { user: null } } });
  });

  test("is an error where the document is wrong, since a page cannot read what is refused by its status", async () => {
    for (const query of ["{", "{ nothing }", "query A { viewer { kind } } query B { viewer { kind } }"]) {
      using client = await events(query);
      const [first, last] = await heard(client);
      expect(first).toMatchObject({
        event: "next",
        data: { errors: [{ extensions: { code: "BAD_USER_INPUT" } }] },
      });
      expect(last).toEqual({ event: "complete", data: null });
    }
  });

  test("tells nothing of what went wrong inside, in a query, in an event or before the first", async () => {
    for (const [query, results] of [
      ["{ fails }", 1],
      ["subscription { tick }", 3],
      ["subscription { refusedTick }", 2],
    ] as const) {
      using client = await events(query);
      const all = await heard(client);
      expect(all).toHaveLength(results + 1);
      expect(JSON.stringify(all)).not.toContain(SECRET);
      expect(JSON.stringify(all)).toContain("Something went wrong here. The log knows it as");
    }
  });
});

describe("a mutation", () => {
  const query = "mutation { createTicket { ticket } }";

  test("is run by POST", async () => {
    using client = await events(query);
    const [first] = await heard(client);
    expect(first).toMatchObject({ data: { data: { createTicket: { ticket: expect.any(String) } } } });
  });

  test("is not run by GET, which pages of other sites can make a browser send", async () => {
    using client = await openEvents(door.url, { search: inAddress({ query }), headers: keyOf(door) });
    const [first] = await heard(client);
    expect(first?.data).toEqual({
      errors: [
        {
          message: "A mutation is sent by POST, not by GET.",
          extensions: { code: "BAD_USER_INPUT" },
        },
      ],
    });
  });
});

describe("what is refused before there is a stream", () => {
  const refusalOf = async (init: RequestInit & { search?: string }) => {
    const headers = { ...keyOf(door), "content-type": "application/json" };
    const response = await fetch(`${door.url}/graphql/stream${init.search ?? ""}`, {
      method: "POST",
      headers,
      ...init,
    });
    const { errors } = (await response.json()) as { errors: Failure[] };
    return [response.status, errors[0]?.extensions["code"], errors[0]?.message];
  };

  test.each<[string, RequestInit & { search?: string }, number, string, RegExp]>([
    [
      "no key",
      { headers: { "content-type": "application/json" }, body: "{}" },
      401,
      "UNAUTHENTICATED",
      /A key/,
    ],
    ["no JSON", { body: "{" }, 400, "BAD_USER_INPUT", /JSON object with a query/],
    ["no body", { body: "null" }, 400, "BAD_USER_INPUT", /JSON object with a query/],
    ["a list", { body: "[]" }, 400, "BAD_USER_INPUT", /Send each by itself/],
    [
      "a query that is no text",
      { body: '{"query": 1}' },
      400,
      "BAD_USER_INPUT",
      /The request's query is wrong/,
    ],
    [
      "variables that are a list",
      { body: '{"query": "{ viewer { kind } }", "variables": []}' },
      400,
      "BAD_USER_INPUT",
      /The request's variables is wrong/,
    ],
    [
      "variables in the address that are no JSON",
      { method: "GET", search: "?query={viewer{kind}}&variables={" },
      400,
      "BAD_USER_INPUT",
      /The request's variables is wrong/,
    ],
    [
      "too much",
      { body: `{"query": "${" ".repeat(1024 * 1024)}"}` },
      413,
      "QUERY_TOO_COMPLEX",
      /1048576 bytes/,
    ],
    [
      "a stream for several operations",
      { method: "PUT", body: "{}" },
      400,
      "BAD_USER_INPUT",
      /a stream of its own here \(distinct connections mode\)/,
    ],
  ])("%s", async (_name, init, status, code, message) => {
    expect(await refusalOf(init)).toEqual([status, code, expect.stringMatching(message)]);
    expect(await isQuiet(door)).toBe(true);
  });

  test("what any site's page may send unasked", async () => {
    const headers = { ...keyOf(door), "content-type": "text/plain" };
    expect(await refusalOf({ headers, body: JSON.stringify({ query: VIEWER }) })).toEqual([
      415,
      "BAD_USER_INPUT",
      expect.stringContaining("application/json"),
    ]);
  });

  test("a HEAD, which could not read what it opened", async () => {
    const search = inAddress({ query: EVENTS });
    using client = await openEvents(door.url, { method: "HEAD", search, headers: keyOf(door) });
    expect(client.status).toBe(404);
    expect(await isQuiet(door)).toBe(true);
  });
});

describe("a subscription", () => {
  test("hears what comes from the moment on that its head came, and goes on behind a cursor", async () => {
    await using gateway = await openTestGateway();
    using first = await events(EVENTS, gateway);
    await tell(gateway, [day("stream-a", 1)]);
    await until(() => first.events.length === 2);
    const [{ data } = { data: null }] = first.events;
    const { cursor } = (data as { data: { dataEvents: { cursor: string } } }).data.dataEvents;
    first[Symbol.dispose]();
    using second = await openEvents(gateway.url, {
      headers: keyOf(gateway),
      search: inAddress({
        query: "subscription ($after: String) { dataEvents(after: $after) { cursor } }",
        variables: JSON.stringify({ after: cursor }),
      }),
    });
    await until(() => second.events.length === 1);
    expect(second.events).toEqual(first.events.slice(1));
  });

  test("is no more when its client has gone, nor is its place", async () => {
    using client = await events(EVENTS);
    await until(async () => (await metricOf(door, "terrarium_event_streams")) === 1);
    expect(await metricOf(door, "terrarium_subscriptions")).toBe(1);
    client[Symbol.dispose]();
    await until(() => isQuiet(door));
  });

  test("waits for a client that reads slowly, and does not gather what it has not read", async () => {
    using client = await events("subscription { flood }");
    await until(() => client.events.length > 0);
    client.pause();
    await sleep(300);
    const before = made.events;
    // What the two ends' lines hold is theirs.
    expect(before).toBeLessThan(300);
    await sleep(200);
    expect(made.events).toBe(before);
    client.resume();
    expect(await heard(client)).toHaveLength(1_001);
  });

  test("is broken off when the gateway closes, at once and without an end, so that its client comes again", async () => {
    const gateway = await openTestGateway();
    using client = await events(EVENTS, gateway);
    const started = performance.now();
    await gateway[Symbol.asyncDispose]();
    expect(performance.now() - started).toBeLessThan(2_500);
    expect(await client.closed).toBe("broken");
    expect(client.events).toEqual([]);
  });
});

describe("where nothing happens", () => {
  let impatient: TestReadDoor;
  beforeAll(async () => {
    impatient = await openTestReadDoor({}, [PlantedResolver], { pingMs: 100 });
  });
  afterAll(() => impatient[Symbol.asyncDispose]());

  test("whoever reads is kept, by something now and then for the proxies between", async () => {
    using client = await events(EVENTS, impatient);
    using socket = await connect(impatient);
    await sleep(700);
    expect(client.pings()).toBeGreaterThan(4);
    expect(await metricOf(impatient, "terrarium_event_streams")).toBe(1);
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    await using writer = await openTestGateway({ databaseUrl: impatient.databaseUrl });
    await tell(writer, [day("idle-a", 1)]);
    await until(() => client.events.length === 2);
  });

  test("a query that takes its time is waited for", async () => {
    using client = await events("{ lingers(seconds: 0.6) }", impatient);
    expect(await heard(client)).toMatchObject([{ data: { data: { lingers: 0.6 } } }, { event: "complete" }]);
    expect(client.pings()).toBeGreaterThan(3);
  });

  test("whoever reads nothing is given up, and what was made for them is left", async () => {
    using client = await events("subscription { flood }", impatient);
    using socket = await connect(impatient);
    client.pause();
    socket.socket.pause();
    await until(() => isQuiet(impatient));
    await until(async () => (await metricOf(impatient, "terrarium_sockets")) === 0);
    client.resume();
    expect(await client.closed).toBe("broken");
  });
});

test("graphql-sse goes on over a gateway that comes again", async () => {
  const first = await openTestGateway();
  const { port } = new URL(first.url);
  await tell(first, [day("again-a", 1)]);
  let connections = 0;
  const client = createClient({
    url: `${first.url}/graphql/stream`,
    headers: keyOf(first),
    retryAttempts: 100,
    retry: () => sleep(20),
    on: { connected: () => void connections++ },
  });
  const results: unknown[] = [];
  const query = 'subscription { dataEvents(after: "START") { __typename } }';
  const leave = client.subscribe(
    { query },
    { next: (result) => void results.push(result), error: () => {}, complete: () => {} },
  );
  await until(() => results.length === 2);
  await first[Symbol.asyncDispose]();
  await using second = await openTestGateway({ port: Number(port), adminKey: first.adminKey });
  await tell(second, [day("again-b", 1)]);
  await until(() => results.length === 4);
  expect(connections).toBe(2);
  leave();
  await until(() => isQuiet(second));
});

describe("how many there may be, sockets counted with them", () => {
  const open = (overrides: Partial<Config>) =>
    openTestReadDoor(overrides, [PlantedResolver], { access: keyedAccess() });
  const as = (at: TestReadDoor, key: string, query = EVENTS) =>
    openEvents(at.url, { operation: { query }, headers: { authorization: `Bearer ${key}` } });

  test("in all", async () => {
    await using strict = await open({ maxSockets: 2 });
    using _one = await as(strict, "tka_a");
    using two = await as(strict, "tka_b");
    using refused = await as(strict, "tka_c");
    expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "5"]);
    two[Symbol.dispose]();
    await until(async () => (await metricOf(strict, "terrarium_event_streams")) === 1);
    using again = await as(strict, "tka_c");
    expect(again.status).toBe(200);
  });

  test("of one key", async () => {
    await using strict = await open({ maxSocketsPerKey: 1 });
    using _one = await as(strict, "tka_a");
    using refused = await as(strict, "tka_a");
    expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "5"]);
    using other = await as(strict, "tka_b");
    expect(other.status).toBe(200);
  });

  test("subscriptions of one key", async () => {
    await using strict = await open({ maxSubscriptionsPerKey: 1 });
    using _one = await as(strict, "tka_a");
    using refused = await as(strict, "tka_a");
    expect((await heard(refused))[0]?.data).toMatchObject({
      errors: [
        {
          extensions: { code: "RATE_LIMITED" },
          message: "A key may have 1 subscriptions at once: close some.",
        },
      ],
    });
  });

  test("none for whoever has gone before their key was looked at", async () => {
    const keyed = keyedAccess();
    const viewerOf: typeof keyed.viewerOf = async (credentials) => {
      await sleep(100);
      return await keyed.viewerOf(credentials);
    };
    await using slow = await openTestReadDoor({ maxSockets: 1 }, [], { access: { ...keyed, viewerOf } });
    const gone = fetch(`${slow.url}/graphql/stream`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer tka_a" },
      body: JSON.stringify({ query: EVENTS }),
      signal: AbortSignal.timeout(50),
    });
    await expect(gone).rejects.toThrow("aborted");
    await until(() => keyed.looked === 1);
    await sleep(50);
    expect(await isQuiet(slow)).toBe(true);
    using next = await as(slow, "tka_a");
    expect(next.status).toBe(200);
  });

  test("whatever way they end, their places are free again, once", async () => {
    const most = 6;
    const limits = { maxSocketsPerKey: most, maxSubscriptions: most, maxSubscriptionsPerKey: most };
    await using strict = await open({ maxSockets: most, ...limits });
    const ways: [string, (client: StreamClient) => unknown][] = [
      [EVENTS, (client) => client[Symbol.dispose]()],
      [EVENTS, () => sleep(5)],
      ["subscription { tick }", () => sleep(5)],
      ["subscription { tick }", (client) => client.closed],
      ["subscription { refusedTick }", (client) => client.closed],
      ['subscription { dataEvents(after: "nonsense") { cursor } }', (client) => client.closed],
      [VIEWER, (client) => client.closed],
      ["{ lingers(seconds: 1) }", () => sleep(5)],
      ["{", (client) => client.closed],
      [
        "subscription { flood }",
        (client) => {
          client.pause();
          return sleep(20);
        },
      ],
    ];
    for (let round = 0; round < 4; round++) {
      await Promise.all(
        Array.from({ length: most * 3 }, async (_, n) => {
          const [query, end] = ways[(n + round) % ways.length] ?? [VIEWER, () => {}];
          using client = await as(strict, n % 7 === 6 ? "wrong" : "tka_a", query);
          if (client.status === 200) await end(client);
        }),
      );
      await until(() => isQuiet(strict));
    }
    const clients: StreamClient[] = [];
    for (let n = 0; n < most; n++) clients.push(await as(strict, "tka_a"));
    expect(clients.map(({ status }) => status)).toEqual(Array(most).fill(200));
    using refused = await as(strict, "tka_a");
    expect(refused.status).toBe(503);
    for (const client of clients) client[Symbol.dispose]();
  }, 60_000);
});
