/** Deliveries are kept in a partition a day, so that old days can be dropped whole. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { factsOf, type Log } from "../log.ts";
import { dropDeliveries, type RetentionOptions } from "./drop-deliveries.ts";

const DAYS_AHEAD = 7;
const DAY_MS = 86_400_000;
const LOCK = 7_283_640_128;

/** Makes the partitions of today and the days ahead. A day without one goes to the default partition: nothing is lost. */
export async function makePartitions(
  db: Kysely<Database>,
  log: Log,
  now: number = Date.now(),
): Promise<void> {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  for (let day = 0; day <= DAYS_AHEAD; day += 1) {
    await makePartition(db, today + day * DAY_MS).catch((error: unknown) =>
      log("warn", "a day's partition of deliveries was not made", {
        day: dayOf(today + day * DAY_MS),
        ...factsOf(error),
      }),
    );
  }
}

/** Makes new ones and drops old ones, now and then every hour; returns what ends that. */
export async function keepPartitions(options: RetentionOptions): Promise<() => Promise<void>> {
  const { db, log } = options;
  await makePartitions(db, log);
  let dropping = dropOld(options);
  const timer = setInterval(() => {
    void makePartitions(db, log);
    dropping = dropping.then(() => dropOld(options));
  }, DAY_MS / 24);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await dropping;
  };
}

function dropOld(options: RetentionOptions): Promise<void> {
  return dropDeliveries(options).catch((error: unknown) =>
    options.log("warn", "old deliveries were not dropped; the next hour tries again", factsOf(error)),
  );
}

async function makePartition(db: Kysely<Database>, start: number): Promise<void> {
  const name = `deliveries_${dayOf(start).replaceAll("-", "_")}`;
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    await sql`
      create table if not exists ${sql.table(name)} partition of deliveries
      for values from (${sql.lit(`${dayOf(start)} 00:00:00+00`)}) to (${sql.lit(`${dayOf(start + DAY_MS)} 00:00:00+00`)})`.execute(
      transaction,
    );
    await closeToReaders(transaction, name);
  });
}

// Its rows are read through the table that it is a part of, by the policies of that one.
async function closeToReaders(db: Kysely<Database>, name: string): Promise<void> {
  const { rows } = await sql<{ isClosed: boolean }>`
    select relrowsecurity as is_closed from pg_class where oid = ${name}::regclass`.execute(db);
  if (rows[0]?.isClosed) return;
  await sql`alter table ${sql.table(name)} enable row level security`.execute(db);
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
