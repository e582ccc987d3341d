/**
 * Deliveries are kept for a time: partitions wholly older are dropped, with what told their duplicates. One in which
 * a delivery is PENDING or FAILED is kept until somebody has seen to it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { factsOf, type Log } from "../log.ts";

export type RetentionOptions = { db: Kysely<Database>; log: Log; keepDays: number };

/** A partition that is older than deliveries are kept, and is kept for what is unsettled in it. */
export type KeptPartition = { day: string; pending: number; failed: number };

const LOCK = 7_283_640_129;
const AT_ONCE = 5_000;
const DROP_TRIES = 5;
const PAUSE_MS = 500;

/** Drops what is older; while one gateway does, the others do not. */
export async function dropDeliveries(options: RetentionOptions, now = Date.now()): Promise<void> {
  await options.db.connection().execute(async (db) => {
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${LOCK}) as mine`.execute(db);
    if (!rows[0]?.mine) return;
    try {
      await dropOlder({ ...options, db }, now);
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(db);
    }
  });
}

/** The partitions older than deliveries are kept, with what is unsettled in them. */
export async function keptPartitions(
  db: Kysely<Database>,
  keepDays: number,
  now = Date.now(),
): Promise<KeptPartition[]> {
  const { rows } = await sql<KeptPartition>`
    select to_char(received_at at time zone 'UTC', 'YYYY-MM-DD') as day,
           count(*) filter (where state = 'PENDING')::int4 as pending,
           count(*) filter (where state = 'FAILED')::int4 as failed
      from deliveries
     where state in ('PENDING', 'FAILED') and received_at < ${firstKeptDay(keepDays, now)}::date
     group by day order by day`.execute(db);
  return rows;
}

async function dropOlder(options: RetentionOptions, now: number): Promise<void> {
  const { db, log, keepDays } = options;
  const firstKept = firstKeptDay(keepDays, now);
  const kept = new Map((await keptPartitions(db, keepDays, now)).map((one) => [one.day, one]));
  for (const { day, pending, failed } of kept.values())
    log("warn", "old deliveries are kept, for some are not settled", { day, pending, failed });
  for (const { name, day } of await partitionsBefore(db, firstKept)) {
    if (!kept.has(day)) await dropPartition(options, name, day);
  }
  await emptyDefault(db, firstKept);
}

function firstKeptDay(keepDays: number, now: number): string {
  return new Date(now - keepDays * 86_400_000).toISOString().slice(0, 10);
}

async function partitionsBefore(
  db: Kysely<Database>,
  firstKept: string,
): Promise<{ name: string; day: string }[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'deliveries'::regclass order by c.relname`.execute(db);
  return rows.flatMap(({ name }) => {
    const day = /^deliveries_(\d{4}_\d\d_\d\d)$/.exec(name)?.[1]?.replaceAll("_", "-");
    return day !== undefined && day < firstKept ? [{ name, day }] : [];
  });
}

// The keys first: a copy that comes between is new then, as it will be.
async function dropPartition({ db, log }: RetentionOptions, name: string, day: string): Promise<void> {
  await dropKeys(db, name);
  for (let tries = 1; tries <= DROP_TRIES; tries += 1) {
    try {
      if (await dropTable(db, name)) log("info", "old deliveries were dropped", { day });
      return;
    } catch (error) {
      if (tries < DROP_TRIES) await sleep(PAUSE_MS);
      else
        log("warn", "old deliveries were not dropped; the next hour tries again", { day, ...factsOf(error) });
    }
  }
}

// Taking a partition away needs a lock on all deliveries, and whoever stores one waits behind it: so it gives up soon.
function dropTable(db: Kysely<Database>, name: string): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await sql`set local lock_timeout = 200`.execute(transaction);
    await sql`lock table only deliveries in access exclusive mode`.execute(transaction);
    const { rows } = await sql`
      select from ${sql.table(name)} where state in ('PENDING', 'FAILED') limit 1`.execute(transaction);
    if (rows.length === 0) await sql`drop table ${sql.table(name)}`.execute(transaction);
    return rows.length === 0;
  });
}

async function dropKeys(db: Kysely<Database>, partition: string): Promise<void> {
  let last: { receivedAt: string; id: string } | undefined = {
    receivedAt: "-infinity",
    id: "00000000-0000-0000-0000-000000000000",
  };
  while (last) last = await dropKeysAfter(db, partition, last);
}

async function dropKeysAfter(
  db: Kysely<Database>,
  partition: string,
  { receivedAt, id }: { receivedAt: string; id: string },
) {
  const { rows } = await sql<{ receivedAt: string; id: string }>`
    with part as (
      select received_at, id, hash from ${sql.table(partition)}
       where (received_at, id) > (${receivedAt}::timestamptz, ${id}::uuid)
       order by received_at, id limit ${AT_ONCE}),
    dropped as (
      delete from delivery_keys k using part where k.hash = part.hash and k.delivery_id = part.id)
    select received_at, id from part order by received_at desc, id desc limit 1`.execute(db);
  return rows[0];
}

// What came on a day that had no partition.
async function emptyDefault(db: Kysely<Database>, firstKept: string): Promise<void> {
  for (let removed = AT_ONCE; removed === AT_ONCE; ) {
    const { rows } = await sql`
      with old as (
        select received_at, id, hash from deliveries_default
         where received_at < ${firstKept}::date and state not in ('PENDING', 'FAILED') limit ${AT_ONCE}),
      keys as (
        delete from delivery_keys k using old where k.hash = old.hash and k.delivery_id = old.id)
      delete from deliveries_default d using old where d.received_at = old.received_at and d.id = old.id
      returning 1`.execute(db);
    removed = rows.length;
  }
}
