/** Ping mode as Terra plays it: the delivery says where the payload lies, and the gateway fetches it. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readDoor } from "../../src/read-door.ts";
import type { Config } from "../../src/settings.ts";
import { createWebhook } from "../../src/webhook/open-webhook.ts";
import { replay } from "../deliveries/replaying.ts";
import { openTestDatabase, openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";
import { openPayloadHost, type PayloadHost, TEST_CA } from "./payload-host.ts";

const MAX_BODY_BYTES = 2 * 1024 * 1024;

let host: PayloadHost;
let gateway: TestGateway;
let pool: pg.Pool;
beforeAll(async () => {
  host = await openPayloadHost();
  gateway = await openFetching();
  pool = openTestPool(gateway.databaseUrl);
});
afterAll(async () => {
  await pool.end();
  await gateway.close();
  await host[Symbol.asyncDispose]();
});

function openFetching(overrides: Partial<Config> = {}): Promise<TestGateway> {
  const config = { fetchPrivateAddresses: true, maxBodyBytes: MAX_BODY_BYTES, ...overrides };
  return openTestGateway(config, [createWebhook({ ca: TEST_CA }), readDoor]);
}

function daily(terraUserId: string, steps: number, more: object = {}) {
  const metadata = { start_time: "2026-03-01T00:00:00+01:00", end_time: "2026-03-02T00:00:00+01:00" };
  const user = { user_id: terraUserId, provider: "GARMIN", reference_id: terraUserId };
  return { type: "daily", user, data: [{ metadata, distance_data: { steps } }], ...more };
}

type Row = {
  id: string;
  type: string;
  state: string;
  error: string | null;
  notes: string[];
  attempts: number;
  repeats: number;
  parent_id: string | null;
  [column: string]: unknown;
};

/** Sends an s3_payload under a trace id, and waits until it is settled. */
async function ping(body: object, headers: Record<string, string> = {}, to = gateway): Promise<Row> {
  const trace = headers["x-terra-trace-id"] ?? randomUUID();
  const response = await deliver(
    to,
    { type: "s3_payload", status: "success", expires_in: 300, ...body },
    { "x-terra-trace-id": trace, ...headers },
  );
  expect(response.status).toBe(200);
  return await settled(trace);
}

async function settled(trace: string): Promise<Row> {
  const state = async () => (await byTrace(trace))[0]?.state;
  await expect.poll(state, { timeout: 15_000 }).toMatch(/APPLIED|FAILED/);
  return (await byTrace(trace))[0] as Row;
}

async function byTrace(trace: string): Promise<Row[]> {
  return (await pool.query("select * from deliveries where trace_id = $1", [trace])).rows;
}

async function childOf({ id }: Row): Promise<Row | undefined> {
  return (await pool.query("select * from deliveries where parent_id = $1", [id])).rows[0];
}

async function stepsOf(referenceId: string): Promise<number[]> {
  type Steps = { user: { dailies: { nodes: { steps: number }[] } } | null };
  const query = "query ($it: String) { user(referenceId: $it) { dailies { nodes { steps } } } }";
  const { user } = await read<Steps>(gateway, query, { it: referenceId });
  return user?.dailies.nodes.map(({ steps }) => steps) ?? [];
}

test("fetches what an s3_payload points at, and takes it as a delivery of its own", async () => {
  const url = host.serve("/first.json", daily("first", 4321));
  const parent = await ping(
    { url },
    {
      "x-terra-trace-id": "trace-first:chunk:2",
      "terra-reference": "request-1",
      "x-terra-ordering-timestamp": "1772400000000.5",
      "dev-id": "dev-1",
    },
  );
  expect(parent).toMatchObject({ state: "APPLIED", error: null, attempts: 1, next_try_at: null });
  expect(await stepsOf("first")).toEqual([4321]);
  const child = await childOf(parent);
  expect(child).toMatchObject({
    type: "daily",
    state: "APPLIED",
    trace_id: "trace-first:chunk:2:s3",
    reference: "request-1",
    payload: "2",
    ordering_micros: "1772400000000500",
    dev_id: "dev-1",
    secret: parent["secret"],
  });
  expect(parent.notes).toEqual([
    `payload: fetched, ${JSON.stringify(daily("first", 4321)).length} bytes; it is the delivery ${child?.id}`,
  ]);
  expect(child?.["headers"]).not.toHaveProperty("terra-signature");
});

test("a replay fetches what could not be had, and of what was fetched applies the payload again", async () => {
  const url = host.serve("/had-later.json", (response) => response.writeHead(403).end());
  const failed = await ping({ url, expires_in: 1 });
  expect(failed).toMatchObject({ state: "FAILED" });
  host.serve("/had-later.json", daily("had-later", 11));
  const filter = { types: ["s3_payload"], states: ["FAILED"] };
  expect(await replay(gateway, { filter })).toMatchObject({ replayed: 1, applied: 1, failed: 0 });
  expect(await stepsOf("had-later")).toEqual([11]);
  const asked = () => host.asked.filter(({ path }) => path === "/had-later.json").length;
  const before = asked();
  await pool.query("update dailies set steps = 12 where terra_user_id = 'had-later'");
  const its = await byTrace(`${failed["trace_id"]}:s3`);
  const received = { from: its[0]?.["received_at"] };
  expect(await replay(gateway, { filter: { received } })).toMatchObject({ replayed: 1, applied: 1 });
  expect(await stepsOf("had-later")).toEqual([11]);
  expect(await byTrace(`${failed["trace_id"]}:s3`)).toEqual([{ ...its[0], attempts: 2 }]);
  expect(await replay(gateway, { filter: { types: ["s3_payload"] } })).toMatchObject({ replayed: 0 });
  expect(asked()).toBe(before);
});

test("asks without cookies, keys or anything else that names anybody", async () => {
  await ping({ url: host.serve("/plain.json", daily("plain", 1)) });
  const { headers } = host.asked.findLast(({ path }) => path === "/plain.json") ?? {};
  expect(Object.keys(headers ?? {}).sort()).toEqual(["accept", "accept-encoding", "connection", "host"]);
});

test.each(["s3_payload", "s3_upload"])("takes the type %s, without a trace id too", async (type) => {
  const url = host.serve(`/${type}.json`, daily(type, 7));
  expect((await deliver(gateway, { type, url })).status).toBe(200);
  await expect.poll(() => stepsOf(type)).toEqual([7]);
  const { rows } = await pool.query(
    "select d.trace_id, p.state from deliveries d join deliveries p on p.id = d.parent_id where d.terra_user_id = $1",
    [type],
  );
  expect(rows).toEqual([{ trace_id: null, state: "APPLIED" }]);
});

test.each([
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
  ["zstd", zstdCompressSync],
])("inflates %s", async (encoding, compress) => {
  const url = host.serve(`/${encoding}`, (response) =>
    response
      .writeHead(200, { "content-encoding": encoding })
      .end(compress(JSON.stringify(daily(encoding, 8)))),
  );
  expect(await ping({ url })).toMatchObject({ state: "APPLIED" });
  expect(await stepsOf(encoding)).toEqual([8]);
});

test("prepares a payload of more than a megabyte in the other thread, and applies it", async () => {
  const url = host.serve("/large.json", daily("large", 9, { filler: "x".repeat(1_500_000) }));
  expect(await ping({ url })).toMatchObject({ state: "APPLIED" });
  expect(await stepsOf("large")).toEqual([9]);
});

test("counts the same payload at another address once", async () => {
  const first = await ping({ url: host.serve("/same-1.json", daily("same", 5)) });
  const second = await ping({ url: host.serve("/same-2.json", daily("same", 5)) });
  expect(await childOf(first)).toMatchObject({ repeats: 1 });
  expect(await childOf(second)).toBe(undefined);
  expect(second).toMatchObject({ state: "APPLIED", notes: [expect.stringMatching(/it had come before$/)] });
});

test("takes the same bytes of a later stamp as news", async () => {
  for (const [n, steps] of [5, 7, 5].entries()) {
    const url = host.serve(`/stamped-${n}.json`, daily("stamped", steps));
    await ping({ url }, { "x-terra-ordering-timestamp": `${1_772_400_000_000 + n}` });
  }
  expect(await stepsOf("stamped")).toEqual([5]);
});

test("does not fetch again when Terra repeats the delivery", async () => {
  const body = { url: host.serve("/repeated.json", daily("repeated", 6)) };
  for (let times = 0; times < 3; times += 1) await ping(body, { "x-terra-trace-id": "repeated" });
  expect(host.asked.filter(({ path }) => path === "/repeated.json")).toHaveLength(1);
  expect((await byTrace("repeated"))[0]).toMatchObject({ state: "APPLIED", repeats: 2 });
});

test("tries again until the payload can be had, each time after a longer pause", async () => {
  const times: number[] = [];
  const url = host.serve("/late.json", (response, n) => {
    times.push(Date.now());
    if (n === 1) response.writeHead(403).end();
    else if (n === 2) response.destroy();
    else response.end(JSON.stringify(daily("late", 3)));
  });
  expect(await ping({ url })).toMatchObject({ state: "APPLIED", error: null, attempts: 3 });
  expect(await stepsOf("late")).toEqual([3]);
  const [first = 0, second = 0, third = 0] = times;
  expect([second - first > 900, third - second > 1_900]).toEqual([true, true]);
});

test("shows why it waits", async () => {
  const url = host.serve("/waits.json", (response) => response.writeHead(503).end());
  await deliver(gateway, { type: "s3_payload", url }, { "x-terra-trace-id": "waits" });
  await expect
    .poll(async () => (await byTrace("waits"))[0]?.error)
    .toBe(`${host.origin}/waits.json: answered 503`);
  expect((await byTrace("waits"))[0]).toMatchObject({ state: "PENDING" });
});

test("gives up when the URL has expired, and says why without the URL's signature", async () => {
  const url = host.serve("/expired.json", (response) => response.writeHead(403).end());
  const parent = await ping({ url, expires_in: 2 });
  expect(parent).toMatchObject({
    state: "FAILED",
    error: `${host.origin}/expired.json: answered 403; the URL has expired`,
    next_try_at: null,
  });
  expect(parent.attempts).toBeGreaterThan(1);
  expect(JSON.stringify([gateway.logs, parent.error, parent.notes])).not.toContain("hush");
});

test.each([
  ["no URL", {}, "url: none came; wanted: an https address"],
  ["an empty URL", { url: "  " }, "url: none came; wanted: an https address"],
  ["a number", { url: 5 }, "url: none came; wanted: an https address"],
  ["no URL at all", { url: "example-url" }, "url: what came is no URL; wanted: an https address"],
  [
    "http",
    { url: "http://a.example/b?c=d" },
    "url: http://a.example/b is not https; wanted: an https address",
  ],
  ["a file", { url: "file:///etc/passwd" }, "url: file: is not https; wanted: an https address"],
  [
    "credentials",
    { url: "https://me:hush@a.example/b" },
    "url: https://a.example/b has credentials in it; wanted: an https address without",
  ],
])("fails at once on %s", async (_name, body, error) => {
  expect(await ping(body)).toMatchObject({ state: "FAILED", error, next_try_at: null });
});

test.each([
  ["not JSON", "steps=5", "what was fetched: The body is not JSON."],
  ["a list", "[]", "what was fetched: The body is not a JSON object."],
  ["nothing", "", "what was fetched: The body is not JSON."],
])("fails on a payload that is %s", async (_name, text, error) => {
  const url = host.serve("/odd", (response) => void response.end(text));
  expect(await ping({ url })).toMatchObject({ state: "FAILED", error });
});

test("fails what was fetched when it only points on, so that no chain of them is followed", async () => {
  const next = host.serve("/never.json", daily("never", 1));
  const parent = await ping({ url: host.serve("/points.json", { type: "s3_payload", url: next }) });
  expect(parent).toMatchObject({ state: "APPLIED" });
  expect(await childOf(parent)).toMatchObject({
    state: "FAILED",
    error: "what was fetched only points at another payload; wanted: Terra's event",
  });
  expect(host.asked.filter(({ path }) => path === "/never.json")).toEqual([]);
});

test("shows what was fetched as FAILED where it cannot be applied", async () => {
  const parent = await ping({ url: host.serve("/unfit.json", { type: "daily", data: [{}] }) });
  expect(parent).toMatchObject({ state: "APPLIED" });
  expect(await childOf(parent)).toMatchObject({ state: "FAILED", error: expect.stringMatching(/user_id/) });
});

test("two gateways fetch each payload once between them", async () => {
  await using other = await openFetching({ databaseUrl: gateway.databaseUrl });
  const traces = Array.from({ length: 40 }, (_, n) => `shared-${n}`);
  await Promise.all(
    traces.map((trace, n) => {
      const url = host.serve(`/${trace}`, daily(trace, n));
      return ping({ url }, { "x-terra-trace-id": trace }, n % 2 === 0 ? gateway : other);
    }),
  );
  expect(
    host.asked
      .filter(({ path }) => path.startsWith("/shared-"))
      .map(({ path }) => path)
      .sort(),
  ).toEqual(traces.map((trace) => `/${trace}`).sort());
});

test("what was under way when a gateway closed is fetched at once by the next that starts", async () => {
  await using database = await openTestDatabase();
  const first = await openFetching({ databaseUrl: database.url });
  const begun = Promise.withResolvers<void>();
  const url = host.serve("/closed.json", (response, times) => {
    begun.resolve();
    if (times > 1) response.end(JSON.stringify(daily("closed", 2)));
  });
  await deliver(first, { type: "s3_payload", url });
  await begun.promise;
  const started = performance.now();
  await first.close();
  expect(performance.now() - started).toBeLessThan(2_000);

  await using second = await openFetching({ databaseUrl: database.url });
  const query = "{ deliveries { nodes { type state attempts } } }";
  await expect
    .poll(() => read(second, query), { timeout: 4_000 })
    .toEqual({
      deliveries: {
        nodes: [
          { type: "daily", state: "APPLIED", attempts: 1 },
          { type: "s3_payload", state: "APPLIED", attempts: 1 },
        ],
      },
    });
});

test("fetches nothing for a dev-id that is not accepted", async () => {
  await using strict = await openFetching({ devIds: ["dev-1"] });
  const url = host.serve("/not-ours.json", daily("not-ours", 1));
  await deliver(strict, { type: "s3_payload", url }, { "dev-id": "dev-2" });
  await deliver(
    strict,
    { type: "s3_payload", url: host.serve("/ours.json", daily("ours", 1)) },
    { "dev-id": "dev-1" },
  );
  const query = "{ deliveries(states: [APPLIED]) { nodes { type } } }";
  await expect
    .poll(() => read(strict, query))
    .toEqual({
      deliveries: { nodes: [{ type: "daily" }, { type: "s3_payload" }] },
    });
  expect(host.asked.filter(({ path }) => path === "/not-ours.json")).toEqual([]);
});

test("answers 200 before a slow payload has come", async () => {
  const url = host.serve("/slow.json", async (response) => {
    await sleep(1_000);
    response.end(JSON.stringify(daily("slow", 1)));
  });
  const response = await deliver(gateway, { type: "s3_payload", url }, { "x-terra-trace-id": "slow" });
  expect(response.status).toBe(200);
  expect((await byTrace("slow"))[0]).toMatchObject({ state: "PENDING", error: null });
  expect(await settled("slow")).toMatchObject({ state: "APPLIED" });
});

test("refuses every address that is not public unless the setting allows it", async () => {
  await using careful = await openTestGateway({ databaseUrl: gateway.databaseUrl }, [
    createWebhook({ ca: TEST_CA }),
  ]);
  // Alone on the database, so that no other gateway takes its work.
  await gateway.close();
  for (const name of [
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "[::ffff:127.0.0.1]",
    "0",
  ]) {
    const parent = await ping({ url: `https://${name}:${host.port}/private?hush` }, {}, careful);
    expect(parent).toMatchObject({
      state: "FAILED",
      error: expect.stringMatching(/is not on the public internet/),
    });
  }
  expect(host.asked.filter(({ path }) => path === "/private")).toEqual([]);
});

test("keeps what was fetched while the database is away, since the URL may have expired by then", async () => {
  await using database = await openTestDatabase();
  await using other = await openFetching({ databaseUrl: database.url });
  const name = new URL(database.url).pathname.slice(1);
  const admin = openTestPool(gateway.databaseUrl, { max: 1 });
  const allow = (isAllowed: boolean) => admin.query(`alter database ${name} allow_connections ${isAllowed}`);
  const away = Promise.withResolvers<void>();
  const url = host.serve("/away.json", async (response, times) => {
    if (times > 1) return void response.writeHead(403).end();
    await allow(false);
    await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
    response.end(JSON.stringify(daily("away", 6)));
    away.resolve();
  });
  await deliver(other, { type: "s3_payload", url, expires_in: 1 });
  await away.promise;
  await sleep(1_500);
  await allow(true).finally(() => admin.end());
  const query = '{ user(referenceId: "away") { dailies { nodes { steps } } } }';
  await expect
    .poll(() => read(other, query).catch(() => null), { timeout: 15_000 })
    .toEqual({ user: { dailies: { nodes: [{ steps: 6 }] } } });
  expect(host.asked.filter(({ path }) => path === "/away.json")).toHaveLength(1);
});
