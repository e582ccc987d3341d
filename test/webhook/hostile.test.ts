/** Signed bodies that nobody sends on purpose: each is safe with us, and harms neither the gateway nor its neighbours. */
import { randomBytes } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
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
  await gateway.close();
});

let sent = 0;

/** Sends it together with two others, and says what became of it. */
async function send(body: string | object, headers: Record<string, string> = {}) {
  const beside = [`beside-${++sent}`, `beside-${++sent}`];
  const before = (await rows("select id from deliveries")).map(({ id }) => id);
  const all = await Promise.all([
    deliver(gateway, daily(beside[0] ?? "")),
    deliver(gateway, body, headers),
    deliver(gateway, daily(beside[1] ?? "")),
  ]);
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await rows("select from connections where terra_user_id = any($1)", [beside])).toHaveLength(2);
  const [own] = await rows(
    `select state, error, notes from deliveries
      where id <> all ($1) and coalesce(terra_user_id, '') <> all ($2)`,
    [before, beside],
  );
  return own;
}

async function rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await pool.query(sql, values)).rows;
}

function daily(terraUserId: string, element: object = {}, user: object = {}) {
  const metadata = { start_time: "2026-03-01T00:00:00+01:00", end_time: "2026-03-02T00:00:00+01:00" };
  return {
    type: "daily",
    user: { user_id: terraUserId, provider: "GARMIN", reference_id: terraUserId, ...user },
    data: [{ metadata, distance_data: { steps: 1 }, ...element }],
  };
}

const applied = { state: "APPLIED", error: null };

describe.each([
  ["a NUL", "a\0b"],
  ["half a surrogate pair", "a\ud800b"],
])("%s", (_name, text) => {
  const auth = { type: "auth", status: "success", message: text, widget_session_id: text };
  const detailed = { hr_samples: [{ timestamp: text, bpm: 60, [text]: text }] };
  const summary = { hr_zone_data: [{ zone: 1, [text]: text }] };
  test.each([
    ["a type", { ...daily("type"), type: text }],
    ["a provider", daily("provider", {}, { provider: text })],
    ["scopes", daily("scopes", {}, { scopes: text })],
    ["a message", { ...auth, user: { user_id: "message" } }],
    ["a contributor's name", daily("map", { data_enrichment: { stress_contributors: { [text]: "much" } } })],
    ["an unknown key", daily("key", { [text]: { [text]: text } })],
    ["a sample", daily("sample", { heart_rate_data: { detailed } })],
    ["an item of a list", daily("item", { heart_rate_data: { summary } })],
  ])("in %s does not keep a delivery from being applied", async (_place, body) => {
    expect(await send(body)).toMatchObject(applied);
  });

  test.each([
    ["user_id", daily(text)],
    ["reference_id", daily("reference", {}, { reference_id: text })],
  ])("in %s fails the delivery, since it would become another id", async (name, body) => {
    const error = `${name}: holds a NUL or half a surrogate pair, which PostgreSQL cannot keep`;
    expect(await send(body)).toMatchObject({ state: "FAILED", error });
  });
});

describe("an id of thousands of letters", () => {
  const long = randomBytes(5_000).toString("base64");

  test.each([
    ["user_id", daily(long)],
    ["reference_id", daily("long", {}, { reference_id: long })],
  ])("as %s fails the delivery alone", async (_name, body) => {
    expect(await send(body)).toMatchObject({
      state: "FAILED",
      error: expect.stringMatching(/^PostgreSQL refused it: 54000/),
    });
  });

  test("as trace id tells duplicates like any other", async () => {
    for (let time = 0; time < 2; time += 1)
      await deliver(gateway, daily("traced"), { "x-terra-trace-id": long });
    expect(await rows("select state, repeats from deliveries where terra_user_id = 'traced'")).toEqual([
      { state: "APPLIED", repeats: 1 },
    ]);
  });
});

describe("JSON nested 100,000 deep", () => {
  const arrays = "[".repeat(100_000) + "]".repeat(100_000);
  const objects = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
  const filler = "x".repeat(1_100_000);
  const tooDeep = { state: "FAILED", error: "data[0]: nested more than 100 deep" };
  const withDeep = (body: object, deep: string) => JSON.stringify(body).replace('"DEEP"', deep);

  test.each([
    ["arrays", { odd: "DEEP" }, arrays],
    ["objects", { odd: "DEEP" }, objects],
    ["a sample", { heart_rate_data: { detailed: { hr_samples: [{ odd: "DEEP" }] } } }, arrays],
    ["an item of a list", { heart_rate_data: { summary: { hr_zone_data: [{ odd: "DEEP" }] } } }, objects],
  ])("in an element fails that element alone: %s", async (name, element, deep) => {
    for (const more of [{}, { filler }]) {
      const id = `deep ${name} ${"filler" in more}`;
      const body = daily(id, element);
      const metadata = { start_time: "2026-03-02T00:00:00+01:00" };
      const data = [...body.data, { metadata, distance_data: { steps: 2 } }];
      expect(await send(withDeep({ ...body, ...more, data }, deep))).toMatchObject(tooDeep);
      expect(await stepsOf(id)).toEqual([2]);
    }
  });

  test("elsewhere makes nothing worse than a delivery that says so", async () => {
    expect(await send(withDeep({ ...daily("deep beside"), odd: "DEEP" }, objects))).toMatchObject(applied);
    expect(await send(withDeep(daily("deep scopes", {}, { scopes: "DEEP" }), arrays))).toMatchObject(applied);
    expect(await send(withDeep({ ...daily("deep data"), data: "DEEP" }, arrays))).toMatchObject({
      state: "FAILED",
      error: "data[0]: wanted an object",
    });
  });

  // What the other thread can write, this one could not read: its stack is smaller.
  test.each([1_000, 3_000, 5_000, 7_000])("nor does a large body nested %i deep hang", async (depth) => {
    const deep = "[".repeat(depth) + "]".repeat(depth);
    const body = { ...daily(`deep ${depth}`, { odd: "DEEP" }), filler };
    expect(await send(withDeep(body, deep))).toMatchObject(tooDeep);
  });
});

async function stepsOf(referenceId: string): Promise<unknown[]> {
  type Read = { user: { dailies: { nodes: { steps: number | null }[] } } };
  const query = "query ($ref: String) { user(referenceId: $ref) { dailies { nodes { steps } } } }";
  return (await read<Read>(gateway, query, { ref: referenceId })).user.dailies.nodes.map(
    ({ steps }) => steps,
  );
}

test.each(["__proto__", "constructor", "toString"])("a key named %s is data like any other", async (name) => {
  const bodyOf = (steps: number) =>
    JSON.stringify(
      daily(name, {
        distance_data: { steps },
        KEY: { a: steps, KEY: [1] },
        heart_rate_data: { detailed: { hr_samples: [{ bpm: 60 }, { bpm: 61, KEY: 5 }] } },
      }),
    ).replaceAll('"KEY"', JSON.stringify(name));
  for (const steps of [1, 2]) expect(await send(bodyOf(steps))).toMatchObject(applied);
  const [row] = await rows(
    "select d.steps, d.extra::text from dailies d join connections c on c.id = d.connection_id where c.terra_user_id = $1",
    [name],
  );
  expect(row).toEqual({ steps: 2, extra: `{"${name}.a": 2, "${name}.${name}": [1]}` });
});

test("samples that each have a key of their own are kept as JSON", async () => {
  const hr_samples = Array.from({ length: 20_000 }, (_, i) => ({ bpm: 60, [`key-${i}`]: i }));
  expect(await send(daily("own keys", { heart_rate_data: { detailed: { hr_samples } } }))).toMatchObject(
    applied,
  );
});

test.each(["0001-01-01T00:00:00+05:30", "9999-12-31T23:59:59.999999-11:00", "1600-01-01T00:00:00.123457Z"])(
  "a day's readings at %s are kept and read",
  async (start_time) => {
    const element = (time: string, weight_kg: number) => ({
      metadata: { start_time: time, end_time: time },
      measurements_data: { measurements: [{ measurement_time: time, weight_kg }] },
      blood_pressure_data: { blood_pressure_samples: [{ timestamp: time, systolic_bp: weight_kg }] },
    });
    const user = { user_id: start_time, reference_id: start_time };
    const data = [element(start_time, 1), element("2026-01-01T00:00:00Z", 2)];
    for (const weight of [70, 71]) {
      const own = { ...element(start_time, weight) };
      expect(await send({ type: "body", user, data: [own, ...data.slice(1)] })).toMatchObject(applied);
    }
    type Read = {
      user: {
        bodies: { nodes: { measurements: object[]; series: { columns: { numbers: number[] }[] }[] }[] };
      };
    };
    const { user: found } = await read<Read>(
      gateway,
      `query ($ref: String) { user(referenceId: $ref) { bodies(order: OLDEST_FIRST) { nodes {
         measurements { weightKg } series { columns { numbers } } } } } }`,
      { ref: start_time },
    );
    const shown = found.bodies.nodes.map(({ measurements, series }) => [
      ...measurements,
      ...series.flatMap(({ columns }) => columns.flatMap(({ numbers }) => numbers)),
    ]);
    expect(shown).toHaveLength(2);
    expect(shown).toContainEqual([{ weightKg: 71 }, 71]);
    expect(shown).toContainEqual([{ weightKg: 2 }, 2]);
  },
);

test("an athlete of whom nothing is said makes the connection, and no record", async () => {
  const user = { user_id: "nobody", reference_id: "nobody" };
  expect(await send({ type: "athlete", user, athlete: { age: null } })).toMatchObject(applied);
  expect(await rows("select from connections where terra_user_id = 'nobody'")).toHaveLength(1);
  expect(await rows("select from athletes")).toHaveLength(0);
});

test("more elements than go into one statement are all kept, and each is said once", async () => {
  const count = 12_000;
  const data = Array.from({ length: count }, (_, i) => ({ metadata: { summary_id: `activity ${i}` } }));
  const user = { user_id: "many", reference_id: "many" };
  expect(await send({ type: "activity", user, data })).toMatchObject(applied);
  const found = await rows(
    `select count(distinct key)::int as records, count(*)::int as changes
       from activities join changes using (connection_id, key)
      where connection_id = (select id from connections where terra_user_id = 'many')`,
  );
  expect(found).toEqual([{ records: count, changes: count }]);
});

test("a reference longer than an entry of an index may be is taken like any other", async () => {
  const headers = { "terra-reference": randomBytes(6_000).toString("base64url") };
  expect(await send({ type: "healthcheck" }, headers)).toBeDefined();
});
