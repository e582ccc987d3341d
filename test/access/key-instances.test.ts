/** Several gateways on one database: what becomes of a key on one holds on all. */
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { connect } from "../graphql/socket-client.ts";
import { ask, read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";
import { asHolderOf, createKey, revokeKey } from "./key-client.ts";

let here: TestGateway;
let there: TestGateway;
let pool: pg.Pool;
beforeAll(async () => {
  here = await openTestGateway();
  there = await openTestGateway({ databaseUrl: here.databaseUrl });
  pool = openTestPool(here.databaseUrl);
});
afterAll(async () => {
  await pool.end();
  await there[Symbol.asyncDispose]();
  await here[Symbol.asyncDispose]();
});

const EVENTS = "subscription { dataEvents { __typename ... on RecordSaved { record { id } } } }";

async function killListeners(): Promise<void> {
  const { rowCount } = await pool.query(
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and application_name = 'terrarium listener'",
  );
  expect(rowCount).toBe(2);
}

function night(n: number) {
  const user = { user_id: "instances", reference_id: "instances" };
  const metadata = {
    start_time: `2026-03-0${n}T22:00:00Z`,
    end_time: `2026-03-0${n}T23:00:00Z`,
    summary_id: `${n}`,
  };
  return { type: "sleep", user, data: [{ metadata }] };
}

test("a key that is made here is known there, and revoked here is revoked there at once", async () => {
  for (let round = 0; round < 20; round++) {
    const made = await createKey(here);
    expect((await ask(asHolderOf(made, there), "{ viewer { kind } }")).status).toBe(200);
    using client = await connect(asHolderOf(made, there));
    await revokeKey(here, made);
    expect(await client.closed).toMatchObject({ code: 4410 });
    expect((await ask(asHolderOf(made, there), "{ viewer { kind } }")).status).toBe(401);
  }
});

test("a subscription gets nothing that was stored after its key was revoked elsewhere", async () => {
  for (let round = 1; round <= 9; round++) {
    const made = await createKey(here);
    using client = await connect(asHolderOf(made, there));
    client.send({ type: "subscribe", id: "1", payload: { query: EVENTS } });
    client.send({ type: "ping" });
    expect(await client.next()).toMatchObject({ type: "pong" });
    const heard: unknown[] = [];
    client.socket.on("message", (data) => heard.push(JSON.parse(String(data))));
    await revokeKey(here, made);
    await deliver(here, night(round));
    expect(await client.closed).toMatchObject({ code: 4410 });
    expect(heard.filter((message) => JSON.stringify(message).includes("RecordSaved"))).toEqual([]);
  }
});

test("the same while the connections that listen are killed", async () => {
  for (let round = 0; round < 5; round++) {
    const made = await createKey(here);
    using client = await connect(asHolderOf(made, there));
    await killListeners();
    await revokeKey(here, made);
    expect(await client.closed).toMatchObject({ code: 4410 });
    expect((await ask(asHolderOf(made, there), "{ viewer { kind } }")).status).toBe(401);
    await expect
      .poll(
        async () => {
          const { rows } = await pool.query(
            "select from pg_stat_activity where datname = current_database() and application_name = 'terrarium listener' and query <> ''",
          );
          return rows.length;
        },
        { timeout: 5_000 },
      )
      .toBe(2);
  }
});

test("a narrowed key sees less there at once, on a socket that is opened anew", async () => {
  await deliver(here, night(1));
  const made = await createKey(here);
  using client = await connect(asHolderOf(made, there));
  const users = "{ users { nodes { referenceId } } }";
  const seen = () => read<{ users: { nodes: object[] } }>(asHolderOf(made, there), users);
  expect((await seen()).users.nodes).toHaveLength(1);
  await read(here, 'mutation ($id: ID!) { updateApiKey(id: $id, referenceIds: ["another"]) { id } }', {
    id: made.id,
  });
  expect(await client.closed).toMatchObject({ code: 4412 });
  expect((await seen()).users.nodes).toEqual([]);
});
