import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "../../src/database/connection.ts";
import { readTerraHeaders } from "../../src/terra/headers.ts";
import { arrivalMicros } from "../../src/webhook/arrival.ts";
import { type Intake, LARGE_BYTES, openIntake } from "../../src/webhook/intake.ts";
import { prepareDelivery } from "../../src/webhook/prepare-delivery.ts";
import type { PreparedDelivery } from "../../src/webhook/prepared-delivery.ts";
import { openTestDatabase, type TestDatabase } from "../gateway.ts";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolTo(database.url);
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

const options = { max: 4, applicationName: "test", pipelines: true, log: () => undefined };

function poolTo(url: string): pg.Pool {
  return openPool(url, options);
}

type Queue = { length: number; bytes: number };

/** An intake with what it last said of its queue, and the sizes of its batches in the order in which they ended. */
function openOn(to: pg.Pool, queueBytes = 1024 * 1024): { intake: Intake; queue(): Queue; sizes: number[] } {
  let last: Queue = { length: 0, bytes: 0 };
  const sizes: number[] = [];
  const intake = openIntake({
    pool: to,
    queueBytes,
    log: () => undefined,
    observe: ({ size }) => sizes.push(size),
    queued: (queue) => {
      last = queue;
    },
  });
  return { intake, queue: () => last, sizes };
}

function delivery(terraUserId: string, more: object = {}): PreparedDelivery {
  const body = { type: "daily", user: { user_id: terraUserId }, n: randomUUID(), ...more };
  return prepareDelivery(
    {
      id: randomUUID(),
      receivedMicros: arrivalMicros(),
      terra: readTerraHeaders({}),
      headers: {},
      body: Buffer.from(JSON.stringify(body)),
      secret: 0,
      notes: [],
      parentId: null,
    },
    [],
  );
}

const empty = { length: 0, bytes: 0 };

test("closing waits for all that was taken, and takes nothing more", async () => {
  const { intake, queue } = openOn(pool);
  // For one account, so that they wait for one another.
  const taken = Array.from({ length: 300 }, (_, i) => delivery(`closing-${i % 3}`));
  const stored = Promise.allSettled(taken.map((one) => intake.store(one)));
  expect(queue().bytes).toBeGreaterThan(0);
  const closed = intake.close();
  await expect(intake.store(delivery("late"))).rejects.toMatchObject({ code: "CANNOT_STORE_NOW" });
  await closed;
  expect((await stored).filter(({ status }) => status !== "fulfilled")).toEqual([]);
  const ids = taken.map(({ id }) => id);
  const { rows } = await pool.query("select from deliveries where id = any($1)", [ids]);
  expect(rows).toHaveLength(300);
  await expect.poll(queue).toEqual(empty);
});

test("what comes in one go goes in one batch, and beside it the next when it is no smaller", async () => {
  const { intake, sizes } = openOn(pool);
  const send = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => intake.store(delivery(`${name}-${i}`)));
  const stored = send("together", 20);
  await new Promise<void>((resolve) => process.nextTick(resolve));
  // While the first batch is away: too few by themselves, and then enough.
  stored.push(...send("few", 5));
  await new Promise<void>((resolve) => process.nextTick(resolve));
  stored.push(...send("more", 15));
  await Promise.all(stored);
  expect(sizes.toSorted()).toEqual([20, 20]);
  await intake.close();
});

test("counts no byte as waiting when all is settled, whatever became of it", async () => {
  const { intake, queue } = openOn(pool);
  const good = delivery("good");
  const refused = { ...delivery("refused"), type: "PostgreSQL keeps no \0" };
  const failing = { ...delivery("failing"), records: [] as PreparedDelivery["records"] };
  failing.connection = failing.connection && { ...failing.connection, terraUserId: "\0" };
  const outcomes = await Promise.allSettled([good, refused, failing].map((one) => intake.store(one)));
  expect(outcomes).toMatchObject([
    { value: { state: "APPLIED" } },
    { reason: { code: "CANNOT_STORE_NOW" } },
    { value: { state: "FAILED" } },
  ]);
  await expect.poll(queue).toEqual(empty);
  await intake.close();
});

test("refuses what a database that is away would have kept, and counts no byte of it", async () => {
  const away = poolTo("postgres://nobody:nothing@127.0.0.1:1/nowhere");
  const { intake, queue } = openOn(away);
  const outcomes = await Promise.allSettled(["a", "b", "c"].map((id) => intake.store(delivery(id))));
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: "CANNOT_STORE_NOW" } });
  await expect.poll(queue).toEqual(empty);
  await intake.close();
  await away.end();
});

test("takes one delivery larger than the whole queue, and no second one beside it", async () => {
  const { intake, queue } = openOn(pool, 1_000);
  const first = intake.store(delivery("larger", { filler: "x".repeat(5_000) }));
  await expect(intake.store(delivery("second"))).rejects.toMatchObject({ code: "CANNOT_STORE_NOW" });
  expect(await first).toMatchObject({ state: "APPLIED" });
  await expect.poll(queue).toEqual(empty);
  expect(await intake.store(delivery("second"))).toMatchObject({ state: "APPLIED" });
  await intake.close();
});

test("a large body of a busy account has its turn among the small ones", async () => {
  const { intake } = openOn(pool, 8 * 1024 * 1024);
  const settled: string[] = [];
  const store = (one: PreparedDelivery, name: string) => intake.store(one).then(() => settled.push(name));
  const small = Array.from({ length: 700 }, () => store(delivery("busy-account"), "small"));
  const large = store(delivery("busy-account", { filler: "x".repeat(LARGE_BYTES) }), "large");
  await Promise.all([...small, large]);
  expect(settled.indexOf("large")).toBeLessThan(settled.length - 1);
});
