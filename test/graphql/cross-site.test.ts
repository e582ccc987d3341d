/** What pages of other sites can make a browser ask here, and what they may read. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { deliver } from "../terra-client.ts";

const app = "https://app.example";
const other = "https://evil.example";
const query = "{ viewer { kind } }";
const PATHS = ["/graphql", "/graphql/stream"];

type Request = { method?: string; path?: string; headers?: Record<string, string>; body?: string | FormData };

async function send(
  { url }: TestGateway,
  { method = "POST", path = "/graphql", headers = {}, body }: Request,
) {
  const response = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

const preflight = (origin: string, path = "/graphql", asked = "authorization,content-type"): Request => ({
  method: "OPTIONS",
  path,
  headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": asked },
});

const question = ({ adminKey }: TestGateway, origin?: string, path = "/graphql"): Request => ({
  path,
  headers: {
    "content-type": "application/json",
    authorization: `Bearer ${adminKey}`,
    ...(origin !== undefined && { origin }),
  },
  body: JSON.stringify({ query }),
});

describe("where origins are allowed", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openTestGateway({ corsOrigins: [app, "http://localhost:3000"] });
  });
  afterAll(() => gateway[Symbol.asyncDispose]());

  test.each(PATHS)(
    "a preflight of theirs to %s is answered without a key, with what Apollo's clients send",
    async (path) => {
      const { status, headers, text } = await send(gateway, preflight(app, path));
      expect([status, text]).toEqual([204, ""]);
      expect(headers.get("access-control-allow-origin")).toBe(app);
      expect(headers.get("access-control-allow-methods")).toBe("GET, POST");
      const allowed = headers.get("access-control-allow-headers")?.split(", ");
      expect(allowed).toEqual(
        expect.arrayContaining([
          "authorization",
          "content-type",
          "apollo-require-preflight",
          "apollographql-client-name",
          "apollographql-client-version",
        ]),
      );
      expect(headers.has("access-control-allow-credentials")).toBe(false);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    },
  );

  test.each(PATHS)("their pages may read the answers of %s, refusals too", async (path) => {
    for (const origin of [app, "http://localhost:3000"]) {
      const { status, headers } = await send(gateway, question(gateway, origin, path));
      expect([status, headers.get("access-control-allow-origin")]).toEqual([200, origin]);
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      expect(headers.get("access-control-expose-headers")).toBe("retry-after");
      expect(headers.get("vary")?.toLowerCase()).toContain("origin");
    }
    const wrong = question({ ...gateway, adminKey: "wrong" }, app, path);
    const refused = await send(gateway, wrong);
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([401, app]);
    const broken = await send(gateway, { ...wrong, body: "{" });
    expect([broken.status, broken.headers.get("access-control-allow-origin")]).toEqual([400, app]);
  });

  test.each(PATHS)("others' pages, and such as only look like them, may read nothing of %s", async (path) => {
    for (const origin of [other, `${app}.evil.example`, "http://app.example", "null", `${app}:8443`]) {
      const asked = await send(gateway, question(gateway, origin, path));
      const before = await send(gateway, preflight(origin, path));
      for (const { headers } of [asked, before]) {
        expect(headers.has("access-control-allow-origin"), origin).toBe(false);
        expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      }
    }
  });

  test("nothing beside /graphql is told to pages of others", async () => {
    for (const path of ["/webhooks/terra", "/metrics", "/explorer", "/healthz", "/"]) {
      const before = await send(gateway, preflight(app, path));
      expect(before.status, path).toBe(404);
      const asked = await send(gateway, { method: "GET", path, headers: { origin: app } });
      for (const { headers } of [before, asked]) {
        expect(headers.has("access-control-allow-origin"), path).toBe(false);
        expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      }
    }
    const delivered = await deliver(gateway, { type: "healthcheck" }, { origin: app });
    expect(delivered.headers.has("access-control-allow-origin")).toBe(false);
  });

  test("a request that is too much is told so in a way that their pages can read", async () => {
    await using strict = await openTestGateway({ corsOrigins: [app], requestsPerMinutePerAddress: 1 });
    await send(strict, question(strict, app));
    const { status, headers } = await send(strict, question(strict, app));
    expect([status, headers.get("access-control-allow-origin")]).toEqual([429, app]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await send(strict, preflight(app))).status).toBe(204);
  });
});

test("a star allows everybody's pages, in production too, and no cookies with them", async () => {
  await using gateway = await openTestGateway({ corsOrigins: ["*"], production: true });
  const { headers } = await send(gateway, question(gateway, other));
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.has("access-control-allow-credentials")).toBe(false);
  expect((await send(gateway, preflight(other))).status).toBe(204);
});

describe("where none is allowed", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openTestGateway();
  });
  afterAll(() => gateway[Symbol.asyncDispose]());

  const key = () => ({ authorization: `Bearer ${gateway.adminKey}` });
  const asked = `/graphql?query=${encodeURIComponent(query)}`;
  const form = new FormData();
  form.set("operations", JSON.stringify({ query }));
  const body = JSON.stringify({ query });

  test("others' pages may ask and read nothing", async () => {
    expect((await send(gateway, preflight(app))).status).toBe(404);
    expect((await send(gateway, question(gateway, app))).headers.has("access-control-allow-origin")).toBe(
      false,
    );
  });

  // A browser sends these for any page, without asking first.
  test.each<[string, number, Request]>([
    ["a link or a picture", 400, { method: "GET", path: asked }],
    [
      "a link that says it is text",
      400,
      { method: "GET", path: asked, headers: { "content-type": "text/plain" } },
    ],
    [
      "a form",
      415,
      { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "query={viewer{kind}}" },
    ],
    ["a form with files", 415, { body: form }],
    ["a form of plain text", 415, { headers: { "content-type": "text/plain" }, body }],
    [
      "a form of plain text that has JSON in its name",
      415,
      { headers: { "content-type": "text/plain; x=application/json" }, body },
    ],
    ["a beacon without a type", 415, { headers: { "content-type": "" }, body }],
  ])("%s is refused, though it had a key", async (_name, status, request) => {
    const headers = { ...request.headers, ...key() };
    const answer = await send(gateway, { ...request, headers });
    expect(answer.status).toBe(status);
    const { data, errors } = JSON.parse(answer.text);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });

  test.each<[string, Request]>([
    [
      "by GET with apollo-require-preflight",
      { method: "GET", path: asked, headers: { "apollo-require-preflight": "1" } },
    ],
    [
      "by GET with x-apollo-operation-name",
      { method: "GET", path: asked, headers: { "x-apollo-operation-name": "A" } },
    ],
    [
      "by GET with the type of JSON",
      { method: "GET", path: asked, headers: { "content-type": "application/json" } },
    ],
    ["by POST with the type of JSON", { headers: { "content-type": "application/json" }, body }],
  ])("a query %s is answered", async (_name, request) => {
    const { status, text } = await send(gateway, { ...request, headers: { ...request.headers, ...key() } });
    expect([status, JSON.parse(text)]).toEqual([200, { data: { viewer: { kind: "ADMIN" } } }]);
  });

  test("a mutation by GET changes nothing, whatever headers it has", async () => {
    const path = `/graphql?query=${encodeURIComponent("mutation { replayDeliveries(filter: { states: [FAILED] }) { applied } }")}`;
    const headers = { ...key(), "apollo-require-preflight": "1" };
    const { status, text } = await send(gateway, { method: "GET", path, headers });
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([405, "BAD_USER_INPUT"]);
  });
});
