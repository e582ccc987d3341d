/** Transfers as Terra makes them and clients see them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { ask, read } from "../graphql-client.ts";
import { deliver, sampleText } from "../terra-client.ts";
import { NO_STAMP, readTransfer, stateOf, TerraRequest } from "./terra-request.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway.close());

async function notesOf(reference: string | null): Promise<string[]> {
  const { deliveries } = await read<{
    deliveries: { nodes: { reference: string | null; notes: string[] }[] };
  }>(gateway, "{ deliveries(first: 1) { nodes { reference notes } } }");
  expect(deliveries.nodes[0]?.reference).toBe(reference);
  return deliveries.nodes[0]?.notes ?? [];
}

describe("what Terra says of a transfer", () => {
  test("large_request_processing opens it, by the reference in its body", async () => {
    await deliver(gateway, sampleText("large_request_processing__openapi-2026-07"));
    expect(await readTransfer(gateway, "d3f1a9c2-6b1e-4f0a-8f21-9e5b2c7a4d10")).toMatchObject({
      status: "PROCESSING",
      expectedPayloads: null,
      receivedPayloads: 0,
      lastPayloadAt: null,
      retryAt: null,
      connection: { terraUserId: "40f7b0e1-89e2-43ac-a5b8-1e29c8d47cad" },
    });
    expect(await notesOf(null)).toEqual([]);
  });

  test("large_request_sending says how many payloads to expect", async () => {
    await deliver(gateway, sampleText("large_request_sending__openapi-2026-07"));
    expect(await stateOf(gateway, "d3f1a9c2-6b1e-4f0a-8f21-9e5b2c7a4d10")).toBe("SENDING 0/43");
  });

  test("rate_limit_hit opens one by its header, and keeps when Terra tries again and for which days", async () => {
    const limited = sampleText("rate_limit_hit__docs-event-types");
    await deliver(gateway, limited, { "terra-reference": "limited:chunk:3" });
    expect(await readTransfer(gateway, "limited")).toMatchObject({
      retryAt: "2025-02-01T01:00:00+00:00",
      startDate: "2025-01-01T00:00:00.000000+00:00",
      endDate: "2025-02-01T00:00:00.000000+00:00",
      connection: { terraUserId: "00000000-0000-4000-8000-0000000000aa" },
    });
  });

  test("processing is kept and opens none, and neither does an ordinary event with a reference", async () => {
    const reference = { "terra-reference": "ordinary" };
    await deliver(gateway, sampleText("processing__docs-http-only"), reference);
    expect(await notesOf("ordinary")).toEqual([
      "kept as it came: an answer to a request, of which nothing follows",
    ]);
    await deliver(gateway, sampleText("daily__openapi-2026-07"), reference);
    expect(await readTransfer(gateway, "ordinary")).toBeNull();
  });

  test("an event without a reference is kept with a note that says so", async () => {
    await deliver(gateway, sampleText("rate_limit_hit__schema-full-coverage"));
    expect(await notesOf(null)).toEqual(["reference: none came, so it is not known whose transfer this is"]);
  });

  test("the body's reference goes before the header's, and neither has a chunk's suffix", async () => {
    const body = { type: "large_request_processing", reference: "in-body:chunk:1" };
    await deliver(gateway, body, { "terra-reference": "in-header" });
    expect(await stateOf(gateway, "in-body")).toBe("PROCESSING 0/unknown");
    expect(await readTransfer(gateway, "in-header")).toBeNull();
  });

  test("a transfer whose user is not named has no connection, until an event names one", async () => {
    const request = new TerraRequest();
    await request.processing(gateway, { user: undefined });
    expect(await readTransfer(gateway, request.reference)).toMatchObject({ connection: null });
    await request.sending(gateway, 2);
    expect(await readTransfer(gateway, request.reference)).toMatchObject({
      connection: { terraUserId: request.terraUserId },
    });
  });

  test("a count that is none, or a time that is none, is null with a note", async () => {
    const request = new TerraRequest();
    for (const count of ["7", -1, 2.5, 2 ** 31, {}]) await request.sending(gateway, count);
    expect(await stateOf(gateway, request.reference)).toBe("SENDING 0/unknown");
    expect(await notesOf(null)).toEqual([
      "expected_payloads: wanted a whole number, got an object; kept as null",
    ]);
    await request.rateLimit(gateway, { retrying_at: "9999-12-31T23:59:59-15:00", start_date: 7 });
    expect(await readTransfer(gateway, request.reference)).toMatchObject({ retryAt: null, startDate: "7" });
  });

  test.each([
    ["is longer than any that Terra makes", "r".repeat(201)],
    ["holds what PostgreSQL cannot keep", "a\0b"],
    ["is no text", { reference: "x" }],
  ])("a reference that %s opens nothing, and its delivery is kept", async (_why, reference) => {
    const body = { type: "large_request_processing", reference };
    expect((await deliver(gateway, body)).status).toBe(200);
    expect(await notesOf(null)).toEqual(["reference: none came, so it is not known whose transfer this is"]);
  });
});

describe("what comes for a transfer", () => {
  test("counts chunks up to COMPLETE, which stays whatever is said later", async () => {
    const request = new TerraRequest();
    await request.processing(gateway);
    await request.sending(gateway, 3);
    for (const number of [2, 3]) await request.chunk(gateway, number);
    expect(await stateOf(gateway, request.reference)).toBe("SENDING 2/3");
    await request.chunk(gateway, 1);
    expect(await stateOf(gateway, request.reference)).toBe("COMPLETE 3/3");
    await request.rateLimit(gateway);
    await request.processing(gateway);
    await request.sending(gateway, 5);
    expect(await stateOf(gateway, request.reference)).toBe("COMPLETE 3/5");
  });

  test("counts the chunks that came before the event that opens it", async () => {
    const request = new TerraRequest();
    for (const number of [1, 2, 3]) await request.chunk(gateway, number);
    expect(await readTransfer(gateway, request.reference)).toBeNull();
    await request.sending(gateway, 3);
    const transfer = await readTransfer(gateway, request.reference);
    expect(transfer).toMatchObject({ status: "COMPLETE", receivedPayloads: 3, expectedPayloads: 3 });
    expect(Date.parse(transfer?.startedAt ?? "")).toBeLessThan(Date.parse(transfer?.lastPayloadAt ?? ""));
  });

  test("counts a doubled chunk once, whatever its bytes or trace id", async () => {
    const request = new TerraRequest();
    await request.sending(gateway, 3);
    for (const steps of [1, 2, 2, 3]) await request.chunk(gateway, 1, {}, steps);
    expect(await stateOf(gateway, request.reference)).toBe("SENDING 1/3");
  });

  test("knows a chunk by the number in its reference, where the trace id has none", async () => {
    const request = new TerraRequest();
    await request.sending(gateway, 2);
    for (const [number, steps] of [
      [1, 1],
      [1, 2],
      [2, 3],
    ])
      await request.chunk(
        gateway,
        0,
        { "terra-reference": `${request.reference}:chunk:${number}`, "x-terra-trace-id": "" },
        steps,
      );
    expect(await stateOf(gateway, request.reference)).toBe("COMPLETE 2/2");
  });

  test("tells payloads without a number by their bytes", async () => {
    const request = new TerraRequest();
    await request.sending(gateway, 9);
    for (const [trace, steps] of [
      ["a", 1],
      ["b", 1],
      ["c", 2],
    ] as const)
      await request.chunk(gateway, 0, { "x-terra-trace-id": `${request.reference}-${trace}` }, steps);
    expect(await stateOf(gateway, request.reference)).toBe("SENDING 2/9");
  });

  test("counts a payload that could not be applied: it is safe with us", async () => {
    const request = new TerraRequest();
    await request.sending(gateway, 2);
    await request.send(
      gateway,
      { ...request.daily(1), data: [{}] },
      { "terra-reference": request.reference, "x-terra-trace-id": `${request.reference}:chunk:1` },
    );
    expect(await stateOf(gateway, request.reference)).toBe("SENDING 1/2");
  });

  test("keeps transfers apart whose chunks are interleaved", async () => {
    const [one, other] = [new TerraRequest(), new TerraRequest()];
    await one.sending(gateway, 2);
    await other.sending(gateway, 3);
    for (const number of [1, 2]) for (const request of [one, other]) await request.chunk(gateway, number);
    expect(await stateOf(gateway, one.reference)).toBe("COMPLETE 2/2");
    expect(await stateOf(gateway, other.reference)).toBe("SENDING 2/3");
  });

  test("is SENDING again when chunks come after a rate limit, by Terra's clock and not by arrival", async () => {
    const request = new TerraRequest();
    await request.sending(gateway, 5);
    await request.rateLimit(gateway, { retrying_at: new Date(Date.now() + 1e6).toISOString() });
    const before = { "x-terra-ordering-timestamp": "1770000000001" };
    await request.chunk(gateway, 1, before);
    expect(await stateOf(gateway, request.reference)).toBe("RATE_LIMITED 1/5");
    await request.chunk(gateway, 2);
    expect(await stateOf(gateway, request.reference)).toBe("SENDING 2/5");
  });

  test("goes by the last webhook of the user where no stamp came, and by arrival where nothing says when", async () => {
    const retrying_at = new Date(Date.now() + 1e6).toISOString();
    for (const [limited, sent] of [
      ["2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"],
      [null, null],
    ]) {
      const request = new TerraRequest();
      const userAt = (at: string | null | undefined) => ({ ...request.user, last_webhook_update: at });
      await request.rateLimit(gateway, { user: userAt(limited), retrying_at }, NO_STAMP);
      expect(await stateOf(gateway, request.reference)).toBe("RATE_LIMITED 0/unknown");
      await request.send(
        gateway,
        { ...request.daily(1), user: userAt(sent) },
        { "terra-reference": request.reference, ...NO_STAMP },
      );
      expect(await stateOf(gateway, request.reference)).toBe("SENDING 1/unknown");
    }
  });

  test("a large request of Garmin, which gives no count, is SENDING and has no end that is known", async () => {
    const request = new TerraRequest();
    await request.processing(gateway);
    await request.sending(gateway, null);
    for (const number of [1, 2, 3]) await request.chunk(gateway, number);
    expect(await stateOf(gateway, request.reference)).toBe("SENDING 3/unknown");
  });

  test("is COMPLETE by the least that was ever expected, whichever count comes first", async () => {
    for (const order of [
      [2, 5],
      [5, 2],
    ]) {
      const request = new TerraRequest();
      for (const number of [1, 2]) await request.chunk(gateway, number);
      for (const expected of order) await request.sending(gateway, expected);
      expect(await stateOf(gateway, request.reference)).toBe(`COMPLETE 2/${order[1]}`);
    }
  });

  test("a request that brings nothing is COMPLETE at once", async () => {
    const request = new TerraRequest();
    await request.sending(gateway, 0);
    expect(await stateOf(gateway, request.reference)).toBe("COMPLETE 0/0");
  });

  test("counts no payload of a dev-id that is not accepted", async () => {
    await using picky = await openTestGateway({ devIds: ["ours"] });
    const request = new TerraRequest();
    await request.sending(picky, 3, {}, { "dev-id": "ours" });
    await request.chunk(picky, 1, { "dev-id": "ours" });
    await request.chunk(picky, 2, { "dev-id": "theirs" });
    expect(await stateOf(picky, request.reference)).toBe("SENDING 1/3");
  });
});

describe("the transfers of a connection", () => {
  type Page = {
    nodes: { reference: string }[];
    edges: { cursor: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
    totalCount: number;
  };
  type Answer = { connections: { nodes: { terraUserId: string; transfers: Page }[] } };

  const query = `query ($first: Int, $after: String) { connections(first: 1000) { nodes { terraUserId
    transfers(first: $first, after: $after) {
      nodes { reference } edges { cursor } pageInfo { hasNextPage endCursor } totalCount } } } }`;

  async function pageOf(terraUserId: string, variables: { first: number; after?: string }) {
    const { connections } = await read<Answer>(gateway, query, variables);
    const found = connections.nodes.find((connection) => connection.terraUserId === terraUserId);
    return found?.transfers as Page;
  }

  test("come page by page, the newest first", async () => {
    const requests = ["a", "b", "c"].map((name) => new TerraRequest(`page-${name}`, "paged"));
    for (const request of requests) await request.processing(gateway);
    const first = await pageOf("paged", { first: 2 });
    expect(first).toMatchObject({
      nodes: [{ reference: "page-c" }, { reference: "page-b" }],
      pageInfo: { hasNextPage: true },
      totalCount: 3,
    });
    const { errors } = await ask(gateway, query, { first: 2, after: first.pageInfo.endCursor });
    expect(errors?.[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
    const one = `query ($id: ID!, $after: String) { connection(id: $id) { transfers(after: $after) {
      nodes { reference } pageInfo { hasNextPage } } } }`;
    const { connections } = await read<{ connections: { nodes: { id: string; terraUserId: string }[] } }>(
      gateway,
      "{ connections(first: 1000) { nodes { id terraUserId } } }",
    );
    const id = connections.nodes.find(({ terraUserId }) => terraUserId === "paged")?.id;
    expect(await read(gateway, one, { id, after: first.pageInfo.endCursor })).toEqual({
      connection: { transfers: { nodes: [{ reference: "page-a" }], pageInfo: { hasNextPage: false } } },
    });
  });

  test("is null for a reference that nothing is known of, even one that no text can be", async () => {
    for (const reference of ["", "nothing", "a\0b"])
      expect(await readTransfer(gateway, reference)).toBeNull();
  });
});
