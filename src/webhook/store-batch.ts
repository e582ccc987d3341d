/**
 * One transaction for a batch of deliveries: told from duplicates, stored, joined into connections and records, said
 * in the feed. Locks are taken in one order everywhere: delivery keys, earlier deliveries, terraUserIds, connections,
 * users, transfers.
 */
import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Pool } from "pg";
import type { StatedConnection } from "../connections/connection-draft.ts";
import { type SavedConnections, saveConnections } from "../connections/save-connections.ts";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";
import { writeTransaction } from "../database/write-transaction.ts";
import {
  claimDeliveries,
  type EarlierDelivery,
  forgetKeys,
  lockDeliveries,
} from "../deliveries/claim-deliveries.ts";
import {
  insertDeliveries,
  type NewDelivery,
  type RepeatedDelivery,
  updateRepeated,
  updateReplayed,
} from "../deliveries/save-deliveries.ts";
import { appendChanges } from "../feed/append-changes.ts";
import { changesOfConnections } from "../records/changes-of-connections.ts";
import { moveRecords } from "../records/move-records.ts";
import type { AppliedAgain } from "../records/places-of-deliveries.ts";
import { changeOfRecord, type StatedRecord, saveRecords } from "../records/save-records.ts";
import { type ArrivedHealthcheck, saveHealthcheck } from "../status/save-healthcheck.ts";
import { cleanText } from "../terra/clean-text.ts";
import { readTime } from "../terra/times.ts";
import { moveTransfers } from "../transfers/move-transfers.ts";
import { type ReferredDelivery, saveTransfers } from "../transfers/save-transfers.ts";
import type { StatedTransfer } from "../transfers/transfer-draft.ts";
import { saveFailedAuths } from "../users/save-failed-auths.ts";
import type { PreparedDelivery } from "./prepare-delivery.ts";
import { withArrival } from "./with-arrival.ts";

/** What became of a delivery of the batch. */
export type Outcome = {
  type: string | null;
  state: PreparedDelivery["state"];
  duplicate: boolean;
  /** Whether its batch left something unsaid that had been stated: see `takesBack`. */
  tookBack: boolean;
};

// Longer ones are hashed: an index entry has its limit, a header has none.
const LONGEST_ID = 200;

/** Stores and applies all or, when it throws, nothing. The outcomes are in the order of the deliveries. */
export async function storeBatch(pool: Pool, batch: readonly PreparedDelivery[]): Promise<Outcome[]> {
  return writeTransaction(pool, async (transaction, later) => {
    const works = await worksOf(transaction, batch);
    const fresh = works.filter(isFresh);
    const all = fresh.map(({ delivery }) => delivery);
    const applied = all.filter(({ state }) => state !== "IGNORED");
    const again = new Set(fresh.filter(({ earlier }) => earlier).map(({ delivery }) => delivery.id));
    const connections = await saveConnections(
      transaction,
      applied.flatMap(statedConnections),
      all.flatMap(onlyNamed),
      again,
      later,
    );
    const moves = await changesOfConnections(transaction, connections.all);
    const moved = await moveRecords(transaction, connections.all, connections.rankOf, later);
    await moveTransfers(transaction, joinsOf(connections));
    const saved = await saveRecords(
      transaction,
      applied.flatMap((delivery) => statedRecords(delivery, connections)),
      connections.rankOf,
      applied.filter(({ id }) => again.has(id)).flatMap((one) => appliedAgain(one, connections)),
      later,
    );
    await saveFailedAuths(
      transaction,
      applied.flatMap((delivery) => (isOfErased(delivery, connections) ? [] : (delivery.failedAuth ?? []))),
    );
    const stored = fresh.filter(({ earlier }) => !earlier);
    later(
      insertDeliveries(
        transaction,
        stored.map(({ delivery }) => newDelivery(delivery, connections)),
      ),
    );
    later(
      updateReplayed(
        transaction,
        fresh.filter(isReplay).map(({ delivery }) => newDelivery(delivery, connections)),
      ),
    );
    later(
      updateRepeated(
        transaction,
        works.flatMap((work) => repeatedDelivery(work, connections)),
      ),
    );
    later(forgetKeys(transaction, keysOfErased(works, connections)));
    await saveHealthcheck(transaction, applied.flatMap(arrivedHealthcheck));
    const transfers = await saveTransfers(transaction, {
      stated: applied.flatMap((delivery) => statedTransfer(delivery, connections)),
      referred: applied.flatMap(referredDelivery),
      connections: connections.byId,
    });
    later(
      appendChanges(transaction, [
        ...moves,
        ...[...moved, ...saved.changed].map((record) => changeOfRecord(record, connections.byId)),
        ...transfers,
      ]),
    );
    return outcomesOf(batch, works, connections, saved.tookBack);
  });
}

/** Stores a delivery that could not be applied, with the reason, and nothing else of it. */
export async function storeFailed(pool: Pool, delivery: PreparedDelivery, reason: string): Promise<Outcome> {
  const failed: PreparedDelivery = {
    ...delivery,
    state: "FAILED",
    error: reason,
    connection: null,
    former: null,
    failedAuth: null,
    records: [],
    transfer: null,
    healthcheck: null,
  };
  const [outcome] = await storeBatch(pool, [failed]);
  return outcome as Outcome;
}

/** Deliveries of one batch with one key, as they came: the first is worked on, the others repeat it. */
type Work = { copies: PreparedDelivery[]; delivery: PreparedDelivery; earlier: EarlierDelivery | null };

async function worksOf(db: Kysely<Database>, batch: readonly PreparedDelivery[]): Promise<Work[]> {
  return batch.every(({ replayed }) => replayed) ? replaysOf(db, batch) : arrivalsOf(db, batch);
}

// Whatever became of a delivery, a replay applies it; only one that is no longer kept is left out.
async function replaysOf(db: Kysely<Database>, batch: readonly PreparedDelivery[]): Promise<Work[]> {
  const keys = batch.map(({ receivedMicros, id }) => ({ receivedAt: isoOfMicros(receivedMicros), id }));
  const stored = await lockDeliveries(db, keys);
  return batch.flatMap((delivery) => {
    const earlier = stored.get(delivery.id);
    return earlier ? [{ copies: [delivery], delivery, earlier }] : [];
  });
}

async function arrivalsOf(db: Kysely<Database>, batch: readonly PreparedDelivery[]): Promise<Work[]> {
  const groups = [
    ...Map.groupBy(
      batch,
      (delivery) => `${Buffer.from(delivery.hash).toString("hex")} ${duplicateId(delivery)}`,
    ).values(),
  ];
  const keys = groups.map(([first]) => keyOf(first as PreparedDelivery));
  const earlier = await claimDeliveries(db, keys);
  return groups.map((copies, i) => workOf(copies, earlier.get(keys[i] as (typeof keys)[number]) ?? null));
}

function keyOf(delivery: PreparedDelivery) {
  const { hash, receivedMicros, id } = delivery;
  return { hash, traceId: duplicateId(delivery), receivedAt: isoOfMicros(receivedMicros), id };
}

// What came without a trace id is told by its bytes, and by when Terra emitted it: the same said again later is news.
// So is what was fetched, whichever delivery pointed at it.
function duplicateId({ parentId, terra: { traceId, orderingMicros } }: PreparedDelivery): string {
  if (traceId === null || parentId !== null)
    return orderingMicros === null ? "" : `emitted:${orderingMicros}`;
  return traceId.length > LONGEST_ID
    ? `sha256:${createHash("sha256").update(traceId).digest("hex")}`
    : traceId;
}

// What came before and could not be applied is tried again, as the delivery that it was.
function workOf(copies: PreparedDelivery[], earlier: EarlierDelivery | null): Work {
  const first = copies[0] as PreparedDelivery;
  const received = earlier && readTime(earlier.receivedAt);
  const delivery = earlier && received ? withArrival(first, earlier.id, received.instantMicros) : first;
  return { copies, delivery, earlier };
}

// What failed is tried again; so is what was ignored or waits, where it would do neither today.
function isFresh(work: Work): boolean {
  const { earlier, delivery } = work;
  if (earlier === null || isReplay(work)) return true;
  if (earlier.state === "APPLIED") return false;
  return earlier.state === "FAILED" || earlier.state !== delivery.state;
}

function isReplay({ delivery }: Work): boolean {
  return delivery.replayed === true;
}

function statedConnections({
  connection,
  former,
  receivedMicros,
  terra: { devId },
}: PreparedDelivery): StatedConnection[] {
  return [connection, former]
    .flatMap((statement) => statement ?? [])
    .map((statement) => ({
      statement,
      receivedMicros,
      devId,
    }));
}

// What makes nothing of a connection may still be about one that was erased; an id that cannot be kept never had one.
function onlyNamed({ connection, state, user }: PreparedDelivery): string[] {
  if (!user || (connection !== null && state !== "IGNORED")) return [];
  return user.terraUserId === cleanText(user.terraUserId) ? [user.terraUserId] : [];
}

function arrivedHealthcheck({ healthcheck, receivedMicros }: PreparedDelivery): ArrivedHealthcheck[] {
  return healthcheck ? [{ healthcheck, receivedMicros }] : [];
}

function appliedAgain({ id, connection }: PreparedDelivery, connections: SavedConnections): AppliedAgain[] {
  const saved = connection && connections.of(connection.terraUserId);
  return saved ? [{ deliveryId: id, connectionId: saved.id }] : [];
}

function statedRecords(
  { connection, records }: PreparedDelivery,
  connections: SavedConnections,
): StatedRecord[] {
  const saved = connection && connections.of(connection.terraUserId);
  return saved ? records.map((statement) => ({ connectionId: saved.id, statement })) : [];
}

function joinsOf({ all }: SavedConnections): { from: string; to: string }[] {
  return all.flatMap(({ id: to, former }) =>
    former.filter(({ id }) => id !== to).map(({ id: from }) => ({ from, to })),
  );
}

function statedTransfer(
  { connection, transfer }: PreparedDelivery,
  connections: SavedConnections,
): StatedTransfer[] {
  const saved = connection && connections.of(connection.terraUserId);
  const isErased = connection !== null && !saved;
  return transfer && !isErased ? [{ statement: transfer, connectionId: saved?.id ?? null }] : [];
}

function isOfErased({ user }: PreparedDelivery, connections: SavedConnections): boolean {
  return user !== null && connections.isErased(user.terraUserId);
}

function namesErased({ former }: PreparedDelivery, connections: SavedConnections): boolean {
  return former !== null && connections.isErased(former.terraUserId);
}

// They hold a hash of the body, by which it could be told.
function keysOfErased(works: readonly Work[], connections: SavedConnections) {
  return works
    .filter(({ delivery }) => isOfErased(delivery, connections) || namesErased(delivery, connections))
    .map(({ copies }) => keyOf(copies[0] as PreparedDelivery));
}

function referredDelivery({ type, terra: { reference } }: PreparedDelivery): ReferredDelivery[] {
  return reference === null ? [] : [{ reference, type }];
}

function newDelivery(delivery: PreparedDelivery, connections: SavedConnections): NewDelivery {
  const { terra, connection, receivedMicros, user } = delivery;
  const saved = connection && connections.of(connection.terraUserId);
  return {
    ...delivery,
    receivedAt: isoOfMicros(receivedMicros),
    reference: terra.reference,
    traceId: terra.traceId,
    devId: terra.devId,
    orderingMicros: terra.orderingMicros,
    terraUserId: user && cleanText(user.terraUserId),
    connectionId: saved?.id ?? null,
    ...(namesErased(delivery, connections) ? NAMES_ERASED : {}),
    ...(isOfErased(delivery, connections) ? ERASED : {}),
  };
}

const NOT_KEPT = {
  headers: {},
  traceId: null,
  reference: null,
  payload: null,
  hash: new Uint8Array(),
  encoding: 0,
  packedBody: new Uint8Array(),
} as const;

// Nothing of an erased connection is kept again.
const ERASED = {
  ...NOT_KEPT,
  state: "IGNORED",
  error: null,
  nextTryAt: null,
  terraUserId: null,
  notes: ["its connection was erased: nothing of it is kept"],
} as const;

const NAMES_ERASED = {
  ...NOT_KEPT,
  notes: ["it names an id whose connection was erased: it is applied, and its body is not kept"],
} as const;

function repeatedDelivery(work: Work, connections: SavedConnections): RepeatedDelivery[] {
  const { copies, delivery, earlier } = work;
  if (isReplay(work)) return [];
  const count = copies.length - (earlier ? 0 : 1);
  if (count === 0) return [];
  const outcome = earlier && isFresh(work) ? newDelivery(delivery, connections) : null;
  return [{ receivedAt: isoOfMicros(delivery.receivedMicros), id: delivery.id, repeats: count, outcome }];
}

function outcomesOf(
  batch: readonly PreparedDelivery[],
  works: readonly Work[],
  connections: SavedConnections,
  tookBack: boolean,
): Outcome[] {
  const firsts = new Set(works.filter(isFresh).map(({ copies }) => copies[0]));
  return batch.map((delivery) => {
    const { type } = delivery;
    const state = isOfErased(delivery, connections) ? ERASED.state : delivery.state;
    return { type, state, duplicate: !firsts.has(delivery), tookBack };
  });
}
