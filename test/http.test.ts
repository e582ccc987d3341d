import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Door } from "../src/door.ts";
import { TerrariumError } from "../src/errors.ts";
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
  const text = await broken.text();
  expect(broken.status).toBe(500);
  expect(text).not.toContain("patient");
  const { requestId } = gateway.logs.find(({ message }) => message === "a request failed")?.facts ?? {};
  expect(text).toContain(String(requestId));
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
