import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MOST_BODY_BYTES } from "../../src/deliveries/read-contents.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { ask, read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";

let gateway: TestGateway;
let pool: pg.Pool;
beforeAll(async () => {
  gateway = await openTestGateway();
  pool = openTestPool(gateway.databaseUrl);
});
afterAll(async () => {
  await pool.end();
  await gateway[Symbol.asyncDispose]();
});

type Delivery = {
  id: string;
  type: string | null;
  body: string | null;
  headers: Record<string, string>;
  devId: string | null;
  terraUserId: string | null;
  parent: { id: string } | null;
  children: { id: string }[];
};

const FIELDS = "id type body headers devId terraUserId parent { id } children { id }";

async function deliveries(args: string): Promise<Delivery[]> {
  type Read = { deliveries: { nodes: Delivery[] } };
  return (await read<Read>(gateway, `{ deliveries(${args}) { nodes { ${FIELDS} } } }`)).deliveries.nodes;
}

test("shows one delivery by its id, with what came: the body to the letter, and the headers", async () => {
  const body = '{ "type":"body","user":{"user_id":"seen"}, "data":[], "odd": 1e2, "filler": "%" }'.replace(
    "%",
    "ä".repeat(3000),
  );
  await deliver(gateway, body, { "dev-id": "mine", "terra-reference": "seen" });
  const [one] = await deliveries('reference: "seen"');
  expect(one).toMatchObject({ body, devId: "mine", terraUserId: "seen", parent: null, children: [] });
  expect(one?.headers).toMatchObject({ "terra-reference": "seen", "content-type": "application/json" });
  const { delivery } = await read<{ delivery: Delivery }>(
    gateway,
    `query ($id: ID!) { delivery(id: $id) { ${FIELDS} } }`,
    { id: one?.id },
  );
  expect(delivery).toEqual(one);
});

test("finds no delivery by an id that is none, or one of something else", async () => {
  for (const id of ["", "nonsense", Buffer.from('["delivery","yesterday","x"]').toString("base64url")])
    expect(await read(gateway, "query ($id: ID!) { delivery(id: $id) { id } }", { id })).toEqual({
      delivery: null,
    });
});

test("shows bytes that are no UTF-8 as U+FFFD, and a body that was not kept as null", async () => {
  await deliver(
    gateway,
    Buffer.concat([Buffer.from('{"type":"bytes","x":"'), Buffer.from([0xff]), Buffer.from('"}')]),
  );
  await deliver(gateway, { type: "forgotten" });
  await pool.query("update deliveries set body = '' where type = 'forgotten'");
  expect((await deliveries('types: ["bytes"]'))[0]?.body).toBe('{"type":"bytes","x":"\ufffd"}');
  expect((await deliveries('types: ["forgotten"]'))[0]?.body).toBeNull();
});

test("one operation reads a large body, but not many", async () => {
  const filler = "x".repeat(MOST_BODY_BYTES * 0.6);
  for (const n of [1, 2]) await deliver(gateway, { type: "huge", n, filler });
  const ids = (
    await read<{ deliveries: { nodes: { id: string }[] } }>(
      gateway,
      '{ deliveries(types: ["huge"]) { nodes { id } } }',
    )
  ).deliveries.nodes;
  const body = `query ($id: ID!) { delivery(id: $id) { body bytes } }`;
  expect((await read<{ delivery: Delivery }>(gateway, body, ids[0])).delivery.body).toHaveLength(
    filler.length + 33,
  );
  const { errors } = await ask(gateway, '{ deliveries(types: ["huge"]) { nodes { body } } }');
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining(String(MOST_BODY_BYTES)),
    extensions: { code: "QUERY_TOO_COMPLEX" },
  });
});

test("finds deliveries by when they came", async () => {
  await deliver(gateway, { type: "timed" });
  const { rows } = await pool.query("select received_at from deliveries where type = 'timed'");
  const at = (ms: number) => new Date(rows[0].received_at.getTime() + ms).toISOString();
  const found = async (range: string) => (await deliveries(`types: ["timed"], received: ${range}`)).length;
  expect(await found(`{ from: "${at(0)}", to: "${at(1)}" }`)).toBe(1);
  expect(await found(`{ from: "${at(1)}" }`)).toBe(0);
  expect(await found(`{ to: "${at(0)}" }`)).toBe(0);
  expect(await found(`{ to: "${at(1)}" }`)).toBe(1);
  expect(await found("{}")).toBe(1);
});

test("leads from what was fetched to what it was fetched for, and back", async () => {
  await deliver(gateway, { type: "s3_payload", url: "https://example.com/x" });
  for (const n of [1, 2]) await deliver(gateway, { type: "fetched", n });
  await pool.query(
    "update deliveries set parent_id = (select id from deliveries where type = 's3_payload') where type = 'fetched'",
  );
  const [parent] = await deliveries('types: ["s3_payload"]');
  const children = (await deliveries('types: ["fetched"]')).reverse();
  expect(parent?.children).toEqual(children.map(({ id }) => ({ id })));
  for (const child of children) expect(child.parent).toEqual({ id: parent?.id });
});

describe("a body that makes no sense is stored as FAILED, and says what was wanted", () => {
  const wantedType = "type: wanted the type of an event, such as daily;";
  test.each([
    [{}, `${wantedType} nothing came`],
    [{ type: "" }, `${wantedType} nothing came`],
    [{ type: null, data: [] }, `${wantedType} null came`],
    [{ type: ["daily"] }, `${wantedType} a list came`],
    [{ type: { name: "daily" } }, `${wantedType} an object came`],
    [{ type: true }, `${wantedType} true or false came`],
    [{ type: "daily", user: { user_id: "x" }, data: "steps" }, "data: wanted a list of records; a text came"],
    [{ type: "sleep", user: { user_id: "x" }, data: 5 }, "data: wanted a list of records; a number came"],
    [{ type: "athlete", user: { user_id: "x" }, athlete: "Ada" }, "athlete: wanted an object; a text came"],
    [{ type: "lab_report.completed", data: "blood" }, "data: wanted a list of records; a text came"],
    [{ type: "daily", user: { user_id: "x" }, data: [5] }, "data[0]: wanted an object"],
    [{ type: "daily", user: "x", data: [{}] }, "user: has no user_id, so it is not known whose this is"],
    [{ type: "auth", status: "success" }, "user: has no user_id, so it is not known whose this is"],
  ])("%j", async (body, error) => {
    expect((await deliver(gateway, { ...body, n: error })).status).toBe(200);
    const [newest] = await shown();
    expect(newest).toMatchObject({ state: "FAILED", error });
  });
});

test.each([
  { type: "daily", user: { user_id: "x" }, data: null },
  { type: "daily", user: { user_id: "x" } },
  { type: "daily", data: [] },
  { type: "athlete", user: { user_id: "x" }, athlete: null },
  { type: "new_kind", anything: [1] },
  { event_type: "order.status_changed", data: {} },
  { type: 5 },
])("what says little, or what this release does not know, is kept without an error: %j", async (body) => {
  await deliver(gateway, { ...body, n: "little" });
  expect(await shown()).toMatchObject([{ state: "APPLIED", error: null }]);
});

async function shown() {
  type Read = { deliveries: { nodes: { state: string; error: string | null }[] } };
  return (await read<Read>(gateway, "{ deliveries(first: 1) { nodes { state error } } }")).deliveries.nodes;
}

describe("a dev-id that was not accepted", () => {
  const body = {
    type: "daily",
    user: { user_id: "late", reference_id: "ref-late" },
    data: [{ metadata: { start_time: "2026-03-01T00:00:00Z" }, distance_data: { steps: 5 } }],
  };
  const headers = { "dev-id": "late", "x-terra-trace-id": "late" };
  const state = async () =>
    (
      await pool.query(
        "select state, repeats, attempts, octet_length(body) > 0 as body, notes from deliveries where dev_id = 'late'",
      )
    ).rows;

  test("makes deliveries IGNORED, and copies of them, until it is: then a copy is applied", async () => {
    await using strict = await openTestGateway({ databaseUrl: gateway.databaseUrl, devIds: ["other"] });
    await deliver(strict, body, headers);
    await deliver(strict, body, headers);
    const notes = ["its dev-id is not among TERRA_DEV_IDS"];
    expect(await state()).toEqual([{ state: "IGNORED", repeats: 1, attempts: 1, body: true, notes }]);
    // As the bodies of those are that nobody may keep.
    await pool.query("update deliveries set body = '' where dev_id = 'late'");
    await deliver(gateway, body, headers);
    expect(await state()).toEqual([{ state: "APPLIED", repeats: 2, attempts: 2, body: true, notes: [] }]);
    await deliver(gateway, body, headers);
    expect(await state()).toMatchObject([{ state: "APPLIED", repeats: 3, attempts: 2 }]);
    const steps =
      "select steps from dailies join connections c on c.id = connection_id where c.terra_user_id = 'late'";
    expect((await pool.query(steps)).rows).toEqual([{ steps: 5 }]);
  });

  test("ignores by a replay what failed, and leaves alone what is applied", async () => {
    await using strict = await openTestGateway({ databaseUrl: gateway.databaseUrl, devIds: ["other"] });
    const replayed =
      'mutation { replayDeliveries(filter: { connectionIds: null, types: ["daily"], states: [APPLIED] }) { replayed skipped } }';
    const { replayDeliveries } = await read<{ replayDeliveries: { replayed: number; skipped: number } }>(
      strict,
      replayed,
    );
    expect(replayDeliveries.replayed).toBe(0);
    expect(replayDeliveries.skipped).toBeGreaterThan(0);
    await pool.query("update deliveries set state = 'FAILED' where dev_id = 'late'");
    const ignored =
      'mutation { replayDeliveries(filter: { states: [FAILED], types: ["daily"] }) { ignored } }';
    expect(
      (await read<{ replayDeliveries: { ignored: number } }>(strict, ignored)).replayDeliveries.ignored,
    ).toBeGreaterThan(0);
    expect(await state()).toMatchObject([{ state: "IGNORED" }]);
    const again = "mutation { replayDeliveries(filter: { states: [IGNORED] }) { applied } }";
    await read(gateway, again);
    expect(await state()).toMatchObject([{ state: "APPLIED" }]);
  });
});
