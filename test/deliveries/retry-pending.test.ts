import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { MOST_ATTEMPTS, settleDelivery } from "../../src/deliveries/settle-delivery.ts";
import type { Door } from "../../src/door.ts";
import { readDoor } from "../../src/read-door.ts";
import { openWebhook } from "../../src/webhook/open-webhook.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { read } from "../graphql-client.ts";
import { openTestPool } from "../pool.ts";
import { deliver } from "../terra-client.ts";
import { replay } from "./replaying.ts";

/** What the handler was given, as it was stored then, and what it makes of it. */
let tried: { traceId: string; state: string; isDue: boolean }[] = [];
let answer: () => Parameters<typeof settleDelivery>[2];

const handling: Door = async (_app, { ingest, db }) => {
  ingest.handlers.set("handled", async (key) => {
    const { rows } = await pool.query(
      "select trace_id, state, next_try_at <= now() as is_due from deliveries where id = $1",
      [key.id],
    );
    tried.push({ traceId: rows[0].trace_id, state: rows[0].state, isDue: rows[0].is_due });
    await settleDelivery(db, key, answer());
  });
};

let one: TestGateway;
let other: TestGateway;
let pool: pg.Pool;
beforeAll(async () => {
  const doors = [handling, openWebhook, readDoor];
  one = await openTestGateway({}, doors);
  other = await openTestGateway({ databaseUrl: one.databaseUrl }, doors);
  pool = openTestPool(one.databaseUrl);
});
afterAll(async () => {
  await pool.end();
  await other[Symbol.asyncDispose]();
  await one[Symbol.asyncDispose]();
});
beforeEach(() => {
  tried = [];
  answer = () => ({ state: "APPLIED", error: null });
});

let traces = 0;

/** A delivery that is PENDING, and due or not. */
async function pending(body: object, isDue = true): Promise<string> {
  const trace = `pending-${++traces}`;
  await deliver(one, body, { "x-terra-trace-id": trace });
  await pool.query(
    "update deliveries set state = 'PENDING', next_try_at = now() + $2::interval where trace_id = $1",
    [trace, isDue ? "-1 second" : "1 hour"],
  );
  return trace;
}

type Shown = { id: string; state: string; error: string | null; attempts: number; nextTryAt: string | null };

async function shown(trace: string): Promise<Shown | undefined> {
  type Read = { deliveries: { nodes: (Shown & { traceId: string })[] } };
  const { deliveries } = await read<Read>(
    one,
    "{ deliveries(first: 1000) { nodes { traceId id state error attempts nextTryAt } } }",
  );
  const found = deliveries.nodes.find(({ traceId }) => traceId === trace);
  if (!found) return undefined;
  const { traceId: _, ...rest } = found;
  return rest;
}

const payload = { type: "handled", url: "https://example.com/x" };

test("what is due is applied, each by one of several gateways, and once", async () => {
  const due = await Promise.all(Array.from({ length: 60 }, (_, n) => pending({ type: "due", n })));
  const waiting = await pending({ type: "due", n: "later" }, false);
  for (const trace of due)
    await expect
      .poll(() => shown(trace), { timeout: 15_000 })
      .toMatchObject({ state: "APPLIED", attempts: 2, nextTryAt: null, error: null });
  expect(await shown(waiting)).toMatchObject({ state: "PENDING", attempts: 1 });
});

test("in the end it is given up, and FAILED with what the last try said", async () => {
  const db = openDatabase<Database>(pool);
  const trace = await pending(payload, false);
  const { rows } = await pool.query("select received_at::text, id from deliveries where trace_id = $1", [
    trace,
  ]);
  const key = { receivedAt: rows[0].received_at, id: rows[0].id };
  const waits: number[] = [];
  for (let tries = 1; tries < MOST_ATTEMPTS; tries += 1) {
    await settleDelivery(db, key, { state: "PENDING", error: "answered 500" });
    const { nextTryAt } = (await shown(trace)) ?? {};
    waits.push(nextTryAt ? (Date.parse(nextTryAt) - Date.now()) / 1000 : Number.NaN);
  }
  expect(await shown(trace)).toMatchObject({
    state: "FAILED",
    attempts: MOST_ATTEMPTS,
    error: `given up after ${MOST_ATTEMPTS} attempts: answered 500`,
    nextTryAt: null,
  });
  for (const [i, wait] of waits.slice(0, -1).entries()) {
    const doubled = Math.min(3_600, 5 * 2 ** i);
    expect(wait).toBeGreaterThan(doubled * 0.74 - 3);
    expect(wait).toBeLessThan(doubled * 1.26);
  }
});

test("what a handler tries is left to it, also when it is due", async () => {
  const handled = await pending(payload);
  const due = await pending({ type: "due", n: "beside" });
  await expect.poll(() => shown(due), { timeout: 15_000 }).toMatchObject({ state: "APPLIED" });
  expect(await shown(handled)).toMatchObject({ state: "PENDING", attempts: 1 });
  expect(tried).toEqual([]);
});

test("a replay has it tried before its time, claimed, and what is applied not again", async () => {
  answer = () => ({ state: "FAILED", error: "refused" });
  const traceId = await pending(payload, false);
  const { id } = (await shown(traceId)) ?? {};
  expect(await replay(one, { ids: [id] })).toMatchObject({ failed: 1, deliveries: [{ error: "refused" }] });
  answer = () => ({ state: "PENDING", error: "answered 503" });
  expect(await replay(one, { ids: [id] })).toMatchObject({
    pending: 1,
    deliveries: [{ error: "answered 503" }],
  });
  answer = () => ({ state: "APPLIED", error: null });
  expect(await replay(one, { ids: [id] })).toMatchObject({ applied: 1, deliveries: [{ error: null }] });
  expect(await replay(one, { ids: [id] })).toMatchObject({ replayed: 0, skipped: 1 });
  expect(tried).toEqual(Array(3).fill({ traceId, state: "PENDING", isDue: false }));
});

test("what a handler throws is not shown, and it is tried later", async () => {
  answer = () => {
    throw new Error("a secret");
  };
  const trace = await pending(payload);
  const { id } = (await shown(trace)) ?? {};
  expect(await replay(one, { ids: [id] })).toMatchObject({ pending: 1 });
  const wait = Date.parse((await shown(trace))?.nextTryAt ?? "") - Date.now();
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThan(6_500);
  expect(JSON.stringify([await shown(trace), one.logs])).not.toContain("a secret");
});
