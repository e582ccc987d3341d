/** Applies stored deliveries again, as today's code reads them: through the intake, as if they came now. */
import { setImmediate as othersFirst } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import type { Replay } from "../deliveries/replays.ts";
import { type Attempt, claimAgain, settleDelivery } from "../deliveries/settle-delivery.ts";
import {
  type DeliveryKey,
  readSizes,
  readStoredDeliveries,
  type StoredDelivery,
} from "../deliveries/stored-delivery.ts";
import { TerrariumError } from "../errors.ts";
import { factsOf, type Log } from "../log.ts";
import { readTerraHeaders } from "../terra/headers.ts";
import { readTime } from "../terra/times.ts";
import type { Intake } from "./intake.ts";
import type { Prepare } from "./prepare.ts";
import { NotJson } from "./prepare-delivery.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";
import type { ArrivedDelivery } from "./received-delivery.ts";
import { SIGNATURE_NOTE } from "./signed-by.ts";

/**
 * Tries a delivery that is more than its body, such as one whose payload has to be fetched, and writes what became of
 * it. It is PENDING then, and claimed: nobody else tries it meanwhile.
 */
export type Handler = (key: DeliveryKey) => Promise<void>;

export type ReplayOptions = {
  prepare: Prepare;
  db: Kysely<Database>;
  intake: Intake;
  log: Log;
  /**
   * By the type of Terra's event. What they brought in is replayed by itself, as a delivery of its own; and what is
   * PENDING of their types they try by themselves.
   */
  handlers: ReadonlyMap<string, Handler>;
  /** Told of each that was tried. */
  observe: () => void;
};

// What is held at once.
const MOST_AT_ONCE = 100;
const MOST_BYTES_AT_ONCE = 8 * 1024 * 1024;

export function openReplay(options: ReplayOptions): Replay {
  return async (keys, signal) => {
    const replayed: Awaited<ReturnType<Replay>> = { tried: [], tookBack: false };
    for (const portion of portionsOf(await readSizes(options.db, keys))) {
      signal?.throwIfAborted();
      for (const { key, tookBack } of await triedAgain(options, portion)) {
        replayed.tried.push(key);
        replayed.tookBack ||= tookBack;
      }
    }
    return replayed;
  };
}

function portionsOf(sizes: readonly (DeliveryKey & { bytes: number })[]): DeliveryKey[][] {
  const portions: DeliveryKey[][] = [];
  let bytes = 0;
  for (const { bytes: own, ...key } of sizes) {
    const last = portions.at(-1);
    const fits = last && last.length < MOST_AT_ONCE && bytes + own <= MOST_BYTES_AT_ONCE;
    if (fits) last.push(key);
    else portions.push([key]);
    bytes = fits ? bytes + own : own;
  }
  return portions;
}

type Tried = { key: DeliveryKey; tookBack: boolean };

// Those that are ready go into one transaction, while the next ones are prepared.
async function triedAgain(options: ReplayOptions, portion: readonly DeliveryKey[]): Promise<Tried[]> {
  const tries: Promise<Tried | null>[] = [];
  for (const stored of await readStoredDeliveries(options.db, portion)) {
    tries.push(tryAgain(options, stored));
    await othersFirst();
  }
  const settled = await Promise.allSettled(tries);
  const failed = settled.find((one) => one.status === "rejected");
  if (failed) throw databaseAway(failed.reason);
  return settled.flatMap((one) => (one.status === "fulfilled" && one.value ? [one.value] : []));
}

/** Null where there is nothing to try: its body was not kept, or what it names was fetched already. */
async function tryAgain(options: ReplayOptions, stored: StoredDelivery): Promise<Tried | null> {
  const handler = options.handlers.get(stored.type ?? "");
  if (stored.body === null || (handler && stored.state === "APPLIED")) return null;
  const key = { receivedAt: stored.receivedAt, id: stored.id };
  try {
    // One that was ignored is read again first: it may still not be wanted.
    if (handler && stored.state !== "IGNORED") {
      await claimAgain(options.db, key);
      await handler(key);
      return { key, tookBack: false };
    }
    const prepared = await prepareAgain(options.prepare, stored, stored.body);
    // What is in the records stays there, also when deliveries like it are no longer wanted.
    if (prepared.state === "IGNORED" && stored.state === "APPLIED") return null;
    return { key, tookBack: (await options.intake.store(prepared)).tookBack };
  } catch (error) {
    options.log("warn", "a delivery could not be replayed", { delivery: stored.id, ...factsOf(error) });
    await settleDelivery(options.db, key, attemptOf(error));
    return { key, tookBack: false };
  } finally {
    options.observe();
  }
}

async function prepareAgain(
  prepare: Prepare,
  stored: StoredDelivery,
  body: Uint8Array,
): Promise<PreparedDelivery> {
  const arrived: ArrivedDelivery = {
    id: stored.id,
    receivedMicros: readTime(stored.receivedAt)?.instantMicros ?? Number.NaN,
    terra: readTerraHeaders(stored.headers),
    headers: stored.headers,
    body: [body],
    secret: stored.secret,
    // What the door noticed. All other notes are made anew.
    notes: stored.notes.filter((note) => note.startsWith(SIGNATURE_NOTE)),
    parentId: stored.parentId,
    replayed: true,
  };
  return prepare(arrived);
}

// Whatever else went wrong is passing: what is wrong with the delivery itself, the intake has written down.
function attemptOf(error: unknown): Attempt {
  if (error instanceof NotJson) return { state: "FAILED", error: error.message };
  return { state: "PENDING", error: "not applied: the database was away or too busy" };
}

function databaseAway(cause: unknown): TerrariumError {
  return new TerrariumError(
    "CANNOT_STORE_NOW",
    "The database is away or refused, and not all was replayed: replay again.",
    { cause },
  );
}
