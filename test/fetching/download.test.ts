/** Hosts that answer as nobody should: each has its end in bounded time and memory. */
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Downloader, openDownloader } from "../../src/fetching/download.ts";
import { Refused } from "../../src/fetching/payload-url.ts";
import { isPublicAddress } from "../../src/fetching/public-address.ts";
import { openPayloadHost, type PayloadHost, TEST_CA } from "./payload-host.ts";

const MAX_BYTES = 100_000;

let host: PayloadHost;
let downloader: Downloader;
beforeAll(async () => {
  host = await openPayloadHost();
  const mayConnect = (address: string) => address === "127.0.0.1";
  downloader = openDownloader({ maxBytes: MAX_BYTES, mayConnect, ca: TEST_CA });
});
afterAll(async () => {
  downloader.close();
  await host[Symbol.asyncDispose]();
});

function download(url: string, { timeoutMs = 5_000, hasRoom = true } = {}): Promise<Buffer> {
  return downloader.download(url, { signal: AbortSignal.timeout(timeoutMs), hold: () => hasRoom });
}

async function failureOf(downloading: Promise<Buffer>): Promise<{ message: string; isFinal: boolean }> {
  const error: unknown = await downloading.then(
    () => new Error("it was fetched"),
    (reason: unknown) => reason,
  );
  const { message } = error as Error;
  expect(message).not.toContain("hush");
  return { message, isFinal: error instanceof Refused };
}

test("asks one host again over the connection that it has", async () => {
  const before = host.connections();
  const url = host.serve("/kept", { some: "body" });
  for (let times = 0; times < 5; times += 1) await download(url);
  expect(host.connections() - before).toBeLessThanOrEqual(1);
});

test("follows redirects, relative ones too", async () => {
  host.serve("/c", { at: "c" });
  host.serve("/b", (response) => response.writeHead(307, { location: `${host.origin}/c?token=hush` }).end());
  const url = host.serve("/a", (response) => response.writeHead(302, { location: "b" }).end());
  expect(JSON.parse((await download(url)).toString())).toEqual({ at: "c" });
});

test("follows no more than three redirects", async () => {
  const url = host.serve("/loop", (response) =>
    response.writeHead(301, { location: "/loop?token=hush" }).end(),
  );
  expect(await failureOf(download(url))).toEqual({
    message: "url: redirected more than 3 times; wanted: the payload",
    isFinal: true,
  });
  expect(host.asked.filter(({ path }) => path === "/loop")).toHaveLength(4);
});

test.each([
  [
    "another address that is not allowed",
    () => `https://127.0.0.2:${host.port}/x?hush`,
    /127\.0\.0\.2 is not on the public/,
  ],
  [
    "the cloud's metadata",
    () => "https://169.254.169.254/latest/meta-data",
    /169\.254\.169\.254 is not on the public/,
  ],
  ["loopback by IPv6", () => `https://[::1]:${host.port}/x`, /\[::1\] is not on the public/],
  ["http", () => `http://127.0.0.1:${host.port}/x?hush`, /is not https/],
  ["credentials", () => `https://me:hush@127.0.0.1:${host.port}/x`, /has credentials in it/],
  ["no address", () => "https://", /no URL/],
])("refuses a redirect to %s", async (_name, location, message) => {
  const url = host.serve("/away", (response) => response.writeHead(302, { location: location() }).end());
  expect(await failureOf(download(url))).toEqual({ message: expect.stringMatching(message), isFinal: true });
});

test("refuses a redirect that says no place", async () => {
  const url = host.serve("/nowhere", (response) => response.writeHead(302).end());
  expect(await failureOf(download(url))).toMatchObject({ isFinal: true });
});

test("refuses a name that resolves to loopback before anything is connected to", async () => {
  const careful = openDownloader({ maxBytes: MAX_BYTES, mayConnect: isPublicAddress, ca: TEST_CA });
  let connected = 0;
  const server = createServer(() => (connected += 1)).listen(0, "127.0.0.1");
  await sleep(50);
  const { port } = server.address() as { port: number };
  const failure = await failureOf(
    careful.download(`https://localhost:${port}/x?hush`, {
      signal: AbortSignal.timeout(5_000),
      hold: () => true,
    }),
  );
  expect(failure).toEqual({
    message: expect.stringMatching(/^url: localhost \(.*\) is not on the public/),
    isFinal: true,
  });
  expect(connected).toBe(0);
  server.close();
  careful.close();
});

test.each([
  ["said to be too large", (size: number) => ({ "content-length": `${size}` })],
  ["too large without having said so", () => ({})],
])("refuses a payload %s", async (_name, headers) => {
  const body = Buffer.alloc(MAX_BYTES + 1, "x");
  const url = host.serve("/large", (response) => response.writeHead(200, headers(body.length)).end(body));
  expect(await failureOf(download(url))).toMatchObject({
    message: expect.stringMatching(/larger than 100000 bytes/),
    isFinal: true,
  });
});

test("takes one of exactly the most", async () => {
  const url = host.serve("/most", (response) => response.end(Buffer.alloc(MAX_BYTES, "x")));
  expect(await download(url)).toHaveLength(MAX_BYTES);
});

test("breaks off a bomb as soon as it is too large inflated", async () => {
  const bomb = gzipSync(Buffer.alloc(200_000_000));
  const url = host.serve("/bomb", (response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
  );
  const before = process.memoryUsage().arrayBuffers;
  expect(await failureOf(download(url))).toMatchObject({
    message: expect.stringMatching(/larger than 100000 bytes/),
  });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
});

test("breaks off a payload that never ends, and its host knows", async () => {
  const closed = Promise.withResolvers<void>();
  const url = host.serve("/endless", (response) => {
    const writing = setInterval(() => response.write("x".repeat(1_000)), 1);
    response.on("close", () => {
      clearInterval(writing);
      closed.resolve();
    });
  });
  expect(await failureOf(download(url))).toMatchObject({
    message: expect.stringMatching(/larger than 100000 bytes/),
  });
  await closed.promise;
});

test("breaks off a payload that comes a byte at a time when its time is over", async () => {
  const url = host.serve("/trickle", (response) => {
    const writing = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(writing));
  });
  const started = performance.now();
  expect(await failureOf(download(url, { timeoutMs: 300 }))).toEqual({
    message: `${host.origin}/trickle: took too long`,
    isFinal: false,
  });
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("does not wait for a host that takes a connection and says nothing", async () => {
  const silent = createServer().listen(0, "127.0.0.1");
  await sleep(50);
  const { port } = silent.address() as { port: number };
  const failure = await failureOf(download(`https://127.0.0.1:${port}/x?hush`, { timeoutMs: 300 }));
  expect(failure).toEqual({ message: `https://127.0.0.1:${port}/x: took too long`, isFinal: false });
  silent.close();
});

test("fails for now when the payload is cut off, or its compression is broken", async () => {
  const cut = host.serve("/cut", (response) => {
    response.writeHead(200, { "content-length": "1000" }).write("{");
    setTimeout(() => response.destroy(), 50);
  });
  expect(await failureOf(download(cut))).toMatchObject({ isFinal: false });
  const half = gzipSync(JSON.stringify({ filler: "x".repeat(5_000) })).subarray(0, 30);
  const broken = host.serve("/broken", (response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end(half),
  );
  expect(await failureOf(download(broken))).toMatchObject({ isFinal: false });
});

test("refuses a compression that it does not know", async () => {
  const url = host.serve("/odd", (response) =>
    response.writeHead(200, { "content-encoding": "lzw" }).end("x"),
  );
  expect(await failureOf(download(url))).toMatchObject({
    message: expect.stringMatching(/content-encoding lzw came/),
    isFinal: true,
  });
});

test("fails for now when too much is in memory", async () => {
  const url = host.serve("/held", { some: "body" });
  expect(await failureOf(download(url, { hasRoom: false }))).toEqual({
    message: `${host.origin}/held: too many payloads are being fetched at once`,
    isFinal: false,
  });
});

test("does not talk to a host whose certificate nobody vouches for", async () => {
  const strict = openDownloader({ maxBytes: MAX_BYTES, mayConnect: () => true });
  const url = host.serve("/untrusted", { never: "read" });
  const failure = await failureOf(
    strict.download(url, { signal: AbortSignal.timeout(5_000), hold: () => true }),
  );
  expect(failure).toMatchObject({
    message: expect.stringMatching(/DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY/),
    isFinal: false,
  });
  expect(host.asked.filter(({ path }) => path === "/untrusted")).toEqual([]);
  strict.close();
});
