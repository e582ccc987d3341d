/**
 * Group commit. While a transaction is in flight, arriving deliveries collect; then they go in together. Two
 * transactions may be in flight, and a third for a large body, which so holds up nobody, and a fourth for what is
 * replayed. No terraUserId is in two of them at once: they would wait for one another.
 */
import type { Pool } from "pg";
import { isDataError } from "../database/error-kinds.ts";
import { repeating } from "../database/repeating.ts";
import { TerrariumError } from "../errors.ts";
import { factsOf, type Log } from "../log.ts";
import type { Outcome } from "./outcomes-of-batch.ts";
import type { PreparedDelivery } from "./prepared-delivery.ts";
import { storeBatch, storeFailed } from "./store-batch.ts";

export type Intake = {
  /** Resolves when the delivery is committed; rejects with CANNOT_STORE_NOW where it is not. */
  store(delivery: PreparedDelivery): Promise<Outcome>;
  /** Takes nothing more, and resolves when all that was taken is settled. */
  close(): Promise<void>;
};

export type IntakeOptions = {
  /** Of pipelining clients. */
  pool: Pool;
  queueBytes: number;
  log: Log;
  observe: (batch: { size: number; seconds: number }) => void;
  /** Told whenever the queue has changed. */
  queued: (queue: { length: number; bytes: number }) => void;
};

/** Larger bodies go one at a time, through a lane of their own. */
export const LARGE_BYTES = 1024 * 1024;
const MOST_IN_BATCH = 256;
const MOST_REPLAYED_IN_BATCH = 32;
const MOST_BYTES_IN_BATCH = 8 * 1024 * 1024;

type Waiting = {
  delivery: PreparedDelivery;
  settle: (outcome: Outcome) => void;
  refuse: (error: unknown) => void;
};
type Lane = { queue: Queue; busy: boolean };
/** What waits for a lane, in order of arrival, and how many are in flight. */
type Queue = { waiting: Waiting[]; inFlight: number; mostInBatch: number };

export function openIntake(options: IntakeOptions): Intake {
  const small: Queue = { waiting: [], inFlight: 0, mostInBatch: MOST_IN_BATCH };
  const large: Queue = { waiting: [], inFlight: 0, mostInBatch: 1 };
  const replays: Queue = { waiting: [], inFlight: 0, mostInBatch: MOST_REPLAYED_IN_BATCH };
  // The large one chooses first: else an account that always has small ones waiting would never let its large one in.
  const lanes: Lane[] = [large, small, small, replays].map((queue) => ({ queue, busy: false }));
  const inFlight = new Set<string>();
  let bytes = 0;
  let [closed, isFillDue] = [false, false];
  let idle = Promise.withResolvers<void>();

  function store(delivery: PreparedDelivery): Promise<Outcome> {
    if (closed) return Promise.reject(cannotStore("the gateway is closing"));
    // Whoever replays sends no more at once than it can hold, and takes nobody's place here.
    if (!delivery.replayed && bytes + delivery.bytes > options.queueBytes && bytes > 0) {
      return Promise.reject(cannotStore("too many deliveries are waiting"));
    }
    const { promise, resolve: settle, reject: refuse } = Promise.withResolvers<Outcome>();
    queueOf(delivery).waiting.push({ delivery, settle, refuse });
    bytes += bytesOf(delivery);
    tellQueue();
    fillSoon();
    return promise;
  }

  // When all that comes in one go is here.
  function fillSoon(): void {
    if (isFillDue) return;
    isFillDue = true;
    process.nextTick(() => {
      isFillDue = false;
      fillLanes();
    });
  }

  function queueOf({ replayed, bytes: own }: PreparedDelivery): Queue {
    if (replayed) return replays;
    return own > LARGE_BYTES ? large : small;
  }

  function fillLanes(): void {
    for (const lane of lanes) {
      const batch = lane.busy || !isWorthABatch(lane.queue) ? [] : takeBatch(lane.queue);
      if (batch.length > 0) void run(lane, batch);
    }
    tellQueue();
    if (lanes.every(({ busy, queue }) => !busy && queue.waiting.length === 0)) idle.resolve();
  }

  function tellQueue(): void {
    options.queued({ length: small.waiting.length + large.waiting.length, bytes });
  }

  // A batch costs what it costs however few are in it: beside one in flight, the next goes when it is no smaller. Else
  // the first of those that its answer brings would go alone.
  function isWorthABatch({ waiting, inFlight }: Queue): boolean {
    return waiting.length >= inFlight;
  }

  // In order of arrival, but for what must wait for a terraUserId in flight. That others overtake it changes nothing:
  // versions decide, and when it arrived was written down as it came.
  function takeBatch(queue: Queue): Waiting[] {
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    let size = 0;
    for (const waiting of queue.waiting) {
      const { bytes: own } = waiting.delivery;
      const fits = batch.length < queue.mostInBatch && size < MOST_BYTES_IN_BATCH;
      if (fits && !idsOf(waiting).some((id) => inFlight.has(id))) {
        batch.push(waiting);
        size += own;
      } else {
        left.push(waiting);
      }
    }
    queue.waiting = left;
    return batch;
  }

  async function run(lane: Lane, batch: Waiting[]): Promise<void> {
    const ids = batch.flatMap(idsOf);
    lane.busy = true;
    lane.queue.inFlight += batch.length;
    for (const id of ids) inFlight.add(id);
    const started = performance.now();
    await settleBatch(options, batch);
    options.observe({ size: batch.length, seconds: (performance.now() - started) / 1000 });
    for (const id of ids) inFlight.delete(id);
    for (const { delivery } of batch) bytes -= bytesOf(delivery);
    lane.busy = false;
    lane.queue.inFlight -= batch.length;
    fillLanes();
  }

  async function close(): Promise<void> {
    closed = true;
    idle = Promise.withResolvers();
    fillLanes();
    await idle.promise;
  }

  return { store, close };
}

function bytesOf({ replayed, bytes }: PreparedDelivery): number {
  return replayed ? 0 : bytes;
}

function idsOf({ delivery: { user, former } }: Waiting): string[] {
  return [user, former].flatMap((one) => one?.terraUserId ?? []);
}

async function settleBatch(options: IntakeOptions, batch: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await repeating(() =>
      storeBatch(
        options.pool,
        batch.map(({ delivery }) => delivery),
      ),
    );
    for (const [i, waiting] of batch.entries()) waiting.settle(outcomes[i] as Outcome);
  } catch (error) {
    if (!isDataError(error)) return refuseAll(options, batch, error);
    // One of them cannot be applied: each by itself then, so that it fails nobody else.
    if (batch.length > 1) for (const waiting of batch) await settleBatch(options, [waiting]);
    else await settleFailed(options, batch[0] as Waiting, error);
  }
}

async function settleFailed(
  options: IntakeOptions,
  { delivery, settle, refuse }: Waiting,
  cause: unknown,
): Promise<void> {
  options.log("warn", "a delivery could not be applied", { delivery: delivery.id, ...factsOf(cause) });
  try {
    settle(await repeating(() => storeFailed(options.pool, delivery, reasonOf(cause))));
  } catch (error) {
    refuse(cannotStore("the database refused", error));
  }
}

function refuseAll(options: IntakeOptions, batch: readonly Waiting[], error: unknown): void {
  options.log("error", "a batch was not stored", { size: batch.length, ...factsOf(error) });
  for (const { refuse } of batch) refuse(cannotStore("the database is away or refused", error));
}

// A message of PostgreSQL's may quote the value, which is a person's: the code and the column say enough.
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "could not be applied";
  const { code, column, table } = cause as { code?: string; column?: string; table?: string };
  const where = [table, column].filter(Boolean).join(".");
  return code
    ? `PostgreSQL refused it: ${code}${where ? ` at ${where}` : ""}`
    : `could not be applied: ${cause.name}`;
}

function cannotStore(why: string, cause?: unknown): TerrariumError {
  return new TerrariumError("CANNOT_STORE_NOW", `The delivery was not stored, ${why}: send it again.`, {
    cause,
  });
}
