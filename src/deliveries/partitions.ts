/** Deliveries are kept in a partition a day, so that old days can be dropped whole. */
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { factsOf, type Log } from "../log.ts";

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

/** Makes them now and then every hour; returns what ends that. */
export async function keepPartitions(db: Kysely<Database>, log: Log): Promise<() => void> {
  await makePartitions(db, log);
  const timer = setInterval(() => void makePartitions(db, log), DAY_MS / 24);
  timer.unref();
  return () => clearInterval(timer);
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
  });
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
