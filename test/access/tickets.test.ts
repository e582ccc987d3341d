/** Tickets: one use, on one of any gateways, for a minute at most. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Grounds } from "../../src/access/grounds.ts";
import { createSeal } from "../../src/access/seal.ts";
import { openTickets } from "../../src/access/tickets.ts";
import { openDatabase } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { openTestDatabase, openTestGateway, type TestGateway } from "../gateway.ts";
import { openSocket, type SocketEnd } from "../graphql/socket-client.ts";
import { openEvents } from "../graphql/stream-client.ts";
import { transports } from "../graphql/transports.ts";
import { ask, read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { type Issuer, type Key, makeKey, openIssuer, sign } from "./issuer.ts";

type CreatedTicket = { ticket: string; expiresAt: string };

const admin: Grounds = { by: "admin" };
const CREATE = "mutation { createTicket { ticket expiresAt } }";
const REFUSED = {
  code: 4403,
  reason: "UNAUTHENTICATED: This ticket is used, too old or none: ask createTicket for another.",
};

let issuer: Issuer;
let key: Key;
let gateway: TestGateway;
/** On the same database. */
let other: TestGateway;

beforeAll(async () => {
  key = await makeKey("EdDSA");
  issuer = await openIssuer(key);
  gateway = await openTestGateway({ ...issuer.config });
  other = await openTestGateway({ ...issuer.config, databaseUrl: gateway.databaseUrl });
});

afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await gateway[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

async function createTicket(adminKey = gateway.adminKey): Promise<CreatedTicket> {
  const target = { url: gateway.url, adminKey };
  return (await read<{ createTicket: CreatedTicket }>(target, CREATE)).createTicket;
}

/** Who a socket is for that comes with a ticket in its address; or how it was closed. */
async function enter(url: string, ticket: string, payload?: unknown): Promise<string | SocketEnd> {
  using client = await openSocket(url, { search: `?ticket=${encodeURIComponent(ticket)}` });
  client.send({ type: "connection_init", ...(payload !== undefined && { payload }) });
  const answer = await client.next().catch(() => null);
  if (answer === null) return client.closed;
  client.send({ type: "subscribe", id: "1", payload: { query: "{ viewer { kind } }" } });
  const result = (await client.next()).payload as { data: { viewer: { kind: string } } };
  return result.data.viewer.kind;
}

/** The same of an event stream, asked for as a page's EventSource does. */
async function enterStream(url: string, ticket: string, headers = {}): Promise<unknown> {
  const search = `?${new URLSearchParams({ query: "{ viewer { kind } }", ticket })}`;
  using client = await openEvents(url, { search, headers });
  if (client.status !== 200) return client.status;
  await client.closed;
  const [{ data } = { data: null }] = client.events;
  return (data as { data: { viewer: { kind: string } } }).data.viewer.kind;
}

test.each(transports)("whoever asks over $name is given one for a minute", async ({ run }) => {
  const { data } = (await run(gateway, CREATE)) as { data: { createTicket: CreatedTicket } };
  const { ticket, expiresAt } = data.createTicket;
  expect(ticket).toMatch(/^[\w-]{100,400}$/);
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(58_000);
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
});

test("in the address it opens a socket without any authorization, for whom it was given to", async () => {
  expect(await enter(gateway.url, (await createTicket()).ticket)).toBe("ADMIN");
  expect(await enter(gateway.url, (await createTicket()).ticket, {})).toBe("ADMIN");
  expect(await enter(gateway.url, (await createTicket(await sign(key))).ticket)).toBe("USER");
});

test("in the address it opens an event stream without any authorization, for whom it was given to", async () => {
  expect(await enterStream(gateway.url, (await createTicket()).ticket)).toBe("ADMIN");
  expect(await enterStream(other.url, (await createTicket(await sign(key))).ticket)).toBe("USER");
});

test("it is good for one use, of a socket or of a stream", async () => {
  for (const first of [enter, enterStream]) {
    const { ticket } = await createTicket();
    expect(await first(gateway.url, ticket)).toBe("ADMIN");
    for (const { url } of [gateway, other]) {
      expect(await enter(url, ticket)).toEqual(REFUSED);
      expect(await enterStream(url, ticket)).toBe(401);
    }
  }
});

test("of many uses at once, at two gateways, one succeeds", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { ticket } = await createTicket();
    const entries = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        (n % 3 ? enter : enterStream)(n % 2 ? gateway.url : other.url, ticket),
      ),
    );
    expect(entries.filter((entry) => entry === "ADMIN")).toHaveLength(1);
    for (const entry of entries.filter((entry) => entry !== "ADMIN"))
      expect([REFUSED, 401]).toContainEqual(entry);
  }
});

test("it lives no longer than the token that it was asked for with, and neither do its socket or stream", async () => {
  const exp = Math.ceil(Date.now() / 1000) - 57;
  const { ticket, expiresAt } = await createTicket(await sign(key, { exp }));
  expect(Date.parse(expiresAt)).toBe((exp + 60) * 1000);
  const again = await createTicket(await sign(key, { exp }));
  const late = await createTicket(await sign(key, { exp }));
  using client = await openSocket(other.url, { search: `?ticket=${ticket}` });
  client.send({ type: "connection_init" });
  expect(await client.next()).toEqual({ type: "connection_ack" });
  const search = `?${new URLSearchParams({ query: "subscription { dataEvents { cursor } }", ticket: again.ticket })}`;
  using stream = await openEvents(other.url, { search });
  expect(await client.closed).toMatchObject({ code: 4411 });
  expect(await stream.closed).toBe("ended");
  expect(stream.events).toEqual([
    {
      event: "next",
      data: {
        errors: [
          {
            message: "This token has expired: connect again with a new one.",
            extensions: { code: "UNAUTHENTICATED", closeCode: 4411 },
          },
        ],
      },
    },
    { event: "complete", data: null },
  ]);
  expect(Date.now()).toBeGreaterThanOrEqual((exp + 60) * 1000);
  expect(await enter(gateway.url, late.ticket)).toEqual(REFUSED);
});

test("as a key it is nothing, and a key or token is no ticket", async () => {
  const { ticket } = await createTicket();
  expect((await ask({ url: gateway.url, adminKey: ticket }, "{ viewer { kind } }")).status).toBe(401);
  for (const wrong of [gateway.adminKey, `Bearer ${gateway.adminKey}`, await sign(key), "", "null", "{}"]) {
    expect(await enter(gateway.url, wrong)).toEqual(REFUSED);
    expect(await enterStream(gateway.url, wrong)).toBe(401);
  }
  expect(await enter(gateway.url, ticket)).toBe("ADMIN");
});

test("over HTTP a ticket in the address lets nobody in", async () => {
  const { ticket } = await createTicket();
  const search = new URLSearchParams({ query: "{ viewer { kind } }", ticket });
  const response = await fetch(`${gateway.url}/graphql?${search}`, {
    headers: { "apollo-require-preflight": "1" },
  });
  expect(response.status).toBe(401);
  expect(await enter(gateway.url, ticket)).toBe("ADMIN");
});

test("an authorization beside it decides, right or wrong, and leaves it unused", async () => {
  const { ticket } = await createTicket();
  expect(await enter(gateway.url, ticket, { authorization: "Bearer wrong" })).toMatchObject({ code: 4403 });
  expect(await enterStream(gateway.url, ticket, { authorization: "Bearer wrong" })).toBe(401);
  const right = { authorization: `Bearer ${await sign(key)}` };
  expect(await enter(gateway.url, ticket, right)).toBe("USER");
  expect(await enterStream(gateway.url, ticket, right)).toBe("USER");
  expect(await enter(gateway.url, ticket)).toBe("ADMIN");
});

test("nobody is given one without a key", async () => {
  const { status, errors } = await ask({ url: gateway.url, adminKey: "wrong" }, CREATE);
  expect([status, errors?.[0]?.extensions["code"]]).toEqual([401, "UNAUTHENTICATED"]);
});

test("while the database is away, a ticket is for later", async () => {
  await using database = await openTestDatabase();
  await using alone = await openTestGateway({ databaseUrl: database.url });
  const { createTicket } = await read<{ createTicket: CreatedTicket }>(alone, CREATE);
  const pool = openTestPool(database.url);
  await pool.query("alter table spent_tickets rename to elsewhere").finally(() => pool.end());
  expect(await enter(alone.url, createTicket.ticket)).toEqual({
    code: 1013,
    reason: "CANNOT_VERIFY_NOW: Tickets cannot be checked now: ask again in some seconds.",
  });
  expect(await enterStream(alone.url, createTicket.ticket)).toBe(503);
});

describe("by a clock of the test's own", () => {
  const secret = randomBytes(32);
  const pools: ReturnType<typeof openTestPool>[] = [];
  let now = Date.now();
  const open = (purpose = "tickets") => {
    const pool = openTestPool(gateway.databaseUrl);
    pools.push(pool);
    return openTickets({
      db: openDatabase<Database>(pool),
      seal: createSeal(secret, purpose),
      clock: () => now,
    });
  };
  afterAll(() => Promise.all(pools.map((pool) => pool.end())));

  test("it is spent until its last millisecond, and not after", async () => {
    const tickets = open();
    const [early, late] = [tickets.issue(admin, 3600), tickets.issue(admin, 3600)];
    expect(early.expiresAt).toBe(now + 60_000);
    now += 59_999;
    expect(await tickets.spend(early.ticket)).toEqual(admin);
    now += 1;
    expect(await tickets.spend(late.ticket)).toBeNull();
  });

  test("it is as good for less than a minute as it is said to be", async () => {
    const tickets = open();
    const { ticket, expiresAt } = tickets.issue(
      { by: "token", referenceId: "ada", expiresAt: now + 1500 },
      1.5,
    );
    expect(expiresAt).toBe(now + 1500);
    now += 1500;
    expect(await tickets.spend(ticket)).toBeNull();
    expect(await tickets.spend(tickets.issue(admin, 0).ticket)).toBeNull();
    expect(await tickets.spend(tickets.issue(admin, -5).ticket)).toBeNull();
  });

  test("whatever it was issued on is what it is good for, and no two are alike", async () => {
    const tickets = open();
    const grounds: fc.Arbitrary<Grounds> = fc.oneof(
      fc.record({ by: fc.constant("key" as const), id: fc.uuid(), version: fc.nat() }),
      fc.record({
        by: fc.constant("token" as const),
        referenceId: fc.string({ unit: "grapheme", minLength: 1 }),
        expiresAt: fc.nat(),
      }),
      fc.constant(admin),
    );
    await fc.assert(
      fc.asyncProperty(grounds, async (given) => {
        const [one, two] = [tickets.issue(given, 60), tickets.issue(given, 60)];
        expect(one.ticket).not.toBe(two.ticket);
        expect(await tickets.spend(one.ticket)).toEqual(given);
        expect(await tickets.spend(two.ticket)).toEqual(given);
      }),
      { numRuns: 50 },
    );
  });

  test("any one character of it changed, and it is none", async () => {
    const tickets = open();
    const { ticket } = tickets.issue(admin, 60);
    const character = fc.constantFrom(
      ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=",
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(ticket.length - 1), character, async (at, changed) => {
        fc.pre(ticket[at] !== changed);
        expect(await tickets.spend(ticket.slice(0, at) + changed + ticket.slice(at + 1))).toBeNull();
      }),
    );
    expect(await tickets.spend(ticket)).toEqual(admin);
  });

  test("what was sealed for another purpose is no ticket", async () => {
    expect(await open().spend(open("cursors").issue(admin, 60).ticket)).toBeNull();
    expect(await open().spend(createSeal(secret, "tickets").close("7"))).toBeNull();
  });

  test("spent tickets are forgotten once they are long too old", async () => {
    const tickets = open();
    const pool = openTestPool(gateway.databaseUrl);
    await pool.query(
      `insert into spent_tickets
       select gen_random_uuid(), now() - n * interval '1 minute' from generate_series(1, 120) n`,
    );
    now += 60_000;
    await tickets.spend(tickets.issue(admin, 60).ticket);
    const { rows } = await pool.query(
      `select count(*) filter (where expires_at < now() - interval '1 hour')::int as old,
              count(*) filter (where expires_at < now())::int as expired from spent_tickets`,
    );
    await pool.end();
    expect(rows[0]).toMatchObject({ old: 0 });
    expect(rows[0].expired).toBeGreaterThanOrEqual(59);
  });
});

test("the ticket of a closed tab is of no use to whoever finds its address a minute later", async () => {
  const { ticket, expiresAt } = await createTicket(await sign(key, { exp: Date.now() / 1000 - 58 }));
  await sleep(Date.parse(expiresAt) - Date.now() + 5);
  expect(await enter(gateway.url, ticket)).toEqual(REFUSED);
});
