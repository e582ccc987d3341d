/** Which sockets are taken, and how many of them and of their subscriptions there may be at once. */
import { request } from "node:http";
import { connect as connectTcp, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Config } from "../../src/settings.ts";
import { metricOf } from "../metric-of.ts";
import { until } from "../until.ts";
import { keyedAccess } from "./keyed-access.ts";
import { PlantedResolver } from "./planted-resolver.ts";
import { openTestReadDoor, type TestReadDoor } from "./read-door.ts";
import { connect, type Message, openSocket, type SocketClient } from "./socket-client.ts";

type Refusal = { status: number; headers: Record<string, unknown>; body: string };

function open(overrides: Partial<Config> = {}, access = keyedAccess()): Promise<TestReadDoor> {
  return openTestReadDoor(overrides, [PlantedResolver], { access });
}

const as = ({ url }: TestReadDoor, adminKey: string) => ({ url, adminKey });

/** The answer to a request for a socket that was not taken. */
function refusalOf(url: string, headers: Record<string, string> = {}, path = "/graphql"): Promise<Refusal> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, url), {
      agent: false,
      headers: {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        "sec-websocket-protocol": "graphql-transport-ws",
        ...headers,
      },
    });
    asked.once("error", reject);
    asked.once("upgrade", (_response, socket) => {
      socket.destroy();
      reject(new Error("The socket was taken."));
    });
    asked.once("response", async (response) => {
      let body = "";
      for await (const part of response) body += String(part);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
    });
    asked.end();
  });
}

const events = { query: "subscription { dataEvents { cursor } }" };

/** Whether one more subscription runs; the next answer then is that of a query behind it. */
async function subscribes(client: SocketClient, id: string): Promise<Message | null> {
  client.send({ type: "subscribe", id, payload: events });
  client.send({ type: "subscribe", id: `${id} behind`, payload: { query: "{ viewer { kind } }" } });
  for (let refusal: Message | null = null; ; ) {
    const message = await client.next();
    if (message.id === id) refusal = message;
    if (message.id === `${id} behind` && message.type === "complete") return refusal;
  }
}

describe("whose pages may open sockets", () => {
  const taken = async (door: TestReadDoor, headers: Record<string, string>) => {
    using client = await openSocket(door.url, { headers });
    return client.socket.readyState === client.socket.OPEN;
  };

  test("our own and clients that are no browsers, where no others are set", async () => {
    await using door = await open();
    const own = new URL(door.url).host;
    expect(await taken(door, {})).toBe(true);
    expect(await taken(door, { origin: `http://${own}` })).toBe(true);
    expect(await taken(door, { origin: `https://${own}` })).toBe(true);
    for (const origin of [
      "http://localhost:3000",
      "https://evil.example",
      "null",
      "",
      `http://${own}.evil.example`,
      `app://${own}`,
    ]) {
      const { status, body } = await refusalOf(door.url, { origin });
      expect([status, JSON.parse(body)], origin).toMatchObject([
        403,
        { errors: [{ extensions: { code: "FORBIDDEN" } }] },
      ]);
    }
  });

  test("the refusal says what to set", async () => {
    await using door = await open();
    const { body } = await refusalOf(door.url, { origin: "http://localhost:3000" });
    expect(body).toContain("Pages of http://localhost:3000 may open no sockets here: TERRARIUM_CORS_ORIGINS");
  });

  test("those that are set beside our own, and no others", async () => {
    await using door = await open({ corsOrigins: ["http://localhost:3000", "capacitor://localhost"] });
    expect(await taken(door, { origin: "http://localhost:3000" })).toBe(true);
    expect(await taken(door, { origin: "capacitor://localhost" })).toBe(true);
    expect(await taken(door, { origin: door.url })).toBe(true);
    expect(await taken(door, {})).toBe(true);
    expect((await refusalOf(door.url, { origin: "http://localhost:3001" })).status).toBe(403);
  });

  test("everybody's by a star", async () => {
    await using door = await open({ corsOrigins: ["*"] });
    expect(await taken(door, { origin: "https://evil.example" })).toBe(true);
    expect(await taken(door, { origin: "null" })).toBe(true);
  });

  test("our own host is what a proxy says that is believed, and only such a one", async () => {
    const headers = { origin: "https://api.app.example", "x-forwarded-host": "api.app.example" };
    await using behind = await open({ trustProxy: 1 });
    expect(await taken(behind, headers)).toBe(true);
    await using open_ = await open();
    expect((await refusalOf(open_.url, headers)).status).toBe(403);
  });
});

describe("what is not taken", () => {
  const protection = {
    "content-security-policy": "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "content-type": "application/json; charset=utf-8",
    connection: "close",
  };

  test.each<[string, Record<string, string>, string, number]>([
    ["another path", {}, "/elsewhere", 404],
    ["another door's path", {}, "/webhooks/terra", 404],
    ["the metrics' path", {}, "/metrics", 404],
    ["another origin's page", { origin: "https://evil.example" }, "/graphql", 403],
    ["a broken key of the handshake", { "sec-websocket-key": "no" }, "/graphql", 400],
    ["another version of the protocol", { "sec-websocket-version": "99" }, "/graphql", 400],
  ])("%s is answered like any request, with all its headers", async (_name, headers, path, status) => {
    await using door = await open();
    const answer = await refusalOf(door.url, headers, path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(protection);
    expect(JSON.parse(answer.body)).toBeTypeOf("object");
    expect(door.logs.filter(({ message }) => message === "request").at(-1)?.facts).toMatchObject({ status });
  });

  test("who does not wait for the answer, or asks and goes, harms nothing", async () => {
    await using door = await open();
    const { port } = new URL(door.url);
    const ask = (path: string) =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: http://evil.example\r\n\r\n`;
    for (let n = 0; n < 40; n++) {
      const socket: Socket = connectTcp(Number(port), "127.0.0.1");
      socket.on("error", () => {});
      await new Promise((resolve) => socket.once("connect", resolve));
      socket.write(ask(n % 2 === 0 ? "/graphql" : "/nowhere"));
      if (n % 4 > 1) await sleep(1);
      socket.resetAndDestroy();
    }
    using client = await connect(as(door, "tka_a"));
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    await until(async () => (await connections(door)) <= 2);
    expect(door.logs.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("a connection that was refused is ended, though its client keeps it open", async () => {
    await using door = await open();
    const socket = connectTcp({
      port: Number(new URL(door.url).port),
      host: "127.0.0.1",
      allowHalfOpen: true,
    });
    socket.write("GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    let answer = "";
    for await (const part of socket) answer += String(part);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    socket.destroy();
  });
});

/** How many connections the gateway's process has open, as far as its own metrics tell: sockets taken. */
function connections(door: TestReadDoor): Promise<number> {
  return metricOf(door, "terrarium_sockets");
}

describe("how many sockets there may be", () => {
  test("in all, and one more is answered 503 until another closes", async () => {
    await using door = await open({ maxSockets: 3 });
    const clients = await Promise.all(["a", "b", "c"].map((key) => connect(as(door, `tka_${key}`))));
    const { status, headers, body } = await refusalOf(door.url);
    expect([status, headers["retry-after"]]).toEqual([503, "5"]);
    expect(JSON.parse(body)).toMatchObject({
      errors: [
        {
          message: "The gateway takes 3 sockets at once: try again later.",
          extensions: { code: "RATE_LIMITED" },
        },
      ],
    });
    clients[0]?.socket.terminate();
    await until(async () => (await connections(door)) === 2);
    using again = await connect(as(door, "tka_d"));
    expect(again.socket.readyState).toBe(again.socket.OPEN);
    for (const client of clients) client[Symbol.dispose]();
  });

  test("of one key, and one more is closed with 4429, which says the limit", async () => {
    await using door = await open({ maxSocketsPerKey: 2 });
    const clients = [await connect(as(door, "tka_a")), await connect(as(door, "tka_a"))];
    using refused = await openSocket(door.url);
    refused.send({ type: "connection_init", payload: { authorization: "Bearer tka_a" } });
    expect(await refused.closed).toEqual({
      code: 4429,
      reason: "RATE_LIMITED: A key may have 2 sockets at once: close some.",
    });
    using _other = await connect(as(door, "tka_b"));
    clients[0]?.socket.close();
    await clients[0]?.closed;
    await until(async () => (await connections(door)) === 2);
    using again = await connect(as(door, "tka_a"));
    expect(again.socket.readyState).toBe(again.socket.OPEN);
    clients[1]?.[Symbol.dispose]();
  });

  test("of one address that have shown no key, which are closed after three seconds", async () => {
    await using door = await open({ trustProxy: 1 });
    const mallory = { "x-forwarded-for": "203.0.113.7" };
    const opened = performance.now();
    const idle = await Promise.all(
      Array.from({ length: 64 }, () => openSocket(door.url, { headers: mallory })),
    );
    const { status, headers, body } = await refusalOf(door.url, mallory);
    expect([status, headers["retry-after"]]).toEqual([429, "3"]);
    expect(body).toContain("An address may have 64 sockets at once that have shown no key");
    using other = await connect(as(door, "tka_a"), { "x-forwarded-for": "203.0.113.8" });
    expect(new Set((await Promise.all(idle.map(({ closed }) => closed))).map(({ code }) => code))).toEqual(
      new Set([4408]),
    );
    expect(performance.now() - opened).toBeLessThan(5_000);
    using again = await connect(as(door, "tka_b"), mallory);
    expect([other, again].map(({ socket }) => socket.readyState)).toEqual([1, 1]);
  });

  test("who shows a key makes room for others of the same address", async () => {
    await using door = await open({ trustProxy: 1 });
    const behindOne = { "x-forwarded-for": "203.0.113.7" };
    const clients: SocketClient[] = [];
    for (let n = 0; n < 100; n++) clients.push(await connect(as(door, "tka_a"), behindOne));
    expect(await connections(door)).toBe(100);
    for (const client of clients) client[Symbol.dispose]();
  });
});

describe("how many subscriptions there may be", () => {
  test("of one key, over all its sockets", async () => {
    await using door = await open({ maxSubscriptionsPerKey: 3 });
    using one = await connect(as(door, "tka_a"));
    using two = await connect(as(door, "tka_a"));
    expect([await subscribes(one, "1"), await subscribes(one, "2"), await subscribes(two, "3")]).toEqual([
      null,
      null,
      null,
    ]);
    expect(await subscribes(two, "4")).toMatchObject({
      type: "error",
      payload: [
        {
          message: "A key may have 3 subscriptions at once: close some.",
          extensions: { code: "RATE_LIMITED" },
        },
      ],
    });
    using other = await connect(as(door, "tka_b"));
    expect(await subscribes(other, "1")).toBeNull();
    one.send({ type: "complete", id: "1" });
    await until(async () => (await metricOf(door, "terrarium_subscriptions")) === 3);
    expect(await subscribes(two, "4")).toBeNull();
  });

  test("in all", async () => {
    await using door = await open({ maxSubscriptions: 2 });
    using one = await connect(as(door, "tka_a"));
    using two = await connect(as(door, "tka_b"));
    expect([await subscribes(one, "1"), await subscribes(two, "1")]).toEqual([null, null]);
    expect(await subscribes(two, "2")).toMatchObject({
      type: "error",
      payload: [{ message: "The gateway takes 2 subscriptions at once: try again later." }],
    });
  });

  test("one that ends since its viewer may ask nothing more gives its place back", async () => {
    let stands = true;
    const access = { ...keyedAccess(), stands: async () => stands };
    await using door = await open({ maxSubscriptionsPerKey: 1 }, access);
    using client = await connect(as(door, "tka_a"));
    client.send({ type: "subscribe", id: "1", payload: { query: "subscription { tick }" } });
    expect(await client.next()).toMatchObject({ type: "next" });
    stands = false;
    while ((await client.next()).type !== "complete");
    expect(await metricOf(door, "terrarium_subscriptions")).toBe(0);
    client.send({ type: "subscribe", id: "2", payload: { query: "{ viewer { kind } }" } });
    expect(await client.next()).toMatchObject({
      type: "error",
      payload: [{ extensions: { code: "UNAUTHENTICATED" } }],
    });
    stands = true;
    expect(await subscribes(client, "3")).toBeNull();
  });

  test("those refused take no place of those that are not", async () => {
    await using door = await open({ maxSubscriptions: 3, maxSubscriptionsPerKey: 1 });
    using one = await connect(as(door, "tka_a"));
    expect(await subscribes(one, "1")).toBeNull();
    for (let n = 0; n < 10; n++) expect(await subscribes(one, `more ${n}`)).not.toBeNull();
    using two = await connect(as(door, "tka_b"));
    using three = await connect(as(door, "tka_c"));
    expect([await subscribes(two, "1"), await subscribes(three, "1")]).toEqual([null, null]);
  });
});

// Behind all of it, exactly as many as may be are taken again: a count that leaked would take fewer, one that was given
// back twice more.
test("whatever way sockets and subscriptions end, their places are free again, once", async () => {
  const most = 6;
  await using door = await open({
    maxSockets: most,
    maxSocketsPerKey: most,
    maxSubscriptions: most,
    maxSubscriptionsPerKey: most,
  });
  const target = as(door, "tka_a");
  const send = (client: SocketClient, id: string, query: string) =>
    client.send({ type: "subscribe", id, payload: { query } });
  const ways: ((client: SocketClient) => unknown)[] = [
    (client) => client.socket.terminate(),
    (client) => client.socket.close(),
    (client) => {
      send(client, "1", events.query);
      client.socket.terminate();
    },
    async (client) => {
      send(client, "1", events.query);
      client.send({ type: "complete", id: "1" });
      await sleep(5);
      client.send({ type: "complete", id: "1" });
      client.socket.close();
    },
    async (client) => {
      for (const id of ["1", "2", "3"]) send(client, id, "subscription { tick }");
      await sleep(15);
      client.socket.terminate();
    },
    async (client) => {
      send(client, "1", "subscription { refusedTick }");
      while ((await client.next()).type !== "error");
      client.socket.close();
    },
    async (client) => {
      send(client, "1", 'subscription { dataEvents(after: "nonsense") { cursor } }');
      await client.next();
      client.socket.close();
    },
    async (client) => {
      send(client, "1", events.query);
      send(client, "1", events.query);
      await client.closed;
    },
    (client) => client.send({ type: "connection_init", payload: {} }),
    async (client) => {
      send(client, "1", "subscription { flood }");
      await client.next();
      client.socket.pause();
      await sleep(20);
      client.socket.terminate();
    },
  ];
  for (let round = 0; round < 4; round++) {
    await Promise.all(
      Array.from({ length: most * 3 }, async (_, n) => {
        try {
          const client = n % 5 === 4 ? await openSocket(door.url) : await connect(target);
          await ways[(n + round) % ways.length]?.(client);
          await sleep(10);
          client.socket.terminate();
        } catch {
          // One too many at once: refused.
        }
      }),
    );
    await until(
      async () => (await connections(door)) === 0 && (await metricOf(door, "terrarium_subscriptions")) === 0,
    );
  }
  const clients: SocketClient[] = [];
  for (let n = 0; n < most; n++) clients.push(await connect(target));
  expect((await refusalOf(door.url)).status).toBe(503);
  for (const client of clients) expect(await subscribes(client, "1")).toBeNull();
  expect(await subscribes(clients[0] as SocketClient, "2")).toMatchObject({ type: "error" });
  for (const client of clients) client[Symbol.dispose]();
}, 60_000);
