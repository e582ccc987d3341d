/** The write door's way to PostgreSQL, cut, stopped and cancelled wherever that can be. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "../../src/database/connection.ts";
import { readTerraHeaders } from "../../src/terra/headers.ts";
import { arrivalMicros } from "../../src/webhook/arrival.ts";
import { openIntake } from "../../src/webhook/intake.ts";
import { prepareDelivery } from "../../src/webhook/prepare-delivery.ts";
import type { PreparedDelivery } from "../../src/webhook/prepared-delivery.ts";
import { storeBatch } from "../../src/webhook/store-batch.ts";
import { openTestDatabase, type TestDatabase } from "../gateway.ts";
import { openTestPool } from "../pool.ts";
import { openProxy } from "./proxy.ts";

let database: TestDatabase;
let direct: pg.Pool;
beforeAll(async () => {
  database = await openTestDatabase();
  direct = openTestPool(database.url);
});
afterAll(async () => {
  await direct.end();
  await database[Symbol.asyncDispose]();
});

const refused = { code: "CANNOT_STORE_NOW" };

function openOn(url: string, more: Partial<Parameters<typeof openPool>[1]> = {}) {
  const log = () => undefined;
  const pool = openPool(url, { max: 4, applicationName: "cut write", pipelines: true, log, ...more });
  const intake = openIntake({
    ...{ pool, log, queueBytes: 64 * 1024 * 1024 },
    observe: () => undefined,
    queued: () => undefined,
  });
  return {
    pool,
    intake,
    [Symbol.asyncDispose]: async () => {
      await intake.close();
      await pool.end();
    },
  };
}

function daily(person: string, steps: number): PreparedDelivery {
  const metadata = { start_time: "2026-02-01T00:00:00+01:00", end_time: "2026-02-02T00:00:00+01:00" };
  const user = { user_id: person, reference_id: person, provider: "GARMIN" };
  const body = { type: "daily", user, data: [{ metadata, distance_data: { steps } }] };
  return prepareDelivery(
    {
      ...{
        id: randomUUID(),
        receivedMicros: arrivalMicros(),
        headers: {},
        secret: 0,
        notes: [],
        parentId: null,
      },
      terra: readTerraHeaders({
        "x-terra-trace-id": `${person}-${steps}`,
        "x-terra-ordering-timestamp": String(1_772_000_000_000 + steps),
      }),
      body: Buffer.from(JSON.stringify(body)),
    },
    [],
  );
}

/** What is there of these people, as "stored, applied, days, changes". */
async function thereOf(people: readonly string[]): Promise<string> {
  const { rows } = await direct.query<{ text: string }>(
    `select (select count(*) from deliveries where terra_user_id = any($1)) || ', ' ||
            (select count(*) from deliveries where terra_user_id = any($1) and state = 'APPLIED') || ', ' ||
            (select count(*) from dailies d join connections c on c.id = d.connection_id where c.reference_id = any($1)) || ', ' ||
            (select count(*) from changes h join connections c on c.id = h.connection_id
              where c.reference_id = any($1) and h.kind = 'RECORD_SAVED') as text`,
    [people],
  );
  return rows[0]?.text ?? "";
}

test("a connection that is cut at any byte, either way, leaves a batch whole or not there, and a repeat makes it whole", async () => {
  await using proxy = await openProxy(database.url);
  await using stage = openOn(proxy.url, { max: 1 });
  const store = (people: readonly string[]) =>
    storeBatch(
      stage.pool,
      people.map((person, i) => daily(person, i)),
    );
  const peopleOf = (name: string) => [1, 2, 3].map((i) => `${name}-${i}`);
  await store(peopleOf("before"));
  proxy.cutNever();
  await store(peopleOf("cut-00"));
  const bytes = proxy.passed();
  const seen = { whole: 0, none: 0 };
  for (let cut = 1; cut <= 2 * CUTS; cut += 1) {
    const way = cut <= CUTS ? "sent" : "answered";
    const people = peopleOf(`cut-${String(cut).padStart(2, "0")}`);
    const place = ((cut - 1) % CUTS) + 1;
    proxy.cutAfter(way, Math.floor((bytes[way] * place) / CUTS) - 4);
    await expect(store(people)).rejects.toThrow();
    proxy.cutNever();
    const there = await thereOf(people);
    expect([NONE, WHOLE]).toContain(there);
    seen[there === WHOLE ? "whole" : "none"] += 1;
    for (const again of await store(people))
      expect(again).toMatchObject({ state: "APPLIED", duplicate: there === WHOLE });
    expect(await thereOf(people)).toBe(WHOLE);
    expect(stage.pool.totalCount).toBe(1);
  }
  // Its answer is cut behind the commit.
  expect(seen.whole).toBeGreaterThan(0);
  expect(seen.none).toBeGreaterThan(CUTS);
});

const CUTS = 16;
const [NONE, WHOLE] = ["0, 0, 0, 0", "3, 3, 3, 3"];

test("a server that falls silent holds up nobody for long: what it does not answer is refused, and taken when it is back", async () => {
  await using proxy = await openProxy(database.url);
  await using stage = openOn(proxy.url, { max: 2, statementTimeoutMs: 300 });
  await stage.intake.store(daily("silence-before", 1));
  proxy.beSilent();
  const started = performance.now();
  const outcomes = await Promise.allSettled([1, 2].map((i) => stage.intake.store(daily("silence", i))));
  expect(performance.now() - started).toBeLessThan(TERRA_WAITS_MS);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: refused });
  proxy.cutNever();
  await expect
    .poll(async () => Promise.allSettled([stage.intake.store(daily("silence", 1))]))
    .toMatchObject([{ value: { state: "APPLIED" } }]);
});

const TERRA_WAITS_MS = 8_000;

test("ended and cancelled at random under load, what was taken is there once, and the rest is refused and taken later", async () => {
  await using stage = openOn(database.url);
  const until = performance.now() + 3_000;
  const counts = { taken: 0, refused: 0, ended: 0 };
  const people = Array.from({ length: 12 }, (_, i) => `random-${i}`);
  const send = async (person: string) => {
    for (let steps = 1; performance.now() < until; steps += 1) {
      for (;;) {
        const [outcome] = await Promise.allSettled([stage.intake.store(daily(person, steps))]);
        if (outcome.status === "fulfilled") break;
        expect(outcome).toMatchObject({ reason: refused });
        counts.refused += 1;
        await sleep(5);
      }
      counts.taken += 1;
    }
  };
  const disturb = async () => {
    for (let i = 0; performance.now() < until; i += 1) {
      await sleep(2 + (i % 7) * 3);
      const end = i % 3 === 0 ? "pg_terminate_backend" : "pg_cancel_backend";
      const { rowCount } = await direct.query(
        `select ${end}(pid) from pg_stat_activity where application_name = 'cut write' and state <> 'idle'`,
      );
      counts.ended += rowCount ?? 0;
    }
  };
  await Promise.all([...people.map(send), disturb()]);
  expect(counts.ended).toBeGreaterThan(10);
  expect(counts.refused).toBeGreaterThan(0);
  const { rows } = await direct.query<{
    deliveries: number;
    distinct: number;
    days: number;
    applied: number;
  }>(
    `select count(*)::int as deliveries, count(distinct trace_id)::int as distinct,
            count(*) filter (where state = 'APPLIED')::int as applied,
            (select count(*)::int from dailies d join connections c on c.id = d.connection_id
              where c.reference_id like 'random-%') as days
       from deliveries where terra_user_id like 'random-%'`,
  );
  const { taken } = counts;
  expect(rows).toEqual([{ deliveries: taken, distinct: taken, applied: taken, days: people.length }]);
});
