/**
 * The second wall by itself: with the policy module switched off, PostgreSQL alone keeps people apart. This is the one
 * place where a part of ours is replaced in a test, since what is tried here is what happens when that part is wrong.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { ask, read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { openStream, seqOf } from "./event-stream.ts";
import { ADA_GARMIN, ADA_OURA, BOB_GARMIN, fill } from "./filled.ts";
import { type Issuer, makeKey, openIssuer, sign } from "./issuer.ts";
import { asHolderOf, createKey } from "./key-client.ts";

// What says who a viewer is, and not what they may read: the settings of a transaction are made by it.
const OF_VIEWERS = ["mayOperate", "mayReadPeople", "reachesEverything"];

vi.mock(import("../../src/access/policy.ts"), async (importActual) => {
  const actual = await importActual();
  const everything = (): RawBuilder<SqlBool> => sql<SqlBool>`true`;
  return {
    ...actual,
    mayReadUser: everything,
    mayReadUserHistory: everything,
    mayReadConnection: everything,
    mayReadTransfer: everything,
    mayReadChange: everything,
    mayReadDelivery: everything,
    mayReadType: () => true,
    maySee: () => true,
    seesPersons: () => true,
    requireReader: () => {},
    requireOperator: () => {},
    requireOperatorOfAll: () => {},
    requireBodies: () => {},
    requireAdmin: () => {},
  };
});

let gateway: TestGateway;
let pool: pg.Pool;
let issuer: Issuer;
let ada: { url: string; adminKey: string };
/** The ids of everything that is there, by which everybody asks. */
let ids: { connections: string[]; users: string[]; records: string[]; deliveries: string[] };

const EVERYTHING = `{
  users { totalCount nodes { referenceId history { totalCount } connections { terraUserId } } }
  connections { totalCount nodes {
    terraUserId history { totalCount } transfers { totalCount } healthRecords { totalCount } } }
  healthRecords(first: 100) { totalCount nodes { type provider user { referenceId } series { name } } }
  dailies { totalCount nodes { provider user { referenceId } } }
  deliveries(first: 100) { totalCount nodes { type terraUserId } }
}`;

type Seen = {
  users: { totalCount: number; nodes: { referenceId: string; history: Count; connections: Named[] }[] };
  connections: {
    totalCount: number;
    nodes: (Named & Record<"history" | "transfers" | "healthRecords", Count>)[];
  };
  healthRecords: {
    totalCount: number;
    nodes: { type: string; provider: string; user: { referenceId: string }; series: object[] }[];
  };
  dailies: { totalCount: number; nodes: { provider: string; user: { referenceId: string } }[] };
  deliveries: { totalCount: number; nodes: { type: string; terraUserId: string | null }[] };
};
type Count = { totalCount: number };
type Named = { terraUserId: string };

beforeAll(async () => {
  const key = await makeKey("ES256");
  issuer = await openIssuer(key);
  gateway = await openTestGateway({ ...issuer.config, maxQueryCost: 1_000_000 });
  pool = openTestPool(gateway.databaseUrl);
  await fill(gateway);
  ada = { url: gateway.url, adminKey: await sign(key) };
  type Listed = Record<"connections" | "users" | "healthRecords" | "deliveries", { nodes: { id: string }[] }>;
  const list =
    "{ connections { nodes { id } } users { nodes { id } } healthRecords(first: 100) { nodes { id } } deliveries(first: 100) { nodes { id } } }";
  const listed = await read<Listed>(gateway, list);
  const idsOf = (name: keyof Listed) => listed[name].nodes.map(({ id }) => id);
  ids = {
    connections: idsOf("connections"),
    users: idsOf("users"),
    records: idsOf("healthRecords"),
    deliveries: idsOf("deliveries"),
  };
});

afterAll(async () => {
  await pool.end();
  await gateway[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

test("everything of the policy that decides is switched off here", async () => {
  type Policy = Record<string, unknown>;
  const actual = await vi.importActual<Policy>("../../src/access/policy.ts");
  const here: Policy = await import("../../src/access/policy.ts");
  const same = Object.keys(actual).filter((name) => here[name] === actual[name]);
  expect(same.sort()).toEqual(OF_VIEWERS);
});

/** Whose things are found by their ids, over all ids that there are. */
async function foundById(target: { url: string; adminKey: string }): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const count = async (name: string, query: string, all: readonly string[]) => {
    found[name] = 0;
    for (const id of all) {
      const { data } = await ask<Record<string, object | null> | null>(target, query, { id });
      if (Object.values(data ?? {})[0]) found[name] += 1;
    }
  };
  await count("user", "query ($id: ID!) { user(id: $id) { id } }", ids.users);
  await count(
    "connection",
    "query ($id: ID!) { connection(id: $id) { id history { totalCount } } }",
    ids.connections,
  );
  await count("record", "query ($id: ID!) { healthRecord(id: $id) { id series { name } } }", ids.records);
  await count("delivery", "query ($id: ID!) { delivery(id: $id) { id } }", ids.deliveries);
  await count(
    "transfer",
    "query ($id: String!) { transfer(reference: $id) { reference } }",
    [ADA_GARMIN, ADA_OURA, BOB_GARMIN].map(({ terraUserId }) => `transfer of ${terraUserId}`),
  );
  return found;
}

test("an admin sees everything: what is tried here is there", async () => {
  const seen = await read<Seen>(gateway, EVERYTHING);
  expect(seen.users.nodes.map(({ referenceId }) => referenceId).sort()).toEqual(["ada", "bob"]);
  expect(seen.connections.totalCount).toBe(ids.connections.length);
  expect(seen.deliveries.nodes.some(({ terraUserId }) => terraUserId === "bob-garmin")).toBe(true);
  const found = await foundById(gateway);
  expect(found).toEqual({
    user: 2,
    connection: ids.connections.length,
    record: ids.records.length,
    delivery: ids.deliveries.length,
    transfer: 3,
  });
});

test("ada's token gives what is hers alone, and no delivery", async () => {
  const seen = await read<Seen>(ada, EVERYTHING);
  expect(seen.users.nodes.map(({ referenceId }) => referenceId)).toEqual(["ada"]);
  expect(seen.users.totalCount).toBe(1);
  const accounts = seen.connections.nodes.map(({ terraUserId }) => terraUserId);
  expect(accounts).toEqual(expect.arrayContaining(["ada-garmin", "ada-oura"]));
  expect(accounts.join()).not.toContain("bob");
  expect(seen.connections.totalCount).toBe(accounts.length);
  expect(new Set(seen.healthRecords.nodes.map(({ user }) => user.referenceId))).toEqual(new Set(["ada"]));
  expect(seen.healthRecords.totalCount).toBe(seen.healthRecords.nodes.length);
  expect(seen.deliveries).toEqual({ totalCount: 0, nodes: [] });
  const all = await read<Seen>(gateway, EVERYTHING);
  const hers = all.healthRecords.nodes.filter(({ user }) => user.referenceId === "ada");
  expect(seen.healthRecords.nodes).toEqual(hers);
  expect(await foundById(ada)).toEqual({
    user: 1,
    connection: accounts.length,
    record: hers.length,
    delivery: 0,
    transfer: 2,
  });
});

test("a reader narrowed to ada, GARMIN and SLEEP finds that one night", async () => {
  const narrowed = { referenceIds: ["ada"], providers: ["GARMIN"], recordTypes: ["SLEEP"] };
  const reader = asHolderOf(await createKey(gateway, narrowed), gateway);
  const seen = await read<Seen>(reader, EVERYTHING);
  expect(seen.users).toMatchObject({ totalCount: 1, nodes: [{ referenceId: "ada" }] });
  expect(seen.connections.nodes).toMatchObject([
    { terraUserId: "ada-garmin", healthRecords: { totalCount: 1 }, transfers: { totalCount: 1 } },
  ]);
  const nights = seen.healthRecords.nodes.map(({ type, provider, user }) => [
    type,
    provider,
    user.referenceId,
  ]);
  expect(nights).toEqual([["SLEEP", "GARMIN", "ada"]]);
  expect(seen.healthRecords.nodes[0]?.series.length).toBeGreaterThan(0);
  expect(seen.dailies).toEqual({ totalCount: 0, nodes: [] });
  expect(seen.deliveries).toEqual({ totalCount: 0, nodes: [] });
  expect(await foundById(reader)).toEqual({ user: 1, connection: 1, record: 1, delivery: 0, transfer: 1 });
});

test("a reader narrowed to providers sees the users of these alone", async () => {
  const reader = asHolderOf(await createKey(gateway, { providers: ["OURA"] }), gateway);
  const seen = await read<Seen>(reader, EVERYTHING);
  expect(seen.users.nodes).toMatchObject([
    { referenceId: "ada", history: { totalCount: 0 }, connections: [{ terraUserId: "ada-oura" }] },
  ]);
  expect(new Set(seen.healthRecords.nodes.map(({ provider }) => provider))).toEqual(new Set(["OURA"]));
});

test("an operator sees deliveries, and no record, no series and no transfer", async () => {
  const operator = asHolderOf(await createKey(gateway, {}, ["OPERATE"]), gateway);
  const seen = await read<Seen>(operator, EVERYTHING);
  expect(seen.deliveries.totalCount).toBe(ids.deliveries.length);
  expect(seen.healthRecords).toEqual({ totalCount: 0, nodes: [] });
  expect(seen.dailies).toEqual({ totalCount: 0, nodes: [] });
  expect(await foundById(operator)).toMatchObject({ record: 0, transfer: 0 });
});

test("an operator narrowed to bob and BODY sees the deliveries of these alone", async () => {
  const narrowed = { referenceIds: ["bob"], recordTypes: ["BODY"] };
  const operator = asHolderOf(await createKey(gateway, narrowed, ["OPERATE"]), gateway);
  const seen = await read<Seen>(operator, EVERYTHING);
  expect(seen.deliveries.nodes).toEqual([{ type: "body", terraUserId: "bob-garmin" }]);
  expect(seen.users.nodes.map(({ referenceId }) => referenceId)).toEqual(["bob"]);
});

test("an operator narrowed to bob and BODY replays the delivery of these alone, and a reader none", async () => {
  const query =
    "mutation ($ids: [ID!]) { replayDeliveries(ids: $ids) { replayed skipped deliveries { type terraUserId } } }";
  const replayedBy = (target: { url: string; adminKey: string }) =>
    read(target, query, { ids: ids.deliveries });
  const narrowed = { referenceIds: ["bob"], recordTypes: ["BODY"] };
  const operator = asHolderOf(await createKey(gateway, narrowed, ["OPERATE"]), gateway);
  expect(await replayedBy(operator)).toEqual({
    replayDeliveries: {
      replayed: 1,
      skipped: ids.deliveries.length - 1,
      deliveries: [{ type: "body", terraUserId: "bob-garmin" }],
    },
  });
  const reader = asHolderOf(await createKey(gateway), gateway);
  expect(await replayedBy(reader)).toEqual({
    replayDeliveries: { replayed: 0, skipped: ids.deliveries.length, deliveries: [] },
  });
});

describe("of all events that there are", () => {
  /** How many of those that are told from the beginning on are such as they should be, and how many are not. */
  async function told(target: { url: string; adminKey: string }, should: string) {
    const { rows } = await pool.query<{ seq: string; should: boolean }>(`
      select seq, coalesce(${should}, false) as should
        from changes join users u on u.id = user_id`);
    using stream = await openStream(target, { after: "START" });
    using everything = await openStream(gateway, { after: "START" });
    // Several changes of one record are told as one.
    await everything.reached(20);
    await sleep(500);
    expect(everything.events.length).toBeGreaterThan(stream.events.length + 10);
    expect(stream.errors).toEqual([]);
    const right = new Set(rows.filter((row) => row.should).map(({ seq }) => Number(seq)));
    const seqs = stream.events.map(seqOf);
    return {
      right: seqs.filter((seq) => right.has(seq)).length,
      wrong: seqs.filter((seq) => !right.has(seq)).length,
    };
  }

  test.each<[string, Record<string, unknown>, string]>([
    ["ada", { referenceIds: ["ada"] }, "u.reference_id = 'ada'"],
    ["OURA", { providers: ["OURA"] }, "terrarium_provider(connection_id) = 'OURA'"],
    ["SLEEP", { recordTypes: ["SLEEP"] }, "record_type is null or record_type = 'SLEEP'"],
  ])("a reader narrowed to %s hears of that alone", async (_name, narrowed, should) => {
    const reader = asHolderOf(await createKey(gateway, narrowed), gateway);
    expect(await told(reader, should)).toEqual({ right: expect.toSatisfy((count) => count > 4), wrong: 0 });
  });

  test("ada hears of her accounts, and of no account of bob's", async () => {
    using stream = await openStream(ada, { after: "START" });
    await stream.reached(20);
    await sleep(300);
    const accounts = new Set(stream.events.map(({ connection }) => connection?.terraUserId));
    expect([...accounts].filter(Boolean).sort()).toEqual(["ada-garmin", "ada-oura", "lab:ada"]);
  });

  test("an operator hears of none", async () => {
    const operator = asHolderOf(await createKey(gateway, {}, ["OPERATE"]), gateway);
    expect(await told(operator, "false")).toEqual({ right: 0, wrong: 0 });
  });
});
