import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import {
  auth,
  connectionsOf,
  day,
  event,
  ordersOf,
  reauth,
  type Sent,
  type ShownConnection,
  tell,
} from "./terra-life.ts";

let gateway: TestGateway;
let lives = 0;

beforeAll(async () => {
  gateway = await openTestGateway();
});

afterAll(async () => {
  const loud = gateway.logs.filter(({ level }) => level === "warn" || level === "error");
  await gateway[Symbol.asyncDispose]();
  expect(loud).toEqual([]);
});

/** Tells a life under ids of its own. */
async function lived(life: (id: string) => Sent[]): Promise<ShownConnection[]> {
  const own = `life${++lives}-`;
  await tell(gateway, life(own));
  return connectionsOf(gateway, own);
}

/** Tells a life in every order, and says what all end as; it fails where they differ. */
async function livedInEveryOrder(life: (id: string) => Sent[]) {
  const count = ordersOf(life("")).length;
  const ends = new Set<string>();
  const all = Array.from({ length: count }, (_, order) => order);
  for (let at = 0; at < count; at += 12) {
    const some = all.slice(at, at + 12).map(async (order) => {
      const own = `life${++lives}-`;
      await tell(gateway, ordersOf(life(own))[order] ?? []);
      const shown = (await connectionsOf(gateway, own)).map(comparable);
      ends.add(JSON.stringify(shown).replaceAll(own, ""));
    });
    await Promise.all(some);
  }
  expect([...ends]).toHaveLength(1);
  return JSON.parse([...ends][0] ?? "[]");
}

function comparable({ terraUserId, provider, status, scopes, notice, user, dailies }: ShownConnection) {
  const { referenceId } = user;
  const days = dailies.nodes.map(({ steps, localDate, series }) => [
    localDate,
    steps,
    series[0]?.columns[0]?.numbers,
  ]);
  return { terraUserId, provider, status, scopes, notice, referenceId, days };
}

describe("a connection", () => {
  test("is ACTIVE from its auth, and made at once of data that come before it", async () => {
    const [shown, ...rest] = await livedInEveryOrder((id) => [
      auth(`${id}a`, { at: 1, reference: `${id}ada` }),
      day(`${id}a`, 5, { at: 2 }),
    ]);
    expect(rest).toEqual([]);
    expect(shown).toMatchObject({ status: "ACTIVE", referenceId: "ada", days: [["2026-05-01", 5, [65]]] });
  });

  test("stays ended whatever data come, until the same id authenticates later", async () => {
    for (const [type, status] of [
      ["deauth", "DEAUTHENTICATED"],
      ["access_revoked", "REVOKED"],
    ] as const) {
      const told = (id: string) => [
        auth(`${id}a`, { at: 1 }),
        event(type, `${id}a`, { at: 5 }),
        day(`${id}a`, 5, { at: 9 }),
      ];
      expect(await livedInEveryOrder(told)).toMatchObject([{ status }]);
      const again = (id: string) => [...told(id), auth(`${id}a`, { at: 6 })];
      expect(await livedInEveryOrder(again)).toMatchObject([{ status: "ACTIVE", notice: null }]);
    }
  });

  test("is DEGRADED by an error until data or an auth with a later clock", async () => {
    const failing = (id: string) => [
      auth(`${id}a`, { at: 1 }),
      day(`${id}a`, 1, { at: 2 }),
      event("connection_error", `${id}a`, { at: 3 }),
    ];
    const [degraded] = await livedInEveryOrder(failing);
    expect(degraded).toMatchObject({
      status: "DEGRADED",
      notice: {
        type: "connection_error",
        at: "2026-05-28T20:26:40.003000Z",
        message: "connection_error of it",
      },
    });
    for (const cure of [
      (id: string) => day(`${id}a`, 2, { at: 4 }),
      (id: string) => auth(`${id}a`, { at: 4 }),
    ]) {
      const cured = await livedInEveryOrder((id) => [...failing(id), cure(id)]);
      expect(cured).toMatchObject([{ status: "ACTIVE", notice: null }]);
    }
  });

  test("without a data source says so until data come, and stays ACTIVE", async () => {
    const dry = (id: string) => [
      auth(`${id}a`, { at: 1 }),
      event("google_no_datasource", `${id}a`, { at: 2 }),
    ];
    expect(await livedInEveryOrder(dry)).toMatchObject([
      { status: "ACTIVE", notice: { type: "google_no_datasource" } },
    ]);
    expect(await livedInEveryOrder((id) => [...dry(id), day(`${id}a`, 1, { at: 3 })])).toMatchObject([
      { notice: null },
    ]);
  });

  test("without any clock stands as the last that arrived left it", async () => {
    const ended = await lived((id) => [auth(`${id}a`), event("deauth", `${id}a`), day(`${id}a`, 1)]);
    expect(ended).toMatchObject([{ status: "DEAUTHENTICATED" }]);
    const again = (id: string) => auth(`${id}a`, {}, { widget_session_id: "again" });
    const revived = await lived((id) => [auth(`${id}a`), event("deauth", `${id}a`), again(id)]);
    expect(revived).toMatchObject([{ status: "ACTIVE" }]);
    expect(await lived((id) => [event("connection_error", `${id}a`), day(`${id}a`, 1)])).toMatchObject([
      { status: "ACTIVE" },
    ]);
    expect(await lived((id) => [day(`${id}a`, 1), event("connection_error", `${id}a`)])).toMatchObject([
      { status: "DEGRADED" },
    ]);
  });

  test("has the scopes that the newest event names", async () => {
    const change = { scopes_added: "b", scopes_removed: "", user: undefined };
    const [shown] = await lived((id) => {
      const changed = event("permission_change", `${id}a`, { at: 2 }, change);
      const user = { user_id: `${id}a`, provider: null, scopes: "a,b" };
      return [{ ...changed, body: { ...changed.body, user } }, auth(`${id}a`, { at: 1 }, {})];
    });
    expect(shown).toMatchObject({ provider: "GARMIN", scopes: ["a", "b"], status: "ACTIVE" });
    expect(shown?.history.nodes.map(({ kind, details }) => [kind, details])).toEqual([
      ["auth", {}],
      ["permission_change", { message: "permission_change of it", scopesAdded: ["b"], scopesRemoved: [] }],
    ]);
  });

  test("keeps in its history once what was told it often", async () => {
    const [shown] = await lived((id) => {
      const told = event("access_revoked", `${id}a`, { at: 4 });
      return [
        told,
        { ...told, headers: { ...told.headers, "x-terra-trace-id": `${id}again` } },
        auth(`${id}a`, { at: 1 }, { widget_session_id: "w-1" }),
      ];
    });
    expect(shown?.history.nodes).toMatchObject([
      { kind: "auth", at: "2026-05-28T20:26:40.001+00:00", details: { widgetSessionId: "w-1" } },
      { kind: "access_revoked", at: "2026-05-28T20:26:40.004+00:00" },
    ]);
  });
});

describe("a re-authentication", () => {
  test("leaves one connection with the new id, in whatever order its two events and the data come", async () => {
    const shown = await livedInEveryOrder((id) => [
      auth(`${id}a`, { at: 1, reference: `${id}ada` }),
      day(`${id}a`, 1, { at: 2 }),
      reauth(`${id}a`, `${id}b`, { at: 3 }),
      auth(`${id}b`, { at: 4 }),
      // The first body of a new id knows no time.
      day(`${id}b`, 2),
    ]);
    expect(shown).toEqual([
      expect.objectContaining({
        terraUserId: "b",
        referenceId: "ada",
        days: [["2026-05-01", 2, [62]]],
        status: "ACTIVE",
      }),
    ]);
  });

  test("may be told of before the one before it", async () => {
    const shown = await livedInEveryOrder((id) => [
      reauth(`${id}n`, `${id}m`, { at: 9 }),
      reauth(`${id}o`, `${id}n`, { at: 5 }),
      day(`${id}m`, 3, { at: 1 }),
      day(`${id}n`, 2, { at: 2 }),
      day(`${id}o`, 1, { at: 3 }),
    ]);
    expect(shown).toMatchObject([{ terraUserId: "m", days: [["2026-05-01", 3, [63]]] }]);
  });

  test("says of the old id nothing that its end changes", async () => {
    const shown = await livedInEveryOrder((id) => [
      reauth(`${id}a`, `${id}b`, { at: 3 }),
      event("deauth", `${id}a`, { at: 9 }),
      day(`${id}b`, 2, { at: 4 }),
    ]);
    expect(shown).toMatchObject([{ terraUserId: "b", status: "ACTIVE" }]);
  });

  test("is inferred where the same person connects the same provider again", async () => {
    const shown = await livedInEveryOrder((id) => [
      auth(`${id}z`, { createdAt: "2026-01-01T00:00:00", reference: `${id}ada` }),
      day(`${id}z`, 1, { at: 9 }),
      auth(`${id}y`, { createdAt: "2026-02-01T00:00:00", reference: `${id}ada` }),
      day(`${id}y`, 2),
    ]);
    expect(shown).toMatchObject([{ terraUserId: "y", days: [["2026-05-01", 2, [62]]] }]);
    const [told] = await lived((id) => [
      auth(`${id}y`, { createdAt: "2026-02-01 00:00:00+00:00", reference: `${id}ada` }),
      auth(`${id}z`, { createdAt: "2026-01-01 00:00:00+00:00", reference: `${id}ada` }),
    ]);
    expect(told?.history.nodes).toMatchObject([
      { kind: "auth" },
      { kind: "auth" },
      { kind: "user_reauth", details: { inferred: true } },
    ]);
  });

  test("is in the history once, as it was said if it was, and between neighbours", async () => {
    const made = (month: number, id: string) => ({
      createdAt: `2026-0${month}-01T00:00:00`,
      reference: `${id}ada`,
    });
    const said = (id: string) => [
      auth(`${id}a`, made(1, id)),
      auth(`${id}c`, made(3, id)),
      auth(`${id}b`, made(2, id)),
      reauth(`${id}a`, `${id}b`, { at: 5 }),
    ];
    for (const order of ordersOf([0, 1, 2, 3])) {
      const [shown] = await lived((id) => order.flatMap((place) => said(id)[place] ?? []));
      const history = shown?.history.nodes.filter(({ kind }) => kind === "user_reauth") ?? [];
      const ids = history.map(({ terraUserId, details }) => [
        String(details["formerTerraUserId"]).at(-1),
        terraUserId.at(-1),
        details["inferred"] ?? false,
      ]);
      expect(ids).toEqual([
        ["b", "c", true],
        ["a", "b", false],
      ]);
    }
  });

  test("is not inferred across providers, people, dev-ids, or without a reference", async () => {
    const made = { createdAt: "2026-01-01T00:00:00" };
    const pairs: ((id: string) => Sent[])[] = [
      (id) => [
        auth(`${id}a`, { ...made, reference: `${id}ada` }),
        auth(`${id}b`, { ...made, reference: `${id}ada`, provider: "OURA" }),
      ],
      (id) => [
        auth(`${id}a`, { ...made, reference: `${id}ada` }),
        auth(`${id}b`, { ...made, reference: `${id}bob` }),
      ],
      (id) => [auth(`${id}a`, made), auth(`${id}b`, made)],
      (id) => [auth(`${id}a`, { ...made, reference: " " }), auth(`${id}b`, { ...made, reference: " " })],
      (id) => [auth(`${id}a`, { reference: `${id}ada` }), auth(`${id}b`, { reference: `${id}ada` })],
      (id) => [
        { ...auth(`${id}a`, { ...made, reference: `${id}ada` }), headers: { "dev-id": "one" } },
        { ...auth(`${id}b`, { ...made, reference: `${id}ada` }), headers: { "dev-id": "two" } },
      ],
    ];
    for (const pair of pairs) expect(await lived(pair)).toHaveLength(2);
  });

  test("that would close a circle is refused, and shown so", async () => {
    const shown = await lived((id) => [
      reauth(`${id}a`, `${id}b`, { at: 1 }),
      reauth(`${id}b`, `${id}c`, { at: 2 }),
      reauth(`${id}c`, `${id}a`, { at: 3 }),
    ]);
    expect(shown).toMatchObject([{ terraUserId: expect.stringMatching(/c$/) }]);
    expect(shown[0]?.history.nodes.at(-1)).toMatchObject({
      kind: "user_reauth",
      details: { refused: "it would close a circle of ids" },
    });
  });

  test("of an id by itself is no change", async () => {
    const shown = await lived((id) => [day(`${id}a`, 1, { at: 1 }), reauth(`${id}a`, `${id}a`, { at: 2 })]);
    expect(shown).toMatchObject([{ status: "ACTIVE", dailies: { nodes: [{ steps: 1 }] } }]);
  });

  test("across dev-ids is refused", async () => {
    const shown = await lived((id) => [
      { ...auth(`${id}a`), headers: { "dev-id": "one" } },
      { ...auth(`${id}b`), headers: { "dev-id": "two" } },
      { ...reauth(`${id}a`, `${id}b`), headers: { "dev-id": "two" } },
    ]);
    expect(shown).toHaveLength(2);
  });
});

describe("connections that turn out to be one", () => {
  test("answer to both their ids, and their records to theirs", async () => {
    const own = `life${++lives}-`;
    await tell(gateway, [
      day(`${own}a`, 1, { at: 1 }),
      day(`${own}b`, 2, { at: 2 }),
      day(`${own}b`, 3, { at: 3 }, "2026-05-02"),
    ]);
    const [a, b] = await connectionsOf(gateway, own);
    await tell(gateway, [reauth(`${own}a`, `${own}b`, { at: 4 })]);
    const [one, ...rest] = await connectionsOf(gateway, own);
    expect(rest).toEqual([]);
    expect(one?.dailies.nodes.map(({ steps, series }) => [steps, series[0]?.columns[0]?.numbers])).toEqual([
      [2, [62]],
      [3, [63]],
    ]);
    for (const { id } of [a, b] as ShownConnection[]) {
      const query =
        "query ($id: ID!) { connection(id: $id) { id terraUserId } healthRecords(connectionIds: [$id]) { nodes { id } } }";
      const found = await read<{ connection: object; healthRecords: { nodes: object[] } }>(gateway, query, {
        id,
      });
      expect(found.connection).toEqual({ id: one?.id, terraUserId: `${own}b` });
      expect(found.healthRecords.nodes).toHaveLength(2);
    }
    for (const { id } of b?.dailies.nodes ?? []) {
      const query = "query ($id: ID!) { healthRecord(id: $id) { connection { id } ... on Daily { steps } } }";
      const { healthRecord } = await read<{ healthRecord: object }>(gateway, query, { id });
      expect(healthRecord).toMatchObject({ connection: { id: one?.id } });
    }
  });
});

describe("a person", () => {
  test("is the one whose reference the newest event names; null and blanks take nobody away", async () => {
    const shown = await livedInEveryOrder((id) => [
      day(`${id}a`, 1, { at: 1, reference: `${id}ada` }),
      day(`${id}a`, 2, { at: 2, reference: `${id}bob` }),
      day(`${id}a`, 3, { at: 3, reference: "" }),
    ]);
    expect(shown).toMatchObject([{ referenceId: "bob" }]);
  });

  test("has failed authentications in a history of their own, and no connection by them", async () => {
    const own = `life${++lives}-`;
    await tell(gateway, [
      auth(`${own}a`, { reference: `${own}ada` }),
      {
        body: {
          type: "auth_cancelled",
          status: "error",
          reason: "access_denied",
          flow_id: "f-1",
          reference_id: `${own}ada`,
        },
      },
      {
        body: {
          type: "auth",
          status: "error",
          reason: "auth_cancelled",
          reference_id: `${own}ada`,
          user: { user_id: `${own}no` },
        },
      },
      { body: { type: "auth_cancelled", status: "error", reference_id: `${own}nobody` } },
    ]);
    expect(await connectionsOf(gateway, own)).toHaveLength(1);
    const query =
      "query ($of: String!) { user(referenceId: $of) { history { totalCount nodes { kind details } } } }";
    const { user } = await read<{ user: unknown }>(gateway, query, { of: `${own}ada` });
    expect(user).toEqual({
      history: {
        totalCount: 2,
        nodes: [
          { kind: "auth_cancelled", details: { reason: "access_denied", flowId: "f-1" } },
          { kind: "auth", details: { reason: "auth_cancelled" } },
        ],
      },
    });
    expect(await read(gateway, query, { of: `${own}nobody` })).toEqual({ user: null });
  });
});
