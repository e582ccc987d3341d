/** What the door cannot show by itself: transactions that meet, payloads that were fetched, connections that move. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import type { Database } from "../../src/database/database.ts";
import { readTerraHeaders } from "../../src/terra/headers.ts";
import { eraseTransfers, moveTransfers } from "../../src/transfers/move-transfers.ts";
import { arrivalMicros } from "../../src/webhook/arrival.ts";
import { prepareDelivery } from "../../src/webhook/prepare-delivery.ts";
import type { PreparedDelivery } from "../../src/webhook/prepared-delivery.ts";
import { storeBatch, storeFailed } from "../../src/webhook/store-batch.ts";
import { openTestDatabase, type TestDatabase } from "../gateway.ts";
import { watched } from "../watched-pool.ts";

let database: TestDatabase;
let pool: pg.Pool;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await openTestDatabase();
  pool = openPool(database.url, { max: 6, applicationName: "test", pipelines: true, log: () => undefined });
  db = openDatabase<Database>(pool);
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

type Sent = { reference: string; trace?: string; parentId?: string };

function prepared(body: object, { reference, trace, parentId }: Sent): PreparedDelivery {
  const headers = { "terra-reference": reference, ...(trace ? { "x-terra-trace-id": trace } : {}) };
  const received = { id: randomUUID(), receivedMicros: arrivalMicros(), secret: 0, notes: [], headers };
  const text = Buffer.from(JSON.stringify(body));
  const terra = readTerraHeaders(headers);
  return prepareDelivery({ ...received, terra, body: text, parentId: parentId ?? null }, []);
}

const sending = (reference: string, terraUserId: string | null, expected: number) =>
  prepared(
    {
      type: "large_request_sending",
      user: terraUserId === null ? null : { user_id: terraUserId },
      reference,
      expected_payloads: expected,
    },
    { reference },
  );

const link = (reference: string, trace: string) =>
  prepared({ type: "s3_payload", url: `https://127.0.0.1/${trace}`, expires_in: 300 }, { reference, trace });

function daily(terraUserId: string, steps: number) {
  const metadata = { start_time: "2026-03-01T00:00:00Z", end_time: "2026-03-02T00:00:00Z" };
  return { type: "daily", user: { user_id: terraUserId }, data: [{ metadata, distance_data: { steps } }] };
}

async function received(reference: string): Promise<number | undefined> {
  const row = await db
    .selectFrom("transfers")
    .where("reference", "=", reference)
    .select("received")
    .executeTakeFirst();
  return row?.received;
}

/** Runs while nobody can append changes, and so none that says one can commit. */
async function whileNobodyCommits(
  run: () => Promise<Promise<unknown>[]> | Promise<unknown>[],
): Promise<void> {
  const holder = await pool.connect();
  await holder.query("begin; select pg_advisory_xact_lock(7283640127)");
  const all = await run();
  await holder.query("commit");
  holder.release();
  await Promise.all(all);
}

test("an opening waits for a payload that is not committed yet, and counts it", async () => {
  await whileNobodyCommits(async () => {
    const payload = storeBatch(pool, [
      prepared(daily("meets-1", 1), { reference: "meets-1", trace: "t:chunk:1" }),
    ]);
    await sleep(300);
    const opening = storeBatch(pool, [sending("meets-1", null, 2)]);
    await sleep(300);
    return [payload, opening];
  });
  expect(await received("meets-1")).toBe(1);
});

test("a payload waits for an opening that is not committed yet, and is counted", async () => {
  await whileNobodyCommits(async () => {
    const opening = storeBatch(pool, [sending("meets-2", "meets-2", 2)]);
    await sleep(300);
    const payload = storeBatch(pool, [link("meets-2", "t:chunk:1")]);
    await sleep(300);
    return [opening, payload];
  });
  expect(await received("meets-2")).toBe(1);
});

test.each([
  ["by its number", "first:chunk:1", "second:chunk:2"],
  ["without a number", "first", "second"],
])("counts a link and what was fetched by it once, %s", async (how, first, second) => {
  const reference = `fetched ${how}`;
  const parents = [link(reference, first), link(reference, second)];
  await storeBatch(pool, [sending(reference, "fetched", 3), ...parents]);
  expect(await received(reference)).toBe(2);
  const children = parents.map((parent, i) =>
    prepared(daily("fetched", i), { reference, trace: `${parent.terra.traceId}:s3`, parentId: parent.id }),
  );
  await storeBatch(pool, children);
  expect(await received(reference)).toBe(2);
});

test("an opening that failed and comes again is said as the one that it was", async () => {
  const first = sending("again", "again", 2);
  await storeFailed(pool, first, "for a try");
  expect(await received("again")).toBeUndefined();
  await storeBatch(pool, [sending("again", "again", 2)]);
  const { facts } = await db
    .selectFrom("transfers")
    .where("reference", "=", "again")
    .selectAll()
    .executeTakeFirstOrThrow();
  expect(facts["sending"]?.[0][3]).toBe(first.id);
});

test("asks once about the transfers of a batch that concerns none, and not at all without a reference", async () => {
  const asked: string[] = [];
  const counting = watched(pool, (sql) => {
    if (sql.includes("transfers")) asked.push(sql);
  });
  await storeBatch(
    counting,
    ["a", "b", "c"].map((id, i) => prepared(daily(id, i), { reference: id })),
  );
  expect(asked).toHaveLength(1);
  await storeBatch(counting, [prepared(daily("d", 1), { reference: "" })]);
  expect(asked).toHaveLength(1);
});

test("transfers follow their connection, and are forgotten with it", async () => {
  for (const name of ["move-a", "move-b", "stays"]) await storeBatch(pool, [sending(name, name, 2)]);
  const connections = await db.selectFrom("connections").select(["id", "terraUserId"]).execute();
  const idOf = (terraUserId: string) =>
    connections.find((connection) => connection.terraUserId === terraUserId)?.id ?? "";
  await moveTransfers(db, []);
  await moveTransfers(db, [{ from: idOf("move-a"), to: idOf("move-b") }]);
  const ofMoved = () =>
    db.selectFrom("transfers").where("connectionId", "=", idOf("move-b")).select("reference").execute();
  expect((await ofMoved()).map(({ reference }) => reference).sort()).toEqual(["move-a", "move-b"]);
  await eraseTransfers(db, {
    id: idOf("move-b"),
    formerIds: [],
    userId: "",
    terraUserIds: [],
    provider: "GARMIN",
  });
  expect(await ofMoved()).toEqual([]);
  expect(await received("stays")).toBe(0);
});
