import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import { retireConnections } from "../../src/retention/retire-connections.ts";
import { auth, connectionsOf, day, event, reauth, tell } from "../connections/terra-life.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { transports } from "../graphql/transports.ts";
import { ask, read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver, sampleText } from "../terra-client.ts";
import { everything, REPLAY, replay } from "./replaying.ts";

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

let stamp = 1_000;
function later(): Record<string, string> {
  stamp += 1_000;
  return { "x-terra-ordering-timestamp": String(stamp) };
}

function daily(who: string, steps: number, more: object = {}, day = 1) {
  return {
    type: "daily",
    user: { user_id: who, provider: "GARMIN", reference_id: `ref-${who}` },
    data: [
      {
        metadata: { start_time: `2026-03-0${day}T00:00:00Z`, end_time: `2026-03-0${day + 1}T00:00:00Z` },
        distance_data: { steps },
        ...more,
      },
    ],
  };
}

type Dailies = {
  dailies: {
    nodes: {
      id: string;
      localDate: string;
      steps: number | null;
      floorsClimbed: number | null;
      revision: number;
    }[];
  };
};

async function dailiesOf(who: string) {
  const { user } = await read<{ user: Dailies | null }>(
    gateway,
    "query ($ref: String) { user(referenceId: $ref) { dailies { nodes { id localDate steps floorsClimbed revision } } } }",
    { ref: `ref-${who}` },
  );
  return user?.dailies.nodes ?? [];
}

async function deliveriesOf(who: string): Promise<string[]> {
  type Read = { deliveries: { nodes: { id: string; terraUserId: string }[] } };
  const { deliveries } = await read<Read>(
    gateway,
    "{ deliveries(first: 10000) { nodes { id terraUserId } } }",
  );
  return deliveries.nodes
    .filter(({ terraUserId }) => terraUserId === who)
    .map(({ id }) => id)
    .reverse();
}

async function sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await pool.query(text, values)).rows;
}

async function changesOf(who: string): Promise<string[]> {
  const rows = await sql(
    `select kind from changes c join connections o on o.id = c.connection_id
      where o.terra_user_id = $1 order by seq`,
    [who],
  );
  return rows.map(({ kind }) => String(kind));
}

const ofConnection = "connection_id = (select id from connections where terra_user_id = $1)";

const LIVES = [
  "user_reauth__openapi-2026-07",
  "permission_change__openapi-2026-07",
  "connection_error__openapi-2026-07",
  "access_revoked__openapi-2026-07",
  "large_request_processing__openapi-2026-07",
  "large_request_sending__openapi-2026-07",
  "rate_limit_hit__docs-event-types",
  "healthcheck__schema-full-coverage",
  "planned_workout__schema-full-coverage",
  "hormone__schema-full-coverage",
  "health_observation__schema-full-coverage",
  "lab_report.completed__openapi-2026-07-completed",
  "lab_report.failed__openapi-2026-07-failed",
  // Of somebody known by now.
  "auth__error-docs-2025-07",
];

describe("a replay", () => {
  test("heals what an older release had read wrongly, and says so in the feed", async () => {
    await deliver(gateway, daily("misread", 5), later());
    const [id] = await deliveriesOf("misread");
    await sql(`update dailies set steps = 4, floors_climbed = 3 where ${ofConnection}`, ["misread"]);
    await sql(
      "update deliveries set state = 'FAILED', error = 'an older one' where terra_user_id = 'misread'",
    );
    expect(await replay(gateway, { ids: [id] })).toMatchObject({
      replayed: 1,
      applied: 1,
      failed: 0,
      skipped: 0,
      tookBack: false,
      deliveries: [{ id, state: "APPLIED", error: null, attempts: 2 }],
    });
    expect(await dailiesOf("misread")).toMatchObject([{ steps: 5, floorsClimbed: null, revision: 2 }]);
    expect(await changesOf("misread")).toEqual(["CONNECTION_CHANGED", "RECORD_SAVED", "RECORD_SAVED"]);
  });

  test("of everything that reads as before changes nothing: no revision, no time, no event", async () => {
    for (const name of ["auth__openapi-2026-07-authSuccess", "deauth__openapi-2026-07"])
      await deliver(gateway, sampleText(name));
    for (const type of ["activity", "athlete", "body", "daily", "menstruation", "nutrition", "sleep"]) {
      await deliver(gateway, sampleText(`${type}__schema-full-coverage`));
      await deliver(gateway, sampleText(`${type}__openapi-2026-07`));
    }
    for (const name of LIVES) await deliver(gateway, sampleText(name), { "terra-reference": "as-before" });
    for (const steps of [3, 2, 9]) await deliver(gateway, daily("as-before", steps), later());
    const before = await everything(pool);
    const { replayed, tookBack, skipped } = await replay(gateway, { filter: {}, first: 1000 });
    expect({ tookBack, skipped }).toEqual({ tookBack: false, skipped: 0 });
    expect(replayed).toBeGreaterThan(18);
    expect(await everything(pool)).toEqual(before);
  });

  test("takes away what is stated no more: a section, a series, a whole record", async () => {
    const hr_samples = [{ timestamp: "2026-03-01T08:00:00Z", bpm: 60 }];
    await deliver(gateway, daily("unsaid", 5, { heart_rate_data: { detailed: { hr_samples } } }), later());
    const [id] = await deliveriesOf("unsaid");
    await sql(
      `insert into dailies (connection_id, key, local_date, start_instant, terra_user_id, clock_micros, arrived_at, delivery_id, tie, steps)
       select connection_id, '2026-02-28', '2026-02-28', start_instant, terra_user_id, clock_micros, arrived_at, delivery_id, tie, steps
         from dailies where ${ofConnection}`,
      ["unsaid"],
    );
    await sql(
      `insert into series select connection_id, type, '2026-02-28', name, window_start, window_end, version, hash, count, packed
         from series where ${ofConnection}`,
      ["unsaid"],
    );
    expect((await dailiesOf("unsaid")).map(({ localDate }) => localDate)).toEqual([
      "2026-03-01",
      "2026-02-28",
    ]);
    expect(await replay(gateway, { ids: [id] })).toMatchObject({ applied: 1, tookBack: true });
    expect((await dailiesOf("unsaid")).map(({ localDate }) => localDate)).toEqual(["2026-03-01"]);
    expect(await sql(`select key from series where ${ofConnection}`, ["unsaid"])).toEqual([
      { key: "2026-03-01" },
    ]);
    expect(await changesOf("unsaid")).toEqual(["CONNECTION_CHANGED", "RECORD_SAVED", "RECORD_DELETED"]);
    expect(await replay(gateway, { ids: [id] })).toMatchObject({ applied: 1, tookBack: false });
  });

  test("says when something may be missing that another delivery states, which its replay fills in", async () => {
    const floors = { distance_data: { floors_climbed: 7 } };
    await deliver(
      gateway,
      { ...daily("filled", 1), data: [{ ...daily("filled", 1).data[0], ...floors }] },
      later(),
    );
    await deliver(
      gateway,
      { ...daily("filled", 1), data: [{ ...daily("filled", 1).data[0], distance_data: {} }] },
      later(),
    );
    const ids = await deliveriesOf("filled");
    // As if an older release had read something of the later one's section.
    const versions = `(select jsonb_build_object('distance_data', jsonb_build_array(jsonb_build_object('v', jsonb_build_array(
      'filled', clock_micros, 1, delivery_id, null, null, 'x')))))`;
    await sql(`update dailies set floors_climbed = 9, section_versions = ${versions} where ${ofConnection}`, [
      "filled",
    ]);
    expect(await replay(gateway, { ids })).toMatchObject({ applied: 2, tookBack: true });
    expect((await replay(gateway, { ids })).tookBack).toBe(false);
    expect(await dailiesOf("filled")).toMatchObject([{ floorsClimbed: 7 }]);
  });

  test("brings back what is missing of a connection's history, and tells nothing twice", async () => {
    const user = { user_id: "entered", provider: "OURA", reference_id: "ref-entered" };
    await deliver(gateway, { type: "auth", status: "success", user }, later());
    const [id] = await deliveriesOf("entered");
    await sql(`delete from connection_events where ${ofConnection}`, ["entered"]);
    for (let times = 0; times < 2; times += 1) await replay(gateway, { ids: [id] });
    type Read = { user: { connections: { history: { nodes: { kind: string }[] } }[] } };
    const { user: read_ } = await read<Read>(
      gateway,
      `{ user(referenceId: "ref-entered") { connections { history { nodes { kind } } } } }`,
    );
    expect(read_.connections).toEqual([{ history: { nodes: [{ kind: "auth" }] } }]);
  });

  test("for an id whose place another took since is of the connection of both, and older", async () => {
    await tell(gateway, [
      auth("chain-a", { at: 1 }),
      day("chain-a", 1, { at: 2 }),
      day("chain-a", 2, { at: 9 }, "2026-05-02"),
      reauth("chain-a", "chain-b", { at: 4 }),
      day("chain-b", 3, { at: 1 }),
    ]);
    const shown = () => connectionsOf(gateway, "chain-");
    const before = await shown();
    expect(before).toMatchObject([{ terraUserId: "chain-b" }]);
    const steps = (of: typeof before) => of.flatMap(({ dailies }) => dailies.nodes.map((node) => node.steps));
    expect(steps(before).sort()).toEqual([2, 3]);
    await sql(`update dailies set steps = 7 where ${ofConnection}`, ["chain-b"]);
    expect(await replay(gateway, { ids: await deliveriesOf("chain-a") })).toMatchObject({ applied: 3 });
    expect(steps(await shown()).sort()).toEqual([2, 7]);
    await replay(gateway, { ids: await deliveriesOf("chain-b") });
    expect(await shown()).toEqual(before);
  });

  test("of a delete that was never said brings back what it took, once all are replayed", async () => {
    for (const steps of [1, 2]) await deliver(gateway, daily("undeleted", steps), later());
    const tombstone = "jsonb_build_array(terra_user_id, 9e15::int8, 1, delivery_id, null, null, '')";
    await sql(
      `update dailies set tombstone = ${tombstone}, deleted = true, steps = null where ${ofConnection}`,
      ["undeleted"],
    );
    expect(await dailiesOf("undeleted")).toEqual([]);
    const ids = await deliveriesOf("undeleted");
    expect(await replay(gateway, { ids })).toMatchObject({ tookBack: true });
    expect(await replay(gateway, { ids })).toMatchObject({ tookBack: false });
    expect(await dailiesOf("undeleted")).toMatchObject([{ steps: 2 }]);
  });

  test("keeps nothing of a delivery that turns out to be of a person whose data was erased", async () => {
    await tell(gateway, [auth("erased-a", { at: 1 }), event("deauth", "erased-a", { at: 2 })]);
    await deliver(gateway, day("erased-b", 4711).body);
    const [id] = await deliveriesOf("erased-b");
    // As if an older release had not read whose it is.
    await sql(
      "update deliveries set state = 'FAILED', terra_user_id = null, connection_id = null where terra_user_id = 'erased-b'",
    );
    await tell(gateway, [reauth("erased-a", "erased-b", { at: 1 }), event("deauth", "erased-b", { at: 3 })]);
    const owner = openPool(gateway.databaseUrl, { max: 1, applicationName: "test", log: () => {} });
    const kept = { DEAUTHENTICATED: 48, REVOKED: null, DEGRADED: null };
    await retireConnections(openDatabase(owner), kept, (Date.now() + 10 * 86_400_000) * 1000);
    await owner.end();
    expect(await connectionsOf(gateway, "erased-")).toEqual([]);
    expect(await replay(gateway, { ids: [id] })).toMatchObject({ ignored: 1, deliveries: [{ id }] });
    expect(await connectionsOf(gateway, "erased-")).toEqual([]);
    expect(
      await sql(
        "select state, body::text, headers, hash::text, terra_user_id, connection_id from deliveries where id = $1",
        [JSON.parse(Buffer.from(id ?? "", "base64url").toString())[2]],
      ),
    ).toEqual([
      { state: "IGNORED", body: "\\x", headers: {}, hash: "\\x", terra_user_id: null, connection_id: null },
    ]);
    expect(await replay(gateway, { ids: [id] })).toMatchObject({ replayed: 0, skipped: 1 });
  });

  test("leaves one FAILED that still cannot be read, with why, and applies the rest of it", async () => {
    const body = daily("still-bad", 4);
    await deliver(gateway, { ...body, data: [{ distance_data: { steps: 1 } }, ...body.data] });
    const [id] = await deliveriesOf("still-bad");
    await sql(
      "update deliveries set error = 'an older one', notes = '[\"signature: right, but 400 s old\", \"odd\"]' where terra_user_id = 'still-bad'",
    );
    expect(await replay(gateway, { ids: [id] })).toMatchObject({
      applied: 0,
      failed: 1,
      deliveries: [
        {
          state: "FAILED",
          error: "data[0]: has no key: give it metadata.start_time",
          notes: ["signature: right, but 400 s old"],
        },
      ],
    });
    expect(await dailiesOf("still-bad")).toMatchObject([{ steps: 4, revision: 1 }]);
  });

  test("one that PostgreSQL refuses fails alone", async () => {
    await deliver(gateway, daily("refused-again", 5));
    await deliver(gateway, daily("beside-it", 5));
    await sql(
      "alter table deliveries add constraint wrong check (terra_user_id <> 'refused-again' or attempts < 2 or state = 'FAILED') not valid",
    );
    const ids = [...(await deliveriesOf("refused-again")), ...(await deliveriesOf("beside-it"))];
    const { failed, applied, deliveries } = await replay(gateway, { ids });
    await sql("alter table deliveries drop constraint wrong");
    expect({ failed, applied }).toEqual({ failed: 1, applied: 1 });
    expect(deliveries[0]?.error).toMatch(/^PostgreSQL refused it: 23514/);
  });

  test("what meets something passing is tried again by itself", async () => {
    await deliver(gateway, daily("locked", 5), later());
    const [id] = await deliveriesOf("locked");
    const holder = await pool.connect();
    await holder.query("begin");
    await holder.query("select from connections where terra_user_id = 'locked' for update");
    await sql(`update dailies set steps = 1 where ${ofConnection}`, ["locked"]);
    const { pending, deliveries } = await replay(gateway, { ids: [id] });
    expect({ pending, error: deliveries[0]?.error }).toEqual({
      pending: 1,
      error: "not applied: the database was away or too busy",
    });
    await holder.query("commit");
    holder.release();
    await expect.poll(async () => (await dailiesOf("locked"))[0]?.steps, { timeout: 15_000 }).toBe(5);
    expect(await sql("select state, next_try_at from deliveries where terra_user_id = 'locked'")).toEqual([
      { state: "APPLIED", next_try_at: null },
    ]);
  }, 40_000);

  test("of a body over a megabyte replays all of its samples", async () => {
    const start = Date.parse("2026-03-01T00:00:00Z");
    const hr_samples = Array.from({ length: 20_000 }, (_, i) => ({
      timestamp: new Date(start + i * 2000).toISOString(),
      bpm: 50 + (i % 90),
    }));
    await deliver(gateway, daily("large", 9, { heart_rate_data: { detailed: { hr_samples } } }));
    const stored = () =>
      sql(`select count, encode(sha256(packed), 'hex') as bytes from series where ${ofConnection}`, [
        "large",
      ]);
    const before = await stored();
    await sql(`update series set hash = '\\x00', packed = '\\x00', count = 0 where ${ofConnection}`, [
      "large",
    ]);
    expect(await replay(gateway, { ids: await deliveriesOf("large") })).toMatchObject({ applied: 1 });
    expect(await stored()).toEqual(before);
  });
});

describe("replaying many", () => {
  test("by a filter goes page by page in the order of arrival, each delivery once", async () => {
    const people = Array.from({ length: 7 }, (_, n) => `paged-${n}`);
    for (const who of people)
      await deliver(gateway, { ...daily(who, 1), type: "body" }, { "terra-reference": "paged" });
    const filter = { reference: "paged", types: ["body"], states: ["APPLIED"] };
    const seen: string[] = [];
    let after: string | null = null;
    for (const size of [3, 3, 1]) {
      const page = await replay(gateway, { filter, first: 3, after });
      expect(page.deliveries).toHaveLength(size);
      expect(page.pageInfo.hasNextPage).toBe(size === 3);
      seen.push(...page.deliveries.map(({ id }) => id));
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual((await Promise.all(people.map(deliveriesOf))).flat());
    expect(
      await replay(gateway, { filter: { ...filter, received: { to: "2020-01-01T00:00:00Z" } } }),
    ).toMatchObject({
      replayed: 0,
      pageInfo: { hasNextPage: false, endCursor: null },
    });
  });

  test("of a connection finds those that are about it", async () => {
    for (const day of [1, 2]) await deliver(gateway, daily("one-of", day, {}, day), later());
    const { user } = await read<{ user: { connections: { id: string }[] } }>(
      gateway,
      `{ user(referenceId: "ref-one-of") { connections { id } } }`,
    );
    const connectionIds = user.connections.map(({ id }) => id);
    expect(await replay(gateway, { filter: { connectionIds } })).toMatchObject({ replayed: 2 });
    expect(await replay(gateway, { filter: { connectionIds: ["nobody"] } })).toMatchObject({ replayed: 0 });
  });

  test("counts what is no longer kept as skipped, and one given twice once", async () => {
    await deliver(gateway, daily("kept", 1));
    await deliver(gateway, daily("bodiless", 1));
    await sql("update deliveries set state = 'IGNORED', body = '' where terra_user_id = 'bodiless'");
    const gone = idOf("2020-01-01T00:00:00Z", "00000000-0000-4000-8000-000000000000");
    const [kept = ""] = await deliveriesOf("kept");
    const ids = [kept, kept, ...(await deliveriesOf("bodiless")), gone];
    expect(await replay(gateway, { ids })).toMatchObject({
      replayed: 1,
      skipped: 2,
      deliveries: [{ id: kept }],
    });
    expect(await sql("select attempts, state from deliveries where terra_user_id = 'bodiless'")).toEqual([
      { attempts: 1, state: "IGNORED" },
    ]);
  });

  test("at once, and beside the same deliveries coming again, ends as one by one", async () => {
    const bodies = Array.from({ length: 30 }, (_, n) => daily(`busy-${n % 3}`, n, {}, 1 + (n % 5)));
    const stamps = bodies.map(() => later());
    await Promise.all(bodies.map((body, n) => deliver(gateway, body, stamps[n])));
    const shown = async () => (await Promise.all([0, 1, 2].map((n) => dailiesOf(`busy-${n}`)))).flat();
    const before = await shown();
    const logged = gateway.logs.length;
    const ids = (await Promise.all([0, 1, 2].map((n) => deliveriesOf(`busy-${n}`)))).flat();
    const all = [
      ...Array.from({ length: 4 }, () => replay(gateway, { ids })),
      ...bodies.map((body, n) => deliver(gateway, body, stamps[n])),
    ];
    await Promise.all(all);
    expect(await shown()).toEqual(before);
    expect(gateway.logs.slice(logged).filter(({ level }) => level === "warn" || level === "error")).toEqual(
      [],
    );
  });
});

function idOf(receivedAt: string, id: string): string {
  return Buffer.from(JSON.stringify(["delivery", receivedAt, id])).toString("base64url");
}

describe.each(transports)("over $name", ({ run }) => {
  const refusal = async (args: string) => {
    const { errors } = await run(gateway, `mutation { replayDeliveries${args} { replayed } }`);
    return [errors?.[0]?.extensions["code"], errors?.[0]?.message];
  };

  test("a replay is a mutation like any other", async () => {
    await deliver(gateway, daily("over", 1));
    const ids = await deliveriesOf("over");
    const { data } = await run(gateway, REPLAY, { ids });
    expect(data?.["replayDeliveries"]).toMatchObject({ applied: 1, deliveries: [{ id: ids[0] }] });
    const both =
      "mutation ($ids: [ID!]) { a: replayDeliveries(ids: $ids) { applied } b: replayDeliveries(ids: $ids) { deliveries { connection { provider } } } }";
    expect((await run(gateway, both, { ids })).data).toEqual({
      a: { applied: 1 },
      b: { deliveries: [{ connection: { provider: "GARMIN" } }] },
    });
  });

  test("says what is wrong with what was asked", async () => {
    expect((await refusal(""))[0]).toBe("BAD_USER_INPUT");
    expect((await refusal("(ids: [], filter: {})"))[0]).toBe("BAD_USER_INPUT");
    expect((await refusal('(ids: [], after: "x")'))[0]).toBe("BAD_USER_INPUT");
    expect(await refusal('(ids: ["x"])')).toEqual(["BAD_USER_INPUT", `ids: "x" is no delivery's id.`]);
    expect((await refusal('(filter: {}, after: "x")'))[0]).toBe("BAD_USER_INPUT");
    expect((await refusal("(filter: {}, first: 1001)"))[1]).toMatch(/from 0 to 1000; 1001 came/);
    expect((await refusal("(filter: {}, first: -1)"))[0]).toBe("BAD_USER_INPUT");
    expect((await refusal(`(ids: [${'"x",'.repeat(1001)}])`))[1]).toMatch(/At most 1000 ids/);
    const back = '{ from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" }';
    expect((await refusal(`(filter: { received: ${back} })`))[1]).toMatch(
      /received must not end before it begins/,
    );
  });
});

test("what was ignored, and its body not kept, is kept and applied when it comes again", async () => {
  const stamp = later();
  await deliver(gateway, daily("wanted-now", 6), stamp);
  const stored = "select body, encoding, state, repeats from deliveries where terra_user_id = 'wanted-now'";
  const [before] = await sql(stored);
  await sql("update deliveries set state = 'IGNORED', body = '', encoding = 0 where terra_user_id = $1", [
    "wanted-now",
  ]);
  await deliver(gateway, daily("wanted-now", 6), stamp);
  expect(await sql(stored)).toEqual([{ ...before, repeats: 1 }]);
});

test("no other site's page can replay: not by GET, not by a form", async () => {
  const attempts = (await sql("select sum(attempts)::int as sum from deliveries"))[0];
  const url = new URL("/graphql", gateway.url);
  const query = "mutation { replayDeliveries(filter: {}) { replayed } }";
  const authorization = `Bearer ${gateway.adminKey}`;
  const form = await fetch(url, {
    method: "POST",
    headers: { authorization, "content-type": "text/plain" },
    body: JSON.stringify({ query }),
  });
  expect(form.status).toBeGreaterThanOrEqual(400);
  url.searchParams.set("query", query);
  const got = await fetch(url, { headers: { authorization, "apollo-require-preflight": "1" } });
  expect(got.status).toBe(405);
  expect((await sql("select sum(attempts)::int as sum from deliveries"))[0]).toEqual(attempts);
});

test("without a key nothing is replayed, and the operation is measured with the others", async () => {
  const query = "mutation Counted { replayDeliveries(ids: []) { replayed } }";
  const { errors } = await ask({ ...gateway, adminKey: "wrong" }, query);
  expect(errors?.[0]?.extensions["code"]).toBe("UNAUTHENTICATED");
  await ask(gateway, query);
  const metrics = await (await fetch(new URL("/metrics", gateway.url))).text();
  expect(metrics).toContain(
    'terrarium_graphql_operations_total{operation="Counted",type="mutation",outcome="ok"} 1',
  );
});
