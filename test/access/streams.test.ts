/** At every event of a subscription: whoever may see less from a moment on is told nothing more from that moment on. */
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { retireConnections } from "../../src/retention/retire-connections.ts";
import { auth, day, event, tell } from "../connections/terra-life.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { transports } from "../graphql/transports.ts";
import { read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { openStream, seqOf, WAYS } from "./event-stream.ts";
import { type Issuer, type Key, makeKey, openIssuer, sign } from "./issuer.ts";
import { asHolderOf, createKey, type MadeKey } from "./key-client.ts";
import { openSlowListening } from "./slow-listener.ts";

let key: Key;
let issuer: Issuer;
let gateway: TestGateway;
/** Another instance on the same database. */
let other: TestGateway;
let pool: pg.Pool;
let lives = 0;

beforeAll(async () => {
  key = await makeKey("ES256");
  issuer = await openIssuer(key);
  const allowances = { requestsPerMinutePerAddress: 1_000_000, requestsPerMinutePerKey: 1_000_000 };
  gateway = await openTestGateway({ ...issuer.config, ...allowances });
  const { databaseUrl } = gateway;
  other = await openTestGateway({ ...issuer.config, ...allowances, databaseUrl });
  pool = openTestPool(databaseUrl, { max: 4 });
});

afterAll(async () => {
  await pool.end();
  await other[Symbol.asyncDispose]();
  await gateway[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

/** Ids that no other test has. */
function newLife(): string {
  lives += 1;
  return `stream${lives}`;
}

async function userTarget(referenceId: string, claims: Record<string, unknown> = {}, at = gateway) {
  return { url: at.url, adminKey: await sign(key, { sub: referenceId, ...claims }) };
}

/** How long after its time a token is still taken, since clocks differ. */
const SKEW_SECONDS = 60;

/** The `exp` of a token that is good for so many seconds. */
function secondsLeft(seconds: number): number {
  return Math.ceil(Date.now() / 1000) - SKEW_SECONDS + seconds;
}

const ENDS = {
  revoked: { change: "revoked_at = now()", code: 4410, reason: /This key was revoked/ },
  narrowed: { change: "reference_ids = '{nobody}'", code: 4412, reason: /has changed: connect again/ },
  expired: { change: "expires_at = now()", code: 4411, reason: /This key has expired/ },
} as const;
type End = keyof typeof ENDS;

/**
 * Ends a key, and says which change was the last that was committed before: whoever appends to the feed holds this lock
 * to the commit, so that the end has its place among them.
 */
async function endKey({ prefix }: MadeKey, end: End): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query("begin; select pg_advisory_xact_lock(7283640127)");
    await client.query(`update api_keys set ${ENDS[end].change} where prefix = $1`, [prefix]);
    const { rows } = await client.query<{ last: string }>(
      "select coalesce(max(seq), 0) as last from changes",
    );
    await client.query("commit");
    return Number(rows[0]?.last);
  } finally {
    client.release();
  }
}

describe("a key that ends while it hears events", () => {
  const interleaving = fc.record({
    end: fc.constantFrom<End>("revoked", "narrowed", "expired"),
    writers: fc.integer({ min: 1, max: 4 }),
    deliveries: fc.integer({ min: 2, max: 8 }),
    endsAfterMs: fc.integer({ min: 0, max: 60 }),
    pauseMs: fc.integer({ min: 0, max: 8 }),
    // The fewer fields, the less is read before an event goes out.
    fields: fc.constantFrom("__typename cursor", undefined),
  });

  test("closes its sockets and streams on both instances, and nothing of what was committed after it was told", async () => {
    let toldBefore = 0;
    let after = 0;
    const property = fc.asyncProperty(interleaving, async (run) => {
      const { end, writers, deliveries, endsAfterMs, pauseMs, fields } = run;
      const made = await createKey(gateway);
      const options = fields === undefined ? {} : { fields };
      const targets = [asHolderOf(made, gateway), asHolderOf(made, other)];
      const streams = await Promise.all(
        targets.flatMap((target) => WAYS.map((way) => openStream(target, { ...options, way }))),
      );
      const life = newLife();
      const writing = [...Array(writers).keys()].map(async (writer) => {
        for (let i = 0; i < deliveries; i += 1) {
          const date = `2026-05-${String(i + 1).padStart(2, "0")}`;
          await tell(i % 2 === 0 ? gateway : other, [day(`${life}-${writer}`, i, {}, date)]);
          await sleep(pauseMs);
        }
      });
      await sleep(endsAfterMs);
      const last = await endKey(made, end);
      await Promise.all(writing);
      for (const stream of streams) {
        const { code, reason } = await stream.closed;
        expect(code).toBe(ENDS[end].code);
        expect(reason).toMatch(ENDS[end].reason);
        expect(stream.events.map(seqOf).filter((seq) => seq > last)).toEqual([]);
        toldBefore += stream.events.length;
      }
      const { rows } = await pool.query("select count(*)::int as count from changes where seq > $1", [last]);
      after += rows[0].count;
    });
    await fc.assert(property, { numRuns: 40 });
    expect(toldBefore).toBeGreaterThan(20);
    expect(after).toBeGreaterThan(20);
  }, 120_000);
});

test("a key's end counts from its commit, also where the news of it come late", async () => {
  await using line = await openSlowListening(gateway.databaseUrl, 700);
  await using late = await openTestGateway({ databaseUrl: line.url });
  const life = newLife();
  const made = await createKey(gateway);
  const target = asHolderOf(made, late);
  const streams = await Promise.all(
    WAYS.flatMap((way) => [
      openStream(target, { way, fields: "__typename cursor" }),
      openStream(target, { way }),
    ]),
  );
  // Where "now" is, is decided when the feed has been read to its end, late.
  await sleep(2_000);
  await tell(gateway, [day(`${life}-a`, 1)]);
  await Promise.all(streams.map((stream) => stream.reached(2)));
  const last = await endKey(made, "revoked");
  await tell(gateway, [day(`${life}-a`, 2)]);
  // Whoever subscribes has the feed read to its end, for all that wait.
  using _ = await openStream(late);
  for (const stream of streams) {
    expect((await stream.closed).code).toBe(4410);
    expect(stream.events.map(seqOf).filter((seq) => seq > last)).toEqual([]);
    expect(stream.errors).toEqual([]);
  }
});

test("a token that expires closes its sockets and streams on both instances, and nothing is told after it", async () => {
  const life = newLife();
  const exp = secondsLeft(2);
  const targets = await Promise.all([gateway, other].map((at) => userTarget(life, { exp }, at)));
  const streams = await Promise.all(
    targets.flatMap((target) => WAYS.map((way) => openStream(target, { way }))),
  );
  let isOver = false;
  let told = 0;
  const writing = (async () => {
    for (let i = 0; !isOver; i += 1) {
      const date = `2026-06-${String((i % 28) + 1).padStart(2, "0")}`;
      await tell(gateway, [day(`${life}-a`, i, { reference: life }, date)]);
      told += 1;
    }
  })();
  for (const stream of streams) {
    const { code, reason } = await stream.closed;
    expect([code, reason]).toEqual([4411, expect.stringContaining("This token has expired")]);
    expect(Date.now()).toBeGreaterThanOrEqual((exp + SKEW_SECONDS) * 1_000);
    expect(stream.events.length).toBeGreaterThan(0);
  }
  const heard = streams.map(({ events }) => events.length);
  const before = told;
  await expect.poll(() => told).toBeGreaterThan(before + 3);
  isOver = true;
  await writing;
  expect(streams.map(({ events }) => events.length)).toEqual(heard);
});

const names = (events: readonly { __typename: string }[]) => events.map(({ __typename }) => __typename);

describe("a connection that goes from ada to bob", () => {
  /** Ada has two days of it; what moves it comes when `move` is called. */
  async function lifeOf(id: string) {
    const [ada, bob] = [`${id}-ada`, `${id}-bob`];
    await tell(gateway, [
      auth(`${id}-a`, { at: 1, reference: ada }),
      auth(`${id}-x`, { at: 1, reference: bob }),
      day(`${id}-a`, 1, { at: 2, reference: ada }),
      day(`${id}-a`, 2, { at: 3, reference: ada }, "2026-05-02"),
    ]);
    const move = () => tell(gateway, [auth(`${id}-a`, { at: 5, reference: bob })]);
    return { ada, bob, move, id };
  }

  test.each(WAYS)("is told over %s to ada as gone, to bob as come, and to ada never again", async (way) => {
    const { ada, bob, move, id } = await lifeOf(newLife());
    using hers = await openStream(await userTarget(ada, {}, other), { way });
    using his = await openStream(await userTarget(bob), { way });
    await move();
    await hers.reached(3);
    await his.reached(3);
    expect(names(hers.events).sort()).toEqual(["ConnectionChanged", "RecordDeleted", "RecordDeleted"]);
    for (const event of hers.events) expect(event.connection).toBeNull();
    expect(names(his.events).sort()).toEqual(["ConnectionChanged", "RecordSaved", "RecordSaved"]);
    for (const { record } of his.events.filter(({ __typename }) => __typename === "RecordSaved"))
      expect(record).toEqual({ user: { referenceId: bob } });
    await tell(gateway, [day(`${id}-a`, 9, { at: 9, reference: bob }, "2026-05-03")]);
    await his.reached(4);
    await sleep(300);
    expect(hers.events).toHaveLength(3);
    expect([...hers.errors, ...his.errors]).toEqual([]);

    using again = await openStream(await userTarget(ada), { after: "START", way });
    await again.reached(1);
    await sleep(500);
    expect(names(again.events)).not.toContain("RecordSaved");
    expect(again.events.filter(({ connection }) => connection)).toEqual([]);
  });

  test.each(WAYS)(
    "is told over %s to whoever reads slowly only as far as they could read it",
    async (way) => {
      const { ada, bob, move, id } = await lifeOf(newLife());
      // More than the line between the two holds: an event's recordId has the record's key in it.
      await pool.query(
        `insert into changes (kind, user_id, connection_id, record_type, key, revision)
       select 'RECORD_SAVED', c.user_id, c.id, 'DAILY', n || repeat('x', 40000), 1
         from connections c, generate_series(1, 800) n where c.terra_user_id = $1`,
        [`${id}-a`],
      );
      const fields = "__typename cursor ... on RecordSaved { recordId }";
      using slow = await openStream(await userTarget(ada), { after: "START", fields, way });
      await slow.reached(1);
      slow.pause();
      await sleep(500);
      await move();
      using his = await openStream(await userTarget(bob), { after: "START" });
      await his.reached(2);
      slow.resume();
      await expect.poll(() => names(slow.events).filter((name) => name === "RecordDeleted").length).toBe(2);
      const told = names(slow.events);
      expect(told.slice(told.indexOf("RecordDeleted"))).not.toContain("RecordSaved");
      const saved = told.filter((name) => name === "RecordSaved").length;
      expect(saved).toBeLessThan(700);
      expect(slow.errors).toEqual([]);
    },
  );

  test("is told no more of to whoever reads slowly, also where the news of the move come late", async () => {
    await using line = await openSlowListening(gateway.databaseUrl, 800);
    const { ada, bob, move, id } = await lifeOf(newLife());
    // All of one page.
    await pool.query(
      `insert into changes (kind, user_id, connection_id, record_type, key, revision)
       select 'RECORD_SAVED', c.user_id, c.id, 'DAILY', n || repeat('x', 400000), 1
         from connections c, generate_series(1, 90) n where c.terra_user_id = $1`,
      [`${id}-a`],
    );
    await using late = await openTestGateway({ ...issuer.config, databaseUrl: line.url });
    const fields = "__typename cursor ... on RecordSaved { recordId }";
    const hers = await userTarget(ada, {}, late);
    const streams = await Promise.all(WAYS.map((way) => openStream(hers, { after: "START", fields, way })));
    for (const slow of streams) {
      await slow.reached(1);
      slow.pause();
    }
    await sleep(500);
    await move();
    expect(await read(await userTarget(bob), "{ dailies { totalCount } }")).toEqual({
      dailies: { totalCount: 2 },
    });
    for (const slow of streams) slow.resume();
    for (const { events } of streams) {
      await expect
        .poll(() => names(events).filter((name) => name === "RecordDeleted").length, { timeout: 5_000 })
        .toBe(2);
      expect(names(events).filter((name) => name === "RecordSaved").length).toBeLessThan(30);
    }
  });
});

test("a person of whom the gateway has not heard yet subscribes, and hears of their first record", async () => {
  const life = newLife();
  using stream = await openStream(await userTarget(life, {}, other));
  await tell(gateway, [day(`${life}-other`, 1, { reference: `${life}-other` })]);
  await tell(gateway, [day(`${life}-a`, 1, { reference: life })]);
  await stream.reached(2);
  expect(names(stream.events).sort()).toEqual(["ConnectionChanged", "RecordSaved"]);
  expect(stream.events.every(({ connection }) => connection?.terraUserId === `${life}-a`)).toBe(true);
});

describe("a client that renews with its last cursor", () => {
  const dates = [...Array(6).keys()].map((i) => `2026-05-0${i + 1}`);

  test.each(WAYS)("misses nothing over %s when its key was narrowed in between", async (way) => {
    const life = newLife();
    const made = await createKey(gateway);
    using first = await openStream(asHolderOf(made, gateway), { way });
    await tell(gateway, [day(`${life}-a`, 1, { reference: life }, dates[0])]);
    await first.reached(2);
    const query = "mutation ($id: ID!, $who: [String!]) { updateApiKey(id: $id, referenceIds: $who) { id } }";
    await read(other, query, { id: made.id, who: [life] });
    expect((await first.closed).code).toBe(4412);
    for (const [i, date] of dates.slice(1).entries()) {
      await tell(gateway, [day(`${life}-a`, i, { reference: life }, date)]);
      await tell(gateway, [day(`${life}-b`, i, { reference: `${life}-b` }, date)]);
    }
    const after = first.events.at(-1)?.cursor ?? "";
    using second = await openStream(asHolderOf(made, other), { after, way });
    await second.reached(5);
    await sleep(200);
    expect(second.events.map(({ connection }) => connection?.terraUserId)).toEqual(
      Array(5).fill(`${life}-a`),
    );
  });

  test.each(WAYS)(
    "misses nothing over %s with a new token of the same person, on another instance",
    async (way) => {
      const life = newLife();
      const soon = { exp: secondsLeft(2) };
      using first = await openStream(await userTarget(life, soon), { way });
      await tell(gateway, [day(`${life}-a`, 1, { reference: life }, dates[0])]);
      await first.reached(2);
      expect((await first.closed).code).toBe(4411);
      for (const [i, date] of dates.slice(1).entries())
        await tell(gateway, [day(`${life}-a`, i, { reference: life }, date)]);
      const after = first.events.at(-1)?.cursor ?? "";
      using second = await openStream(await userTarget(life, {}, other), { after, way });
      await second.reached(5);
      expect(names(second.events)).toEqual(Array(5).fill("RecordSaved"));
    },
  );

  test("is refused with a cursor of another person's", async () => {
    const [life, thief] = [newLife(), newLife()];
    using first = await openStream(await userTarget(life));
    await tell(gateway, [day(`${life}-a`, 1, { reference: life })]);
    await first.reached(1);
    const after = first.events[0]?.cursor ?? "";
    const thieves = [await userTarget(thief), asHolderOf(await createKey(gateway), gateway), gateway];
    for (const [target, way] of thieves.flatMap((target) => WAYS.map((way) => [target, way] as const))) {
      using second = await openStream(target, { after, way });
      await expect.poll(() => second.errors.length).toBe(1);
      expect(second.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
      expect(second.events).toEqual([]);
    }
  });
});

test("a key narrowed to a provider hears of what was erased of that provider alone", async () => {
  const life = newLife();
  const readers = await Promise.all(
    ["GARMIN", "OURA"].map(async (provider) =>
      openStream(
        asHolderOf(await createKey(gateway, { providers: [provider], referenceIds: [life] }), other),
      ),
    ),
  );
  const [garmin, oura] = readers;
  const accounts = ["GARMIN", "OURA"].map((provider) => ({ at: 2, reference: life, provider }));
  for (const made of accounts) {
    const id = `${life}-${made.provider}`;
    await tell(gateway, [day(id, 1, made), event("access_revoked", id, { ...made, at: 3 })]);
  }
  await Promise.all(readers.map((reader) => reader.reached(3)));
  const log = () => {};
  const writes = openPool(gateway.databaseUrl, { max: 2, applicationName: "erasing", log });
  const db = openDatabase<Database>(writes);
  const inAYear = (Date.now() + 365 * 86_400_000) * 1000;
  const nothing = { DEAUTHENTICATED: null, REVOKED: 1, DEGRADED: null };
  expect(await retireConnections(db, nothing, inAYear)).toBe(2);
  await writes.end();
  await Promise.all(readers.map((reader) => reader.reached(5)));
  await sleep(300);
  for (const reader of readers) {
    expect(reader.events.slice(3).map(({ __typename, connection }) => [__typename, connection])).toEqual([
      ["RecordDeleted", null],
      ["ConnectionChanged", null],
    ]);
    expect(reader.errors).toEqual([]);
  }
  // One who was away is told the same.
  const again = asHolderOf(await createKey(gateway, { providers: ["OURA"], referenceIds: [life] }), gateway);
  using late = await openStream(again, { after: garmin?.events[0]?.cursor ?? "" });
  await late.reached(2);
  await sleep(200);
  expect(late.events).toEqual(oura?.events.slice(3));
  for (const reader of readers) reader[Symbol.dispose]();
});

test.each(transports)(
  "over $name, a query under way while its key is revoked is whole or refused",
  async (transport) => {
    const life = newLife();
    for (let i = 1; i < 6; i += 1)
      await tell(gateway, [day(`${life}-a`, i, { reference: life }, `2026-05-0${i}`)]);
    const query = `query ($who: String!) { user(referenceId: $who) {
    connections { terraUserId history { totalCount } dailies { totalCount nodes { id steps series { name } } } } } }`;
    const variables = { who: life };
    const { data: whole } = await transport.run(gateway, query, variables);
    const outcomes = { whole: 0, refused: 0 };
    for (let round = 0; round < 12; round += 1) {
      const made = await createKey(gateway);
      const target = asHolderOf(made, round % 2 === 0 ? gateway : other);
      const asked = [...Array(6).keys()].map(async (i) => {
        await sleep(i * 4);
        // A socket of a revoked key is closed, whatever was asked on it.
        return await transport.run(target, query, variables).catch((error: Error) => error);
      });
      await sleep(round * 8);
      await endKey(made, "revoked");
      for (const outcome of await Promise.all(asked)) {
        if (outcome instanceof Error)
          expect(outcome.message).toMatch(/was closed: 44(10|03) UNAUTHENTICATED/);
        else if (outcome.errors) {
          expect(outcome.errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
          expect(Object.values(outcome.data ?? {}).filter(Boolean)).toEqual([]);
        } else {
          expect(outcome.data).toEqual(whole);
          outcomes.whole += 1;
          continue;
        }
        outcomes.refused += 1;
      }
    }
    expect(outcomes.whole).toBeGreaterThan(0);
    expect(outcomes.refused).toBeGreaterThan(0);
  },
);
