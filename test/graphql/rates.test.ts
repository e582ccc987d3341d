/** How often somebody may ask in a minute, over every transport and from wherever they ask. */
import { describe, expect, test } from "vitest";
import type { Config } from "../../src/settings.ts";
import { openTestGateway } from "../gateway.ts";
import { deliver } from "../terra-client.ts";
import { keyedAccess } from "./keyed-access.ts";
import { openTestReadDoor, type TestReadDoor } from "./read-door.ts";
import { connect, openSocket, type SocketClient } from "./socket-client.ts";

type Answer = { status: number; code: string | undefined; message: string; retryAfter: number | null };
type Ask = (door: TestReadDoor, key: string, headers?: Record<string, string>) => Promise<Answer>;
type Body = { errors?: { message: string; extensions: { code: string } }[] };

const query = "{ viewer { kind } }";
const OK = 200;

const byHttp: Ask = ({ url }, key, headers) => post(`${url}/graphql`, key, headers);
const byEvents: Ask = ({ url }, key, headers) => post(`${url}/graphql/stream`, key, headers);

// The answer of one that is taken is a stream of events, and is read to its end.
async function post(url: string, key: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}`, ...headers },
    body: JSON.stringify({ query }),
  });
  const { errors } = response.ok
    ? await response.text().then((): Body => ({}))
    : ((await response.json()) as Body);
  return {
    status: response.status,
    code: errors?.[0]?.extensions.code,
    message: errors?.[0]?.message ?? "",
    retryAfter: response.headers.has("retry-after") ? Number(response.headers.get("retry-after")) : null,
  };
}

// A refusal at the upgrade, of the key and of the operation are one to whoever asks.
const bySocket: Ask = async ({ url }, adminKey, headers = {}) => {
  try {
    using client = await connect({ url, adminKey }, headers);
    client.send({ type: "subscribe", id: "1", payload: { query } });
    const { type, payload } = await client.next();
    if (type === "next") return { status: OK, code: undefined, message: "", retryAfter: null };
    const [error] = payload as NonNullable<Body["errors"]>;
    return { status: 429, code: error?.extensions.code, message: error?.message ?? "", retryAfter: null };
  } catch (error) {
    const message = String(error);
    const code = /4429|429/.test(message) ? "RATE_LIMITED" : "UNAUTHENTICATED";
    return { status: code === "RATE_LIMITED" ? 429 : 401, code, message, retryAfter: null };
  }
};

function open(overrides: Partial<Config>, access = keyedAccess()): Promise<TestReadDoor> {
  return openTestReadDoor(overrides, [], { access });
}

async function statuses(times: number, ask: () => Promise<Answer>): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < times; n++) all.push((await ask()).status);
  return all;
}

const from = (address: string) => ({ "x-forwarded-for": address });

describe.each([
  // Opening a socket is a request of its address, too.
  { name: "HTTP", ask: byHttp, requests: 1 },
  { name: "WebSocket", ask: bySocket, requests: 2 },
  { name: "server-sent events", ask: byEvents, requests: 1 },
])("over $name", ({ ask, requests }) => {
  test("a key may ask so often, and another is not held up by it", async () => {
    await using door = await open({ requestsPerMinutePerKey: 3 });
    expect(await statuses(4, () => ask(door, "tka_a"))).toEqual([OK, OK, OK, 429]);
    const refused = await ask(door, "tka_a");
    expect(refused).toMatchObject({
      code: "RATE_LIMITED",
      message: expect.stringMatching(/A key may send 3 requests a minute: try again in \d+ s\./),
    });
    expect((await ask(door, "tka_b")).status).toBe(OK);
  });

  test("an address may ask so often, whichever keys it has", async () => {
    await using door = await open({ requestsPerMinutePerAddress: 3 * requests });
    const asked: number[] = [];
    for (const key of ["tka_a", "tka_b", "tka_c", "tka_d"]) asked.push((await ask(door, key)).status);
    expect(asked).toEqual([OK, OK, OK, 429]);
  });

  test("of too many wrong keys of one address none is looked at, and others are let in", async () => {
    const access = keyedAccess();
    await using door = await open({ failedKeysPerMinute: 3, trustProxy: 1 }, access);
    const mallory = from("203.0.113.7");
    expect(await statuses(4, () => ask(door, "guess", mallory))).toEqual([401, 401, 401, 429]);
    const looked = access.looked;
    const right = await ask(door, "tka_a", mallory);
    expect(right).toMatchObject({ status: 429, code: "RATE_LIMITED" });
    expect(right.message).toMatch(/An address may try 3 wrong keys a minute: try again in \d+ s\./);
    expect(access.looked).toBe(looked);
    expect((await ask(door, "tka_a", from("203.0.113.8"))).status).toBe(OK);
  });

  test("right keys are no guesses, however many", async () => {
    await using door = await open({ failedKeysPerMinute: 2 });
    expect(await statuses(5, () => ask(door, "tka_a"))).toEqual([OK, OK, OK, OK, OK]);
  });

  test("0 is no limit", async () => {
    await using door = await open({
      requestsPerMinutePerKey: 0,
      requestsPerMinutePerAddress: 0,
      failedKeysPerMinute: 0,
    });
    expect(new Set(await statuses(30, () => ask(door, "guess")))).toEqual(new Set([401]));
    expect(new Set(await statuses(30, () => ask(door, "tka_a")))).toEqual(new Set([OK]));
  });
});

// An event stream is asked for as anything over HTTP is.
describe.each([
  { name: "HTTP", ask: byHttp, requests: 1 },
  { name: "WebSocket", ask: bySocket, requests: 2 },
])("the address of whoever asks over $name", ({ ask, requests }) => {
  const countsApart = async (trustProxy: Config["trustProxy"], one: string, other: string) => {
    await using door = await open({ requestsPerMinutePerAddress: requests, trustProxy });
    expect((await ask(door, "tka_a", from(one))).status).toBe(OK);
    const { status } = await ask(door, "tka_a", from(other));
    return status === OK;
  };

  test.each<[string, Config["trustProxy"], string, string, boolean]>([
    ["no proxy is believed, whatever is written", false, "203.0.113.1", "203.0.113.2", false],
    ["one proxy says for whom it asks", 1, "203.0.113.1", "203.0.113.2", true],
    [
      "what the client writes before the one proxy is passed over",
      1,
      "1.1.1.1, 203.0.113.1",
      "2.2.2.2, 203.0.113.1",
      false,
    ],
    [
      "two proxies are believed, and what is before them is not",
      2,
      "1.1.1.1, 203.0.113.1, 10.0.0.1",
      "2.2.2.2, 203.0.113.1, 10.0.0.1",
      false,
    ],
    ["a proxy on a trusted network says for whom it asks", ["loopback"], "203.0.113.1", "203.0.113.2", true],
    ["a proxy elsewhere is not believed", ["10.0.0.0/8"], "203.0.113.1", "203.0.113.2", false],
    ["everybody is believed", true, "203.0.113.1", "203.0.113.2", true],
    ["IPv6 counts by its network of 64 bits", 1, "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", false],
    ["other such networks count apart", 1, "2001:db8:1:2::1", "2001:db8:1:3::1", true],
    ["what is no address counts as one", 1, "unknown", "_hidden", false],
  ])("%s (TRUST_PROXY %j)", async (_name, trustProxy, one, other, apart) => {
    expect(await countsApart(trustProxy, one, other)).toBe(apart);
  });
});

test("requests over all transports are counted together", async () => {
  await using door = await open({ requestsPerMinutePerKey: 3 });
  const asked = [byHttp, bySocket, byEvents, byHttp, bySocket, byEvents];
  const all: number[] = [];
  for (const ask of asked) all.push((await ask(door, "tka_a")).status);
  expect(all).toEqual([OK, OK, OK, 429, 429, 429]);
});

test.each([
  ["HTTP", byHttp],
  ["server-sent events", byEvents],
])("an answer over %s says when to come again, whatever was too much", async (_name, ask) => {
  await using byKey = await open({ requestsPerMinutePerKey: 1 });
  await using byAddress = await open({ requestsPerMinutePerAddress: 1 });
  await using byFailure = await open({ failedKeysPerMinute: 1 });
  for (const [door, key] of [
    [byKey, "tka_a"],
    [byAddress, "tka_a"],
    [byFailure, "guess"],
  ] as const) {
    await ask(door, key);
    const { status, retryAfter } = await ask(door, key);
    expect(status).toBe(429);
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(60);
  }
});

test("who shows no key guesses none, and is told that one is needed", async () => {
  await using door = await open({ failedKeysPerMinute: 1 });
  for (let n = 0; n < 5; n++) {
    const response = await fetch(`${door.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    expect(response.status).toBe(401);
  }
  expect((await byHttp(door, "tka_a")).status).toBe(OK);
});

test("every operation of one socket counts, and the socket stays open", async () => {
  await using door = await open({ requestsPerMinutePerKey: 2 });
  using client = await connect({ url: door.url, adminKey: "tka_a" });
  const ask = async (id: string) => {
    client.send({ type: "subscribe", id, payload: { query } });
    const first = await client.next();
    if (first.type === "next") await client.next();
    return first;
  };
  expect([(await ask("1")).type, (await ask("2")).type]).toEqual(["next", "next"]);
  expect(await ask("3")).toMatchObject({
    id: "3",
    type: "error",
    payload: [{ extensions: { code: "RATE_LIMITED" } }],
  });
  expect((await ask("4")).type).toBe("error");
  expect(client.socket.readyState).toBe(client.socket.OPEN);
});

test("a socket that comes with one wrong key too many is closed with 4429, which says the limit", async () => {
  await using door = await open({ failedKeysPerMinute: 2 });
  const ends: unknown[] = [];
  for (let n = 0; n < 3; n++) {
    using client: SocketClient = await openSocket(door.url);
    client.send({ type: "connection_init", payload: { authorization: "Bearer guess" } });
    ends.push(await client.closed);
  }
  expect(ends).toMatchObject([
    { code: 4403 },
    { code: 4403 },
    { code: 4429, reason: expect.stringMatching(/^RATE_LIMITED: An address may try 2 wrong keys a minute/) },
  ]);
});

test("many wrong keys at once are no way round", async () => {
  const access = keyedAccess();
  await using door = await open({ failedKeysPerMinute: 10 }, access);
  const answers = await Promise.all(Array.from({ length: 200 }, () => byHttp(door, "guess")));
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(150);
  expect(access.looked).toBeLessThan(50);
});

test("the webhook and the metrics are never held up", async () => {
  await using gateway = await openTestGateway({
    requestsPerMinutePerAddress: 1,
    requestsPerMinutePerKey: 1,
    failedKeysPerMinute: 1,
  });
  const ask = () =>
    fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${gateway.adminKey}` },
      body: JSON.stringify({ query }),
    });
  expect([(await ask()).status, (await ask()).status]).toEqual([OK, 429]);
  const body = { type: "healthcheck", status: "success" };
  for (let n = 0; n < 5; n++) expect((await deliver(gateway, body)).status).toBe(OK);
  for (let n = 0; n < 5; n++) expect((await fetch(`${gateway.url}/metrics`)).status).toBe(OK);
});

test("what is refused is counted by its limit", async () => {
  await using door = await open({ requestsPerMinutePerKey: 1 });
  for (let n = 0; n < 3; n++) await byHttp(door, "tka_a");
  const metrics = await (await fetch(`${door.url}/metrics`)).text();
  expect(metrics).toContain('terrarium_rate_limited_total{limit="requests_per_key"} 2');
});
