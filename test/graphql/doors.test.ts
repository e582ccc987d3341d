/** What holds on every transport: keys, masking, time. What an operation may be is in limits.test.ts. */
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask } from "../graphql-client.ts";
import { until } from "../until.ts";
import { made, PlantedResolver, SECRET } from "./planted-resolver.ts";
import { insertPeople, openTestReadDoor, type TestReadDoor } from "./read-door.ts";
import { connect, openSocket } from "./socket-client.ts";
import { transports } from "./transports.ts";

let door: TestReadDoor;

beforeAll(async () => {
  door = await openTestReadDoor({ statementTimeoutMs: 400 }, [PlantedResolver]);
  await insertPeople(door, 3);
});

afterAll(() => door[Symbol.asyncDispose]());

/** The statements of reads that the server is running now. */
async function running(): Promise<unknown[]> {
  return await door.sql(
    `select query from pg_stat_activity
      where application_name = 'terrarium read' and datname = current_database() and state <> 'idle'`,
  );
}

describe.each(transports)("over $name", ({ run }) => {
  const codesOf = async (query: string, variables?: Record<string, unknown>) =>
    (await run(door, query, variables)).errors?.map(({ extensions }) => extensions["code"]);

  test("the schema is told, however deep that question is", async () => {
    const { data, errors } = await run(door, getIntrospectionQuery());
    expect(errors).toBeUndefined();
    expect(data).toHaveProperty("__schema.queryType.name", "Query");
  });

  test("what is wrong with a request is said to be the client's", async () => {
    expect(await codesOf("{ nothing }")).toEqual(["BAD_USER_INPUT"]);
    expect(await codesOf("query a { viewer { kind } } query b { viewer { kind } }")).toEqual([
      "BAD_USER_INPUT",
    ]);
    expect(await codesOf("query ($n: Int!) { users(first: $n) { nodes { id } } }", { n: "many" })).toEqual([
      "BAD_USER_INPUT",
    ]);
    expect(await codesOf("query ($n: Int!) { users(first: $n) { nodes { id } } }")).toEqual([
      "BAD_USER_INPUT",
    ]);
    expect(await codesOf("query ($s: Float = 0) { lingers(seconds: $s) }", { s: null })).toEqual([
      "BAD_USER_INPUT",
    ]);
  });

  test("an error of ours keeps its code, also out of a scalar", async () => {
    const { errors } = await run(door, "{ isNotFound }");
    expect(errors).toEqual([
      {
        message: "There is none: look elsewhere.",
        locations: [{ line: 1, column: 3 }],
        path: ["isNotFound"],
        extensions: { code: "NOT_FOUND" },
      },
    ]);
    expect(await codesOf(`{ takesInstant(at: "now") }`)).toEqual(["BAD_USER_INPUT"]);
    expect(await codesOf("query ($at: DateTime!) { takesInstant(at: $at) }", { at: "now" })).toEqual([
      "BAD_USER_INPUT",
    ]);
  });

  test.each(["fails", "failsInSql", "doesNotFit", "writes"])(
    "of any other error only an id is told: %s",
    async (field) => {
      const { errors } = await run(door, `{ ${field} }`);
      expect(errors).toHaveLength(1);
      expect(JSON.stringify(errors)).not.toContain(SECRET);
      const { code, id, ...rest } = errors?.[0]?.extensions ?? {};
      expect([code, rest]).toEqual(["INTERNAL_SERVER_ERROR", {}]);
      expect(errors?.[0]?.message).toContain(id);
      const logged = door.logs.find(({ facts }) => facts["id"] === id);
      expect(logged).toMatchObject({ level: "error", facts: { id, error: expect.any(String) } });
      expect(JSON.stringify(door.logs)).not.toContain(SECRET);
    },
  );

  test("reads are the reader's, of one moment, and cannot write", async () => {
    const { data } = await run(door, "{ settings }");
    expect(data).toEqual({ settings: ["terrarium_reader", "repeatable read", "on", "400ms"] });
  });

  test("a statement that takes too long is cancelled on the server, and the connection serves on", async () => {
    const { errors } = await run(door, "{ lingers(seconds: 20) }");
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining("400 ms"),
      extensions: { code: "QUERY_TOO_COMPLEX" },
    });
    expect(await codesOf("{ users { nodes { id } } }")).toBeUndefined();
    await until(async () => (await running()).length === 0);
  });

  test("after a statement that failed, the operation's other fields fail with the same error", async () => {
    expect(await codesOf('{ lingers(seconds: 20) user(referenceId: "user-1") { id } }')).toEqual([
      "QUERY_TOO_COMPLEX",
      "QUERY_TOO_COMPLEX",
    ]);
  });

  test("an operation of many statements has a time, too", async () => {
    const { errors } = await run(door, "{ lingers(seconds: 0.3, times: 50) }");
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining("1200 ms"),
      extensions: { code: "QUERY_TOO_COMPLEX" },
    });
    await until(async () => (await running()).length === 0);
  });

  test("a count that takes too long is given up, and the operation goes on", async () => {
    const { data, errors } = await run(
      door,
      "{ before: settings late: gaveUp(seconds: 20) soon: gaveUp(seconds: 0) after: settings }",
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ late: true, soon: false });
    expect(data?.["after"]).toEqual(data?.["before"]);
  });
});

describe("over HTTP", () => {
  const post = (init: { body?: string; headers?: Record<string, string>; signal?: AbortSignal }) =>
    fetch(`${door.url}/graphql`, {
      method: "POST",
      ...init,
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${door.adminKey}`,
        ...init.headers,
      },
    });
  const codeOf = async (response: Response) => {
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    return [response.status, errors[0]?.extensions.code];
  };
  const body = JSON.stringify({ query: "{ viewer { kind } }" });

  test("without the right key nothing is answered but 401", async () => {
    for (const authorization of ["", "Bearer wrong", `Basic ${door.adminKey}`, `Bearer ${door.adminKey}x`]) {
      expect(await codeOf(await post({ body, headers: { authorization } }))).toEqual([
        401,
        "UNAUTHENTICATED",
      ]);
    }
  });

  test("what is no operation is refused with 400, and what is too large with 413", async () => {
    expect(await codeOf(await post({ body: "{" }))).toEqual([400, "BAD_USER_INPUT"]);
    expect(await codeOf(await post({ body: "[]" }))).toEqual([400, "BAD_USER_INPUT"]);
    expect(await codeOf(await post({ body: `[${body}]` }))).toEqual([400, "BAD_USER_INPUT"]);
    expect(await codeOf(await post({ body: JSON.stringify({ query: "{ nothing }" }) }))).toEqual([
      400,
      "BAD_USER_INPUT",
    ]);
    expect(await codeOf(await post({ body: JSON.stringify({ query: "{" }) }))).toEqual([
      400,
      "BAD_USER_INPUT",
    ]);
    expect(await codeOf(await post({ body: JSON.stringify({ query: "subscription { tick }" }) }))).toEqual([
      400,
      "BAD_USER_INPUT",
    ]);
    expect(await codeOf(await post({ body: `${body}${" ".repeat(1024 * 1024)}` }))).toEqual([
      413,
      "QUERY_TOO_COMPLEX",
    ]);
    expect(await codeOf(await post({ body, headers: { "content-type": "text/html" } }))).toEqual([
      415,
      "BAD_USER_INPUT",
    ]);
  });

  test("a query may come by GET, unless another site's page could have sent it", async () => {
    const get = (headers: Record<string, string>) =>
      fetch(`${door.url}/graphql?query=${encodeURIComponent("{ viewer { kind } }")}`, {
        headers: { authorization: `Bearer ${door.adminKey}`, ...headers },
      });
    expect(await (await get({ "apollo-require-preflight": "true" })).json()).toEqual({
      data: { viewer: { kind: "ADMIN" } },
    });
    expect(await codeOf(await get({}))).toEqual([400, "BAD_USER_INPUT"]);
  });

  test("a browser is shown the explorer in development and nothing in production", async () => {
    const browse = (url: string) => fetch(`${url}/graphql`, { headers: { accept: "text/html" } });
    const page = await browse(door.url);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html"]);
    await using other = await openTestReadDoor({ production: true });
    expect((await browse(other.url)).status).toBe(400);
  });

  test("what a client no longer waits for is cancelled on the server", async () => {
    await using patient = await openTestReadDoor({ statementTimeoutMs: 60_000 }, [PlantedResolver]);
    const lingering = () =>
      patient.sql(
        "select from pg_stat_activity where query like '%lingering%' and state = 'active' and pid <> pg_backend_pid()",
      );
    const leave = new AbortController();
    const asked = fetch(`${patient.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${patient.adminKey}` },
      body: JSON.stringify({ query: "{ lingers(seconds: 50) }" }),
      signal: leave.signal,
    });
    await until(async () => (await lingering()).length === 1);
    leave.abort();
    await expect(asked).rejects.toThrow();
    await until(async () => (await lingering()).length === 0);
    expect((await ask(patient, "{ users { nodes { id } } }")).errors).toBeUndefined();
    expect(patient.logs.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("operations are counted by name, type and outcome", async () => {
    await ask(door, "query Counted { viewer { kind } }");
    await ask(door, "query Counted { fails }");
    const metrics = await (await fetch(`${door.url}/metrics`)).text();
    expect(metrics).toContain(
      `terrarium_graphql_operations_total{operation="Counted",type="query",outcome="ok"} 1`,
    );
    expect(metrics).toContain(
      `terrarium_graphql_operations_total{operation="Counted",type="query",outcome="error"} 1`,
    );
  });
});

describe("over WebSocket", () => {
  test.each([undefined, {}, { authorization: "Bearer wrong" }, { authorization: 7 }])(
    "a socket without the right key is closed: %j",
    async (payload) => {
      using client = await openSocket(door.url);
      client.send({ type: "connection_init", payload });
      const { code, reason } = await client.closed;
      expect(code).toBe(4403);
      expect(reason).toContain("UNAUTHENTICATED");
    },
  );

  test("an operation right behind a wrong key is not answered", async () => {
    using client = await openSocket(door.url);
    client.send({ type: "connection_init", payload: { authorization: "Bearer wrong" } });
    client.send({ type: "subscribe", id: "1", payload: { query: "{ viewer { kind } }" } });
    await expect(client.next()).rejects.toThrow("UNAUTHENTICATED");
  });

  test("an operation before the key closes the socket", async () => {
    using client = await openSocket(door.url);
    client.send({ type: "subscribe", id: "1", payload: { query: "{ viewer { kind } }" } });
    expect(await client.closed).toEqual({ code: 4401, reason: expect.stringContaining("UNAUTHENTICATED") });
  });

  test("a message that is too large closes the socket", async () => {
    using client = await connect(door);
    client.send({
      type: "subscribe",
      id: "1",
      payload: { query: `{ viewer { kind } } ${" ".repeat(1024 * 1024)}` },
    });
    expect((await client.closed).code).toBe(1009);
  });

  test("each event of a subscription has a context and a transaction of its own, and a failing one is masked", async () => {
    using client = await connect(door);
    client.send({ type: "subscribe", id: "1", payload: { query: "subscription { tick }" } });
    const [first, second, third, last] = [
      await client.next(),
      await client.next(),
      await client.next(),
      await client.next(),
    ];
    expect(first).toMatchObject({
      type: "next",
      payload: { data: { tick: expect.stringMatching(/^1 fresh/) } },
    });
    expect(second).toMatchObject({
      type: "next",
      payload: { errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }] },
    });
    expect(JSON.stringify(second)).not.toContain(SECRET);
    expect(third).toMatchObject({
      type: "next",
      payload: { data: { tick: expect.stringMatching(/^3 fresh/) } },
    });
    expect(JSON.stringify(third).slice(-30)).not.toBe(JSON.stringify(first).slice(-30));
    expect(last).toEqual({ id: "1", type: "complete" });
    expect(await (await fetch(`${door.url}/metrics`)).text()).toContain("terrarium_subscriptions 0");
    await until(async () => (await running()).length === 0);
  });

  test("a stream of events that breaks ends with a masked error", async () => {
    using client = await connect(door);
    client.send({ type: "subscribe", id: "1", payload: { query: "subscription { refusedTick }" } });
    expect(await client.next()).toMatchObject({ type: "next" });
    const broken = await client.next();
    expect(broken).toMatchObject({
      type: "error",
      payload: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }],
    });
    expect(JSON.stringify(broken)).not.toContain(SECRET);
  });

  test("events are made as fast as the client reads them, and none is lost", async () => {
    using client = await connect(door);
    client.send({ type: "subscribe", id: "1", payload: { query: "subscription { flood }" } });
    expect(await client.next()).toMatchObject({ type: "next" });
    client.socket.pause();
    let before = 0;
    await until(async () => {
      const isStill = made.events === before;
      before = made.events;
      await sleep(200);
      return isStill && made.events === before;
    });
    expect(made.events).toBeLessThan(500);
    client.socket.resume();
    const rest = [];
    for (let n = 2; n <= 1_000; n++) rest.push((await client.next()).type);
    expect(new Set(rest)).toEqual(new Set(["next"]));
    expect(await client.next()).toEqual({ id: "1", type: "complete" });
  });

  test("who sends and does not read is read from no more, until the answers have gone", async () => {
    using client = await openSocket(door.url);
    client.socket.pause();
    const ping = JSON.stringify({ type: "ping", payload: { text: "x".repeat(512 * 1024) } });
    for (let n = 0; n < 100; n++) client.socket.send(ping);
    await sleep(500);
    expect(client.socket.bufferedAmount).toBeGreaterThan(20 * 512 * 1024);
    client.socket.resume();
    for (let n = 0; n < 100; n++) expect((await client.next()).type).toBe("pong");
  });

  test("a socket has so many operations at once", async () => {
    using client = await connect(door);
    const events = { query: "subscription { dataEvents { cursor } }" };
    for (let n = 0; n <= 200; n++) client.send({ type: "subscribe", id: `${n}`, payload: events });
    expect(await client.next()).toMatchObject({
      id: "200",
      type: "error",
      payload: [{ extensions: { code: "RATE_LIMITED" } }],
    });
    client.send({ type: "complete", id: "0" });
    client.send({ type: "subscribe", id: "more", payload: { query: "{ viewer { kind } }" } });
    expect(await client.next()).toMatchObject({ id: "more", type: "next" });
  });

  test.each(["next", "connection_ack"])("what only a server says closes the socket: %s", async (type) => {
    using client = await connect(door);
    client.send({ type, id: "1", payload: {} });
    expect(await client.closed).toEqual({ code: 4400, reason: expect.stringContaining(type) });
    expect(door.logs.filter(({ message }) => message.includes("socket failed"))).toEqual([]);
  });

  test("another upgrade than to a socket is passed over", async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "" };
      request(`${door.url}/healthz`, { headers }, (response) => resolve(response.resume().statusCode))
        .once("error", reject)
        .end();
    });
    expect(answer).toBe(200);
  });

  test.each(["complete", "close"])(
    "a query that its client leaves is cancelled on the server: %s",
    async (way) => {
      await using patient = await openTestReadDoor({ statementTimeoutMs: 60_000 }, [PlantedResolver]);
      const lingering = () =>
        patient.sql(
          "select from pg_stat_activity where query like '%lingering%' and state = 'active' and pid <> pg_backend_pid()",
        );
      using client = await connect(patient);
      client.send({ type: "subscribe", id: "1", payload: { query: "{ lingers(seconds: 50) }" } });
      await until(async () => (await lingering()).length === 1);
      if (way === "complete") client.send({ type: "complete", id: "1" });
      else client.socket.terminate();
      await until(async () => (await lingering()).length === 0);
      expect((await ask(patient, "{ users { nodes { id } } }")).errors).toBeUndefined();
    },
  );

  test("sockets are counted, and told when the gateway goes", async () => {
    await using other = await openTestReadDoor();
    using client = await connect(other);
    expect(await (await fetch(`${other.url}/metrics`)).text()).toContain("terrarium_sockets 1");
    const startedAt = performance.now();
    const [end] = await Promise.all([client.closed, other.close()]);
    expect(end.code).toBe(1001);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test("another path takes no sockets", async () => {
    await expect(openSocket(`${door.url}/elsewhere`)).rejects.toThrow("404");
  });
});
