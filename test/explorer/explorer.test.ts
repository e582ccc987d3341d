import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestGateway, type TestGateway } from "../gateway.ts";

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

// Not fetch: it writes its own Host, and tidies a path up before it asks.
function get(url: string, path: string, given: Record<string, string> = {}): Promise<Answer> {
  const headers = { connection: "keep-alive", ...given };
  return new Promise((resolve, reject) => {
    const asked = request(url, { path, headers, agent: false });
    asked.once("error", reject);
    asked.once("response", (response) => {
      text(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        reject,
      );
    });
    asked.end();
  });
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const page = (headers: Record<string, string> = {}) => get(gateway.url, "/explorer", headers);

const visit = (from: string) => ({
  "sec-fetch-site": from,
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
});

describe("the key in the explorer's page", () => {
  const port = () => new URL(gateway.url).port;

  test.each([
    ["asked as a browser asks", {}],
    ["asked by the name localhost", { host: "localhost:4000" }],
    ["asked by the IPv6 address", { host: "[::1]:4000" }],
    ["typed into the address line", visit("none")],
    ["opened by a link on a page of ours", visit("same-origin")],
    ["opened by a link on another site", visit("cross-site")],
  ])("is filled in when %s", async (_name, headers) => {
    const { status, body } = await page({ host: `127.0.0.1:${port()}`, ...headers });
    expect(status).toBe(200);
    expect(body).toContain(gateway.adminKey);
  });

  test.each([
    ["a name that leads here", { host: "evil.example" }],
    ["a name that begins like ours", { host: "localhost.evil.example" }],
    ["a name with something before it", { host: "evil@localhost" }],
    ["an address of every network", { host: "0.0.0.0" }],
    ["a name with a dot at its end", { host: "localhost." }],
    ["a proxy that says for whom", { "x-forwarded-for": "127.0.0.1" }],
    ["a proxy that says for which host", { "x-forwarded-host": "localhost" }],
    ["a proxy that says so in the standard's words", { forwarded: "for=127.0.0.1" }],
    ["a proxy that says that it is one", { via: "1.1 proxy" }],
    ["a tunnel", { "cf-connecting-ip": "127.0.0.1" }],
    ["a cloud's balancer", { "x-amzn-trace-id": "Root=1" }],
    ["a mesh", { "x-envoy-external-address": "192.0.2.1" }],
    ["a proxy that says what it was asked", { "x-original-host": "evil.example" }],
    ["a proxy with a word of its own for whom it asks", { "x-cluster-client-ip": "192.0.2.1" }],
    ["a plain proxy that closes each connection", { connection: "close" }],
    ["a plain proxy that passes on sockets", { connection: "upgrade" }],
    [
      "a script that Apollo's page runs in our origin",
      { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" },
    ],
    [
      "an extension's script",
      { "sec-fetch-site": "none", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" },
    ],
    ["another site's script", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
    ["another local port's script", { "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" }],
    [
      "another site's frame",
      { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
    ],
  ])("is not there for %s", async (_name, headers) => {
    const { status, body } = await page(headers);
    expect(status).toBe(200);
    expect(body).not.toContain(gateway.adminKey);
  });

  test.each(["1.0", "1.1"])(
    "is not there for a plain proxy of HTTP/%s, which says of itself nothing at all",
    async (version) => {
      const socket = connect(Number(port()), "127.0.0.1");
      socket.write(`GET /explorer HTTP/${version}\r\nHost: 127.0.0.1:${port()}\r\n\r\n`);
      let answer = "";
      for await (const part of socket) {
        answer += part;
        if (answer.includes("</html>")) break;
      }
      expect(answer).toContain("Terrarium explorer");
      expect(answer).not.toContain(gateway.adminKey);
    },
  );

  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;

  test.skipIf(outside === undefined)(
    "is not there for an address that is not this machine's own",
    async () => {
      await using open = await openTestGateway({ host: "0.0.0.0" });
      const { port } = new URL(open.url);
      const headers = { host: `localhost:${port}` };
      expect((await get(`http://${outside}:${port}`, "/explorer", headers)).body).not.toContain(
        open.adminKey,
      );
      expect((await get(`http://127.0.0.1:${port}`, "/explorer", headers)).body).toContain(open.adminKey);
    },
  );

  test("is never there in production", async () => {
    await using production = await openTestGateway({ production: true });
    const { status, body } = await get(production.url, "/explorer");
    expect(status).toBe(200);
    expect(body).not.toContain(production.adminKey);
  });

  test("cannot end the script that it stands in", async () => {
    const adminKey = "tka_</script><script>alert(1)</script>\u2028<!--";
    await using odd = await openTestGateway({ adminKey });
    const { body } = await get(odd.url, "/explorer");
    expect(body).toContain("tka_\\u003c/script>\\u003cscript>alert(1)\\u003c/script>\\u2028\\u003c!--");
    expect(body).not.toContain("<script>alert");
  });
});

describe("in a browser", () => {
  test("the explorer's page is kept by no cache, and its policy is strict and new each time", async () => {
    const [one, other] = [await page(), await page()];
    expect(one.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
    const policy = String(one.headers["content-security-policy"]);
    expect(policy.replaceAll(/'nonce-[\w-]{22}'/g, "'nonce'")).toBe(
      "default-src 'none'; script-src 'self' 'nonce'; style-src 'self' 'nonce'; img-src 'self' data:; " +
        "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'none'; " +
        "frame-ancestors 'none'",
    );
    expect(other.headers["content-security-policy"]).not.toBe(policy);
    for (const { headers, body } of [one, other]) {
      const [, allowed] = /'nonce-([\w-]{22})'/.exec(String(headers["content-security-policy"])) ?? [];
      const used = [...body.matchAll(/<(?:script|style)[^>]* nonce="([^"]*)"/g)].map(([, nonce]) => nonce);
      expect(new Set(used)).toEqual(new Set([allowed]));
    }
  });

  test("Apollo Sandbox's page may load from Apollo what it is made of, and nothing else", async () => {
    const { headers, body } = await get(gateway.url, "/graphql", { accept: "text/html" });
    const policy = String(headers["content-security-policy"]);
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-\S+' https:/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(policy.match(/https:[^\s;]+/g)).toEqual([
      "https://embeddable-sandbox.cdn.apollographql.com",
      "https://sandbox.embed.apollographql.com",
    ]);
    expect(body).not.toContain(gateway.adminKey);
  });

  test.each([
    ["/healthz", 200],
    ["/readyz", 200],
    ["/metrics", 200],
    ["/nowhere", 404],
    ["/explorer/nowhere.js", 404],
    ["/graphql?query={nothing}", 400],
    ["/webhooks/terra", 404],
    ["/%", 400],
  ])("%s may do nothing", async (path, status) => {
    const answer = await get(gateway.url, path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      "content-security-policy":
        "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
    });
  });

  test("what people type leads to the explorer; the root does so for browsers only", async () => {
    const { status, headers } = await get(gateway.url, "/", { accept: "text/html,*/*" });
    expect([status, headers.location]).toEqual([302, "/explorer"]);
    expect((await get(gateway.url, "/")).status).toBe(404);
    expect((await get(gateway.url, "/explorer/")).headers.location).toBe("/explorer");
  });
});

describe("the explorer's files", () => {
  test("come compressed to whoever takes that, and are the same inflated", async () => {
    const plain = await fetch(`${gateway.url}/explorer/main.js`, {
      headers: { "accept-encoding": "identity" },
    });
    const zipped = await fetch(`${gateway.url}/explorer/main.js`, { headers: { "accept-encoding": "gzip" } });
    expect([plain, zipped].map(({ headers }) => headers.get("content-encoding"))).toEqual([null, "gzip"]);
    expect(zipped.headers.get("vary")).toBe("accept-encoding");
    expect(await zipped.text()).toBe(await plain.text());
  });

  test.each([
    ["main.js", "application/javascript"],
    ["styles.css", "text/css"],
    ["favicon.ico", "image/vnd.microsoft.icon"],
    ["assets/img/logo_350.svg", "image/svg+xml"],
    ["assets/i18n/en-US.json", "application/json"],
    ["media/jetbrains-mono-latin-400-normal.woff2", "font/woff2"],
  ])("%s is served as what it is, and asked for again only when it changed", async (path, type) => {
    const { status, headers, body } = await get(gateway.url, `/explorer/${path}`);
    expect([status, headers["cache-control"]]).toEqual([200, "no-cache"]);
    expect(headers["content-type"]).toContain(type);
    expect(body.length).toBeGreaterThan(0);
    const again = await get(gateway.url, `/explorer/${path}`, { "if-none-match": String(headers.etag) });
    expect(again.status).toBe(304);
  });

  test.each([
    "/explorer/../package.json",
    "/explorer/..%2fpackage.json",
    "/explorer/..%2f..%2fpackage.json",
    "/explorer/%2e%2e/%2e%2e/package.json",
    "/explorer/..%5c..%5cpackage.json",
    "/explorer/assets/../../index.js",
    "/explorer//etc/passwd",
    "/explorer/%2fetc%2fpasswd",
    "/explorer/main.js%00.css",
    "/explorer/%00",
    "/explorer/index.html",
    "/explorer/index%2ehtml",
    "/explorer/iframe-sandbox/index.html",
    "/explorer/iframe-sandbox/sandbox.png",
    "/explorer/assets/../iframe-sandbox/sandbox.png",
    "/explorer/assets/",
    "/explorer/assets",
  ])("%s is not one of them", async (path) => {
    const { status, body } = await get(gateway.url, path);
    expect([400, 403, 404]).toContain(status);
    expect(JSON.parse(body)).toMatchObject({ error: expect.any(String), message: expect.any(String) });
  });
});
