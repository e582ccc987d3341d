/** The TypeScript client, as an app uses it, against a running gateway. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  AnswerError,
  createClient,
  DailyRestingHeartRateDocument,
  DataEventsDocument,
  DaysDocument,
  NetworkError,
  type Operation,
  PeopleDocument,
  PersonByReferenceDocument,
  RecordSeriesDocument,
} from "../../client/typescript/index.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { daysOf, sendDays } from "./sent-days.ts";

function clientOf({ url, adminKey }: TestGateway) {
  return createClient({ url, key: adminKey });
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

test("an operation is sent by its hash where only that is trusted, over HTTP and over a socket", async () => {
  const trustedDocuments = fileURLToPath(
    new URL("../../client/typescript/persisted-documents.json", import.meta.url),
  );
  await using gateway = await openTestGateway({ trustedDocuments });
  await sendDays(gateway, daysOf(["ada"], 1));
  const client = createClient({ url: gateway.url, key: gateway.adminKey, trustedDocuments: true });
  expect((await client.query(PeopleDocument)).users.nodes).toHaveLength(1);
  for await (const event of client.follow(DataEventsDocument, { after: "START" })) {
    expect(event.cursor).toEqual(expect.any(String));
    break;
  }
  await using other = await openTestGateway();
  const untrusted = createClient({ url: other.url, key: other.adminKey, trustedDocuments: true });
  await expect(untrusted.query(PeopleDocument)).rejects.toThrow("No trusted documents are set up");
  await expect(untrusted.follow(DataEventsDocument).next()).rejects.toThrow(
    "No trusted documents are set up",
  );
  const nameless: Operation<unknown, unknown> = new String("{ viewer { kind } }");
  await expect(client.query(nameless)).rejects.toThrow("An operation with a hash was wanted");
});

describe("query", () => {
  test("gives the data of an answer, typed by the operation", async () => {
    await using gateway = await openTestGateway();
    await sendDays(gateway, daysOf(["ada"], 2));
    const { user } = await clientOf(gateway).query(PersonByReferenceDocument, { referenceId: "ada" });
    expect(user).toMatchObject({
      referenceId: "ada",
      connections: [{ provider: "GARMIN", status: "ACTIVE" }],
    });
    // @ts-expect-error the operation does not ask for it
    expect(user?.email).toBeUndefined();
  });

  test("takes only the variables of the operation", async () => {
    await using gateway = await openTestGateway();
    const client = clientOf(gateway);
    expect((await client.query(PeopleDocument)).users.nodes).toEqual([]);
    // @ts-expect-error a required variable is missing
    await expect(client.query(PersonByReferenceDocument)).rejects.toThrow(AnswerError);
    // @ts-expect-error a variable that it has not
    await expect(client.query(PeopleDocument, { form: "ada" })).resolves.toBeDefined();
    // @ts-expect-error a variable of another type
    const wrong = client.query(PersonByReferenceDocument, { referenceId: 1 });
    await expect(wrong).rejects.toMatchObject({ code: "BAD_USER_INPUT", status: 400 });
  });

  test("asks by a key that is fetched for each request, and names a wrong one UNAUTHENTICATED", async () => {
    await using gateway = await openTestGateway();
    const keys = ["wrong", gateway.adminKey];
    const client = createClient({ url: gateway.url, key: async () => keys.shift() ?? "none" });
    await expect(client.query(PeopleDocument)).rejects.toMatchObject({
      name: "AnswerError",
      code: "UNAUTHENTICATED",
      status: 401,
    });
    expect((await client.query(PeopleDocument)).users.nodes).toEqual([]);
  });

  test("says where in the answer a fault is", async () => {
    await using gateway = await openTestGateway();
    const fault = clientOf(gateway).query(PeopleDocument, { after: "damaged" });
    await expect(fault).rejects.toMatchObject({ code: "BAD_USER_INPUT", path: ["users"] });
  });

  test("is sent again after 503, no sooner than the gateway asks", async () => {
    const sentAt: number[] = [];
    await using server = await openServer((respond) => {
      sentAt.push(performance.now());
      if (sentAt.length === 1) respond(503, '{"error":"CANNOT_STORE_NOW"}', { "retry-after": "1" });
      else respond(200, '{"data":{"user":null}}');
    });
    const client = createClient({ url: server.url, key: "any" });
    expect(await client.query(PersonByReferenceDocument, { referenceId: "ada" })).toEqual({ user: null });
    expect(sentAt).toHaveLength(2);
    expect((sentAt[1] ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThan(990);
  });

  test("is sent again a given number of times", async () => {
    let sent = 0;
    await using server = await openServer((respond) => {
      sent += 1;
      respond(503, "");
    });
    const fault = createClient({ url: server.url, key: "any", retries: 1 }).query(PeopleDocument);
    await expect(fault).rejects.toMatchObject({ code: "HTTP_503" });
    expect(sent).toBe(2);
  });

  test("is not sent again where the gateway asks for a longer wait than a caller would bear", async () => {
    let sent = 0;
    await using server = await openServer((respond) => {
      sent += 1;
      respond(503, "", { "retry-after": new Date(Date.now() + 60_000).toUTCString() });
    });
    const fault = createClient({ url: server.url, key: "any" }).query(PeopleDocument);
    await expect(fault).rejects.toSatisfy(
      ({ retryAfterMs }) => retryAfterMs > 50_000 && retryAfterMs <= 60_000,
    );
    expect(sent).toBe(1);
  });

  test("is sent again after 502, and a mutation is not: it may have been done", async () => {
    let sent = 0;
    await using server = await openServer((respond) => {
      sent += 1;
      respond(502, "");
    });
    const client = createClient({ url: server.url, key: "any", retries: 1 });
    await expect(client.query(PeopleDocument)).rejects.toMatchObject({ code: "HTTP_502" });
    expect(sent).toBe(2);
    const mutation: Operation<unknown, Record<string, never>> = "mutation Any { any }";
    await expect(client.query(mutation)).rejects.toMatchObject({ code: "HTTP_502" });
    expect(sent).toBe(3);
  });

  test("is not sent again after what another try would not mend", async () => {
    let sent = 0;
    await using server = await openServer((respond) => {
      sent += 1;
      respond(500, "<h1>Out of order</h1>");
    });
    const fault = createClient({ url: server.url, key: "any" }).query(PeopleDocument);
    await expect(fault).rejects.toMatchObject({ name: "HttpError", code: "HTTP_500", status: 500 });
    expect(sent).toBe(1);
  });

  test.each(["<h1>Log in</h1>", '{"errors":"none"}', '{"data":null}', "null", "[]"])(
    "takes %s for no answer of a gateway, and says who gave it",
    async (body) => {
      await using server = await openServer((respond) => respond(200, body));
      const fault = createClient({ url: server.url, key: "any" }).query(PeopleDocument);
      await expect(fault).rejects.toMatchObject({
        code: "HTTP_200",
        message: `${server.url}/graphql answered with HTTP 200: ${body}`,
      });
    },
  );

  test("tells a gateway that is not there, and one that is too slow, from one that refuses", async () => {
    await using slow = await openServer(() => {});
    const late = createClient({ url: slow.url, key: "any", timeoutMs: 50, retries: 0 });
    await expect(late.query(PeopleDocument)).rejects.toThrow(/no answer came within 50 ms/);
    const { url } = slow;
    await slow[Symbol.asyncDispose]();
    const gone = createClient({ url, key: "any", retries: 1 });
    const fault = gone.query(PeopleDocument);
    await expect(fault).rejects.toThrow(NetworkError);
    await expect(fault).rejects.toThrow(/ECONNREFUSED/);
  });

  test("ends with the reason of an abort", async () => {
    await using slow = await openServer(() => {});
    const client = createClient({ url: slow.url, key: "any" });
    const abort = new AbortController();
    const asked = client.query(PeopleDocument, {}, { signal: abort.signal });
    setTimeout(() => abort.abort(new Error("enough")), 20);
    await expect(asked).rejects.toThrow("enough");
  });
});

test("wants an address by HTTP, and says so", () => {
  for (const url of ["127.0.0.1:4000", "localhost:4000", "ftp://127.0.0.1", ""]) {
    expect(() => createClient({ url, key: "any" })).toThrow(
      `An address such as http://127.0.0.1:4000 was wanted; ${url} came.`,
    );
  }
});

test("takes a key with the line end of the file it was in, over HTTP and over a socket", async () => {
  await using gateway = await openTestGateway();
  await sendDays(gateway, daysOf(["ada"], 1));
  const client = createClient({ url: gateway.url, key: `${gateway.adminKey}\n` });
  expect((await client.query(PeopleDocument)).users.nodes).toHaveLength(1);
  const events = client.follow(DataEventsDocument, { after: "START" });
  expect((await events.next()).done).toBe(false);
  await events.return();
});

describe("pages", () => {
  test("gives each row of a list once, in order, over more rows than a page", async () => {
    await using gateway = await openTestGateway();
    const sent = daysOf(["ada", "bob", "cyd"], 20);
    await sendDays(gateway, sent);
    const rows = await all(clientOf(gateway).pages(DailyRestingHeartRateDocument, { first: 7 }));
    const read = rows.map(({ localDate, restingHeartRateBpm, user: { referenceId } }) => ({
      referenceId,
      localDate,
      restingHeartRateBpm,
    }));
    expect(read.map(({ localDate }) => localDate)).toEqual(sent.map(({ localDate }) => localDate).sort());
    expect(new Set(read.map((row) => JSON.stringify(row)))).toEqual(
      new Set(sent.map((row) => JSON.stringify(row))),
    );
    expect(read).toHaveLength(sent.length);
  });

  test("gives whole pages, and only of the days asked for", async () => {
    await using gateway = await openTestGateway();
    await sendDays(gateway, daysOf(["ada"], 10));
    const days = { from: "2026-01-03", to: "2026-01-07" };
    const pages = await all(clientOf(gateway).wholePages(DaysDocument, { ...days, first: 2 }));
    expect(pages.map(({ nodes }) => nodes.map(({ localDate }) => localDate?.slice(8)))).toEqual([
      ["03", "04"],
      ["05", "06"],
      ["07"],
    ]);
  });

  test("takes only an operation that has a page and can begin behind a cursor", async () => {
    await using gateway = await openTestGateway();
    const client = clientOf(gateway);
    // @ts-expect-error one person is no page
    expect(await all(client.pages(PersonByReferenceDocument, { referenceId: "ada" }))).toEqual([]);
    // @ts-expect-error one record is no page
    expect(() => client.pages(RecordSeriesDocument, { id: "any" })).not.toThrow();
  });

  test("ends with an error where a page does not say how to go on, and not with the same page for ever", async () => {
    const users = { nodes: [], pageInfo: { hasNextPage: true, endCursor: "same" } };
    await using server = await openServer((respond) => respond(200, JSON.stringify({ data: { users } })));
    const people = createClient({ url: server.url, key: "any" }).pages(PeopleDocument);
    await expect(all(people)).rejects.toThrow("does not say behind which cursor");
  });

  test("ends with the reason of an abort, so that no half list looks whole", async () => {
    await using gateway = await openTestGateway();
    await sendDays(gateway, daysOf(["ada"], 4));
    const abort = new AbortController();
    const reading = (async () => {
      const options = { signal: abort.signal };
      for await (const _ of clientOf(gateway).pages(DaysDocument, { first: 1 }, options)) abort.abort();
    })();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});

type Respond = (status: number, body: string, headers?: Record<string, string>) => void;

/** What stands where a gateway should: it answers as it is told, or not at all. */
async function openServer(answer: (respond: Respond) => void): Promise<AsyncDisposable & { url: string }> {
  const server: Server = createServer((_request, response) =>
    answer((status, body, headers) => response.writeHead(status, headers).end(body)),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
