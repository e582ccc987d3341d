/** What somebody might try, signed or not, and the answer that it is to get. */
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { signBody } from "../../../src/terra/signature.ts";
import { post } from "../load/send.ts";
import type { Target } from "../load/target.ts";
import { headOf, rawRequest } from "./raw-request.ts";

export type Attack = {
  name: string;
  /** At once. */
  copies: number;
  /** The statuses that may come. */
  wanted: readonly number[];
  send(target: Target, copy: number): Promise<{ status: number; milliseconds: number }>;
};

const MOST_BODY = 32 * 1024 * 1024;
// Each of them inflates to ten times what a body may be.
const bomb = gzipSync(Buffer.alloc(10 * MOST_BODY, 0x20), { level: 9 });

/** The slow ones are cut off after so many seconds, or given up here after so many. */
export function attacks(slowSeconds: number, bombs: number): Attack[] {
  return [
    { name: "a wrong signature", copies: 200, wanted: [401], send: wrongSignature },
    { name: "a body that says it is too large", copies: 20, wanted: [413], send: oversized },
    { name: "a body without an end", copies: 4, wanted: [413, 0], send: endless },
    { name: "a body in pieces of a byte", copies: 4, wanted: [401], send: crumbs },
    {
      name: "a gzip bomb, unsigned",
      copies: bombs,
      wanted: [413, 503],
      send: (target) => gzipped(target, "t=1,v1=00"),
    },
    { name: "a gzip bomb, signed", copies: 8, wanted: [413, 503], send: signedBomb },
    {
      name: "headers that come byte by byte",
      copies: 200,
      wanted: [408, 0],
      send: slowly(slowSeconds, slowHeaders),
    },
    {
      name: "a body that comes byte by byte",
      copies: 200,
      wanted: [408, 0],
      send: slowly(slowSeconds, slowBody),
    },
    ...signedBodies().map(([name, body]) => ({
      name,
      copies: 8,
      wanted: [200],
      send: (target: Target, copy: number) => signed(target, `${name} ${copy}`, body),
    })),
  ];
}

function signedBodies(): (readonly [string, string])[] {
  const arrays = "[".repeat(100_000) + "]".repeat(100_000);
  const element = '{"metadata":{"start_time":"TIME","end_time":"TIME"},"distance_data":{"steps":1,"odd":0}}';
  const daily = (data: string) => `{"type":"daily","user":{"user_id":"odd"},"data":[${data}]}`;
  const at = (time: string) => daily(element.replaceAll("TIME", time));
  const with2026 = (from: string, to: string) => at("2026-02-01T00:00:00Z").replace(from, to);
  return [
    ["arrays nested 100,000 deep", with2026("0}}", `${arrays}}}`)],
    ["a key that is there 50,000 times", with2026('"odd":0', Array(50_000).fill('"odd":1').join(","))],
    ["a key named __proto__", with2026('"odd":0', '"__proto__":{"steps":9,"__proto__":[1]}')],
    ["a NUL in a text", with2026('"odd":0', '"odd":"\\u0000"')],
    ["half a surrogate pair", with2026('"odd":0', '"odd":"\\ud800","\\udc00":1')],
    [
      "numbers beyond all types",
      with2026('"steps":1', `"steps":1e999,"floors_climbed":${"9".repeat(10_000)}`),
    ],
    ["the year 0", at("0000-01-01T00:00:00Z")],
    ["the year 275760", at("+275760-09-13T00:00:00.000Z")],
    ["a year after every calendar", at("+275761-09-13T00:00:00.000Z")],
  ];
}

function signed(target: Target, traceId: string, body: string) {
  return post(target, { traceId, body: Buffer.from(body), headers: {} });
}

function wrongSignature({ url, adminKey }: Target, copy: number) {
  const body = Buffer.from(`{"type":"auth","copy":${copy}}`);
  return post({ url, adminKey, secret: "whsec_other" }, { traceId: `wrong-${copy}`, body, headers: {} });
}

// It waits for the answer with all of its body still to send.
function oversized({ url }: Target) {
  return rawRequest(url, [headOf(`content-length: ${MOST_BODY + 1}`), Buffer.from("{")]);
}

function endless({ url }: Target) {
  const megabyte = 1024 * 1024;
  const piece = Buffer.from(`${megabyte.toString(16)}\r\n${" ".repeat(megabyte)}\r\n`);
  function* pieces() {
    yield headOf("transfer-encoding: chunked");
    for (let sent = 0; sent < 4 * MOST_BODY; sent += megabyte) yield piece;
  }
  return rawRequest(url, pieces());
}

// What is kept of a piece would be some hundred times as much.
function crumbs({ url }: Target) {
  const thousand = Buffer.from("1\r\n \r\n".repeat(1_000));
  function* pieces() {
    yield headOf("transfer-encoding: chunked");
    for (let sent = 0; sent < 400; sent += 1) yield thousand;
    yield Buffer.from("0\r\n\r\n");
  }
  return rawRequest(url, pieces());
}

function signedBomb(target: Target) {
  return gzipped(target, signBody(bomb, target.secret, Math.floor(Date.now() / 1000)));
}

function gzipped({ url }: Target, signature: string) {
  return rawRequest(url, [
    headOf("content-encoding: gzip", `content-length: ${bomb.length}`, `terra-signature: ${signature}`),
    bomb,
  ]);
}

type Slow = (signal: AbortSignal) => AsyncGenerator<Buffer>;

// Given up here, it counts as closed.
function slowly(seconds: number, slow: Slow): Attack["send"] {
  return async ({ url }) => {
    const enough = AbortSignal.timeout(seconds * 1000);
    const givenUp = new Promise<{ status: number; milliseconds: number }>((resolve) =>
      enough.addEventListener("abort", () => resolve({ status: 0, milliseconds: 0 })),
    );
    return await Promise.race([rawRequest(url, slow(enough)), givenUp]);
  };
}

async function* slowHeaders(enough: AbortSignal): AsyncGenerator<Buffer> {
  yield Buffer.from("POST /webhooks/terra HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ");
  yield* drops(enough, "a");
}

async function* slowBody(enough: AbortSignal): AsyncGenerator<Buffer> {
  yield headOf("content-length: 100000");
  yield* drops(enough, " ");
}

async function* drops(enough: AbortSignal, drop: string): AsyncGenerator<Buffer> {
  while (!enough.aborted) {
    yield Buffer.from(drop);
    await sleep(500);
  }
}
