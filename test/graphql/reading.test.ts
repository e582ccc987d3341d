/** What the rooms users, connections and deliveries answer. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, read } from "../graphql-client.ts";
import { insertDeliveries, insertPeople, openTestReadDoor, type TestReadDoor } from "./read-door.ts";

type Node = { id: string };
type Named = Node & { provider: string };
type Walked = {
  nodes: Node[];
  edges: { cursor: string; node: Node }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

let door: TestReadDoor;

beforeAll(async () => {
  door = await openTestReadDoor();
  await insertPeople(door, 50);
  await insertDeliveries(door, 40);
});

afterAll(() => door[Symbol.asyncDispose]());

test("says who asks", async () => {
  expect(await read(door, "{ viewer { kind } }")).toEqual({ viewer: { kind: "ADMIN" } });
});

describe("a user", () => {
  const fields = "id referenceId createdAt";

  test("is found by the app's own key, and by id", async () => {
    const { user } = await read<{ user: Node }>(door, `{ user(referenceId: "user-7") { ${fields} } }`);
    expect(user).toMatchObject({ referenceId: "user-7", createdAt: "2026-01-15T08:00:00.123458+00:00" });
    const byId = await read(door, `query ($id: ID) { user(id: $id) { ${fields} } }`, { id: user.id });
    expect(byId).toEqual({ user });
  });

  test("is wanted by exactly one of id and key", async () => {
    for (const args of ["", `(id: "x", referenceId: "y")`, "(id: null)"]) {
      const { errors } = await ask(door, `{ user${args} { id } }`);
      expect(errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT" });
    }
  });

  test("is not found by what is no id of a user", async () => {
    const { connections } = await read<Record<"connections", Walked>>(
      door,
      "{ connections(first: 1) { nodes { id } } }",
    );
    const another = connections.nodes[0]?.id;
    const forged = Buffer.from(JSON.stringify(["user", "'; drop table users"])).toString("base64url");
    for (const id of ["", "x", forged, another]) {
      expect(await read(door, "query ($id: ID) { user(id: $id) { id } }", { id })).toEqual({ user: null });
      if (id !== another) {
        expect(await read(door, "query ($id: ID!) { connection(id: $id) { id } }", { id })).toEqual({
          connection: null,
        });
      }
    }
  });
});

test("finds nothing by texts that the database cannot hold", async () => {
  const query = `query ($text: String!, $id: ID!) {
    user(referenceId: $text) { id } byId: user(id: $id) { id } connection(id: $id) { id } healthRecord(id: $id) { id }
    users(referenceIds: [$text, "user-7"]) { nodes { referenceId } totalCount }
    connections(providers: [$text]) { nodes { id } totalCount }
    deliveries(types: [$text]) { nodes { id } totalCount }
    sleeps(providers: [$text], userIds: [$id], connectionIds: [$id]) { nodes { id } totalCount }
  }`;
  const none = { nodes: [], totalCount: 0 };
  for (const text of ["\0", "user-7\0"]) {
    expect(await read(door, query, { text, id: text })).toEqual({
      user: null,
      byId: null,
      connection: null,
      healthRecord: null,
      users: { nodes: [{ referenceId: "user-7" }], totalCount: 1 },
      connections: none,
      deliveries: none,
      sleeps: none,
    });
  }
});

test("takes times to the ends of the calendar, and says of others what is wrong", async () => {
  const query = `query ($time: DateTime!) {
    from: sleeps(time: { from: $time }) { totalCount } to: healthRecords(time: { to: $time }) { totalCount }
  }`;
  const none = { from: { totalCount: 0 }, to: { totalCount: 0 } };
  for (const time of ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59+15:59", "2026-01-01t00:00z"]) {
    expect(await read(door, query, { time })).toEqual(none);
  }
  for (const time of ["0001-01-01T00:00:00+15:59", "9999-12-31T23:59:59-15:59", "2026-01-01T24:00:00Z"]) {
    const { errors } = await ask(door, query, { time });
    expect(errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT" });
  }
});

test("gives a connection whole, and both ways between it and its user", async () => {
  const query = `query ($id: ID!) { connection(id: $id) {
    id terraUserId provider status scopes createdAt lastDataAt notice { type at message } user { referenceId connections { id } }
    history(first: 2) { nodes { at kind terraUserId details } pageInfo { hasNextPage } totalCount }
  } }`;
  const { user } = await read<{ user: { connections: Named[] } }>(
    door,
    `{ user(referenceId: "user-9") { connections { id provider } } }`,
  );
  expect(user.connections).toHaveLength(2);
  const id = user.connections.find(({ provider }) => provider === "OURA")?.id;
  const { connection } = await read(door, query, { id });
  expect(connection).toEqual({
    id,
    terraUserId: "terra-user-9-1",
    provider: "OURA",
    status: "DEGRADED",
    scopes: ["DAILY", "SLEEP"],
    createdAt: "2026-01-15T08:00:00.123459+00:00",
    lastDataAt: "2026-01-16T08:00:00.123459+00:00",
    notice: { type: "connection_error", at: "2026-01-16T00:00:00Z", message: null },
    user: { referenceId: "user-9", connections: user.connections.map(({ id }) => ({ id })) },
    history: {
      nodes: [
        {
          at: "2026-01-15T08:00:00.123459+00:00",
          kind: "auth",
          terraUserId: "terra-user-9-1",
          details: { nth_Time: 1 },
        },
        {
          at: "2026-01-15T08:00:01.123459+00:00",
          kind: "auth",
          terraUserId: "terra-user-9-1",
          details: { nth_Time: expect.any(Number) },
        },
      ],
      pageInfo: { hasNextPage: true },
      totalCount: 5,
    },
  });
});

test("gives deliveries, the newest first, without what they held", async () => {
  const { deliveries } = await read<Record<"deliveries", Walked>>(
    door,
    `{ deliveries(states: [FAILED], first: 3) { totalCount nodes {
        id receivedAt type state error notes attempts repeats reference traceId bytes connection { provider }
    } } }`,
  );
  expect(deliveries.totalCount).toBe(13);
  expect(deliveries.nodes[0]).toEqual({
    id: expect.any(String),
    receivedAt: "2026-02-01T10:00:00.500013+00:00",
    type: "daily",
    state: "FAILED",
    error: "data[0] has no key",
    notes: ["odd"],
    attempts: 1,
    repeats: 0,
    reference: "ref",
    traceId: "trace-39",
    bytes: 7,
    connection: { provider: expect.any(String) },
  });
});

describe("a list", () => {
  const lists = [
    { list: "users", total: 50 },
    { list: "connections", total: 100 },
    { list: "connections", args: 'providers: ["GARMIN"], statuses: [ACTIVE]', total: 50 },
    { list: "deliveries", total: 40 },
    { list: "deliveries", args: 'types: ["sleep"]', total: 20 },
  ];

  test.each(lists)(
    "of $list ($args) is walked whole, each row once, by pages of any size",
    async ({ list, args, total }) => {
      const query = `query ($first: Int, $after: String) {
      ${list}(first: $first, after: $after${args ? `, ${args}` : ""}) {
        nodes { id } edges { cursor node { id } } totalCount pageInfo { hasNextPage endCursor }
      }
    }`;
      const page = async (first: number, after: string | null): Promise<Walked> => {
        const answer = await read<Record<string, Walked>>(door, query, { first, after });
        return answer[list] ?? expect.fail(`No ${list} came.`);
      };
      const ids = (await page(1000, null)).nodes.map(({ id }) => id);
      expect(new Set(ids).size).toBe(total);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: total + 2 }), async (first) => {
          const walked: string[] = [];
          for (let after: string | null = null, more = true; more; ) {
            const { nodes, edges, pageInfo, totalCount } = await page(first, after);
            expect(edges.map(({ node }) => node)).toEqual(nodes);
            expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor);
            expect(totalCount).toBe(total);
            walked.push(...nodes.map(({ id }) => id));
            more = pageInfo.hasNextPage;
            after = pageInfo.endCursor;
          }
          expect(walked).toEqual(ids);
        }),
        { numRuns: 8 },
      );
    },
  );

  test("has cursors that go on in no other list, and in no damaged form", async () => {
    const { users } = await read<Record<"users", Walked>>(
      door,
      "{ users(first: 1) { pageInfo { endCursor } } }",
    );
    const cursor = users.pageInfo.endCursor ?? "";
    const forged = Buffer.from(JSON.stringify(["cursor:users", "tomorrow", "x"])).toString("base64url");
    const queries = [
      ["connections", cursor],
      ["deliveries", cursor],
      ["users", `${cursor}x`],
      ["users", cursor.slice(1)],
      ["users", forged],
      ["users", ""],
    ];
    for (const [list, after] of queries) {
      const { errors } = await ask(
        door,
        `query ($after: String) { ${list}(after: $after) { nodes { id } } }`,
        { after },
      );
      expect(errors?.[0]?.extensions, `${list} ${after}`).toEqual({ code: "BAD_USER_INPUT" });
    }
  });

  test("of a history is walked by pages, and a cursor of one is none of another", async () => {
    const query = `query ($id: ID!, $after: String) {
      connection(id: $id) { history(first: 2, after: $after) { nodes { at details } pageInfo { hasNextPage endCursor } } }
    }`;
    const { connections } = await read<Record<"connections", Walked>>(
      door,
      "{ connections(first: 2) { nodes { id } } }",
    );
    const [id, other] = connections.nodes.map((node) => node.id);
    const seen: Node[] = [];
    const page = async (after: string | null): Promise<Walked> =>
      (await read<{ connection: { history: Walked } }>(door, query, { id, after })).connection.history;
    let after: string | null = null;
    for (let more = true; more; ) {
      const { nodes, pageInfo } = await page(after);
      seen.push(...nodes);
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(new Set(seen.map((entry) => JSON.stringify(entry))).size).toBe(5);
    expect((await ask(door, query, { id: other, after })).errors?.[0]?.extensions).toEqual({
      code: "BAD_USER_INPUT",
    });
  });

  test("costs a constant number of statements, also where users lead to records and series", async () => {
    await using other = await openTestReadDoor();
    await insertPeople(other, 50);
    for (const table of ["dailies", "sleeps"]) {
      await other.sql(
        `insert into ${table} (connection_id, key, start_text, start_instant, local_date, terra_user_id, arrived_at, delivery_id, tie)
         select id, n::text, (timestamptz '2026-01-15' + n * interval '1 day')::text, timestamptz '2026-01-15' + n * interval '1 day',
                date '2026-01-15' + n, terra_user_id, now(), gen_random_uuid(), '[]'
           from connections, generate_series(1, 3) n`,
      );
    }
    const query = `query ($first: Int) { users(first: $first) { nodes {
      connections { dailies(first: 7) { nodes { steps } } }
      sleeps { nodes { localDate series(names: [HEART_RATE]) { name } } }
      healthRecords { nodes { startTime ... on Daily { steps } ... on Sleep { isNap } } }
    } } }`;
    const counts = [];
    for (const first of [1, 50]) {
      const before = other.statements.length;
      await read(other, query, { first });
      counts.push(other.statements.length - before);
    }
    // Users; their connections, sleeps and records; the dailies; the series; of the records, what only their type has.
    expect(counts).toEqual([8, 8]);
  });

  test("costs a constant number of statements, however many rows lead on from it", async () => {
    const query = `query ($first: Int) { users(first: $first) { nodes {
      id connections { id user { id connections { id } } history(first: 2) { nodes { at } totalCount } }
    } } }`;
    const counts = [];
    for (const first of [1, 10, 50]) {
      const before = door.statements.length;
      await read(door, query, { first });
      counts.push(door.statements.length - before);
    }
    // Users, their connections, the connections' users, histories, and how long those are.
    expect(counts).toEqual([5, 5, 5]);
  });
});
