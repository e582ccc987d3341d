import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Door } from "../src/door.ts";
import { TerrariumError } from "../src/errors.ts";
import type { Config } from "../src/settings.ts";
import { openTestDatabase, openTestGateway } from "./gateway.ts";

test("says that it is alive, and that it is ready", async () => {
  await using gateway = await openTestGateway();
  expect(await (await fetch(`${gateway.url}/healthz`)).json()).toEqual({ status: "alive" });
  const ready = await fetch(`${gateway.url}/readyz`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toEqual({ status: "ready", database: "reachable", migrations: "applied" });
});

test("answers within two seconds that it is not ready when its database is gone", async () => {
  const database = await openTestDatabase();
  await using gateway = await openTestGateway({ databaseUrl: database.url });
  await database[Symbol.asyncDispose]();
  const started = performance.now();
  const ready = await fetch(`${gateway.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ status: "not ready", database: "unreachable" });
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("tells Prometheus its metrics", async () => {
  await using gateway = await openTestGateway();
  const answer = await fetch(`${gateway.url}/metrics`);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
  expect(await answer.text()).toContain("process_cpu_seconds_total");
});

const PROTECTION = {
  "content-security-policy": "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-frame-options": "DENY",
  "x-permitted-cross-domain-policies": "none",
};

test("every answer lets a browser do nothing, also of what is not there, fails or cannot be read", async () => {
  const door: Door = async (app) => {
    app.get("/broken", async () => {
      throw new Error("broken");
    });
  };
  await using gateway = await openTestGateway({}, [door]);
  for (const [path, status] of [
    ["/healthz", 200],
    ["/nowhere", 404],
    ["/broken", 500],
    ["/%", 400],
    ["/%E0%A4%A", 400],
  ] as const) {
    const answer = await fetch(`${gateway.url}${path}`);
    expect([path, answer.status]).toEqual([path, status]);
    expect(Object.fromEntries(answer.headers)).toMatchObject(PROTECTION);
    expect(answer.headers.has("x-powered-by")).toBe(false);
    if (status !== 200)
      expect(await answer.json()).toEqual({ error: expect.any(String), message: expect.any(String) });
  }
});

describe("that a browser comes by TLS next time", () => {
  const told = async (
    trustProxy: Config["trustProxy"],
    production: boolean,
    headers: Record<string, string>,
  ) => {
    await using gateway = await openTestGateway({ trustProxy, production });
    return (await fetch(`${gateway.url}/healthz`, { headers })).headers.get("strict-transport-security");
  };
  const byTls = { "x-forwarded-proto": "https" };

  test("is told where a proxy that is believed says that it came so", async () => {
    expect(await told(1, false, byTls)).toBe("max-age=31536000");
    expect(await told(["loopback"], true, byTls)).toBe("max-age=31536000");
  });

  test("is not told where it did not, or where nobody is believed", async () => {
    expect(await told(1, true, {})).toBeNull();
    expect(await told(1, true, { "x-forwarded-proto": "http" })).toBeNull();
    expect(await told(false, true, byTls)).toBeNull();
    expect(await told(["10.0.0.0/8"], true, byTls)).toBeNull();
  });
});

test("keeps what went wrong inside to itself", async () => {
  const door: Door = async (app) => {
    app.get("/broken", async () => {
      throw new Error("the patient's secret");
    });
    app.get("/full", async () => {
      throw new TerrariumError("CANNOT_STORE_NOW", "Try again.");
    });
  };
  await using gateway = await openTestGateway({}, [door]);
  const broken = await fetch(`${gateway.url}/broken`);
  const said = await broken.text();
  expect(broken.status).toBe(500);
  expect(said).not.toContain("patient");
  const { requestId } = gateway.logs.find(({ message }) => message === "a request failed")?.facts ?? {};
  expect(said).toContain(String(requestId));
  expect(JSON.stringify(gateway.logs)).not.toContain("patient");
  const full = await fetch(`${gateway.url}/full`);
  expect([full.status, full.headers.get("retry-after")]).toEqual([503, "5"]);
});

test("closes at once after answering what is under way on a connection that is kept", async () => {
  const begun = Promise.withResolvers<void>();
  const door: Door = async (app) => {
    app.get("/slow", async () => {
      begun.resolve();
      await sleep(300);
      return "done";
    });
  };
  await using gateway = await openTestGateway({}, [door]);
  const answered = fetch(`${gateway.url}/slow`).then((answer) => answer.text());
  await begun.promise;
  const started = performance.now();
  await gateway.close();
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(await answered).toBe("done");
});

test("does not wait for a client that never ends its request", async () => {
  const door: Door = async (app) => {
    app.post("/body", async () => "never");
  };
  await using gateway = await openTestGateway({}, [door]);
  const endless = request(`${gateway.url}/body`, {
    method: "POST",
    headers: { "content-type": "application/json", "content-length": "1000" },
  });
  endless.on("error", () => undefined);
  endless.write("{");
  await sleep(100);
  const started = performance.now();
  await gateway.close();
  expect(performance.now() - started).toBeLessThan(4_000);
});

test("closes a door that was open when another fails to open", async () => {
  const closed: string[] = [];
  const first: Door = async (app) => {
    app.addHook("onClose", async () => void closed.push("first"));
  };
  const second: Door = async () => {
    throw new Error("cannot open");
  };
  await expect(openTestGateway({}, [first, second])).rejects.toThrow("cannot open");
  expect(closed).toEqual(["first"]);
});

test("warns in production of an admin key that may be guessed, and of no other", async () => {
  const warned = async (overrides: Partial<Config>) => {
    await using gateway = await openTestGateway(overrides);
    return gateway.logs.filter(({ message }) => message.startsWith("TERRARIUM_ADMIN_KEY")).length;
  };
  expect(await warned({ production: true, adminKey: "tka_short" })).toBe(1);
  expect(await warned({ production: true, adminKey: "k".repeat(22) })).toBe(0);
  expect(await warned({ adminKey: "tka_short" })).toBe(0);
});
