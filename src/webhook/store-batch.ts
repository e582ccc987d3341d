/**
 * One transaction for a batch of deliveries: told from duplicates, stored, joined into connections and records, said
 * in the feed. Locks are taken in one order everywhere: delivery keys, earlier deliveries, terraUserIds, connections,
 * users, transfers.
 */
import type { Kysely } from "kysely";
import type { Pool } from "pg";
import { readKnownIds } from "../connections/claim-connections.ts";
import { type SavedConnections, saveConnections } from "../connections/save-connections.ts";
import type { Database } from "../database/database.ts";
import { type Later, writeTransaction } from "../database/write-transaction.ts";
import { forgetKeys } from "../deliveries/claim-deliveries.ts";
import { insertDeliveries, updateRepeated, updateReplayed } from "../deliveries/save-deliveries.ts";
import { appendChanges } from "../feed/append-changes.ts";
import { changesOfConnections } from "../records/changes-of-connections.ts";
import { moveRecords } from "../records/move-records.ts";
import { changeOfRecord, saveRecords } from "../records/save-records.ts";
import { saveHealthcheck } from "../status/save-healthcheck.ts";
import { advanceTransfers } from "../transfers/advance-transfers.ts";
import { claimTransfers } from "../transfers/claim-transfers.ts";
import { moveTransfers } from "../transfers/move-transfers.ts";
import { saveFailedAuths } from "../users/save-failed-auths.ts";
import { keysOfErased, newDelivery, repeatedDelivery } from "./delivery-rows.ts";
import { type Outcome, outcomesOf } from "./outcomes-of-batch.ts";
import { asFailed, NOTHING_STATED, type PreparedDelivery } from "./prepared-delivery.ts";
import {
  appliedAgain,
  arrivedHealthchecks,
  failedAuths,
  onlyNamed,
  referredDeliveries,
  statedConnections,
  statedRecords,
  statedTransfers,
} from "./stated-in-batch.ts";
import { isFresh, isReplay, type Work, worksOf } from "./works-of-batch.ts";

/** Stores and applies all or, when it throws, nothing. The outcomes are in the order of the deliveries. */
export async function storeBatch(pool: Pool, batch: readonly PreparedDelivery[]): Promise<Outcome[]> {
  return writeTransaction(pool, async (db, later) => {
    // Asked at once, where the answers do not wait for each other: each wait is a turn of the event loop or more.
    const [works, known] = await Promise.all([worksOf(db, batch), readKnownIds(db, idsStated(batch))]);
    const fresh = works.filter(isFresh);
    const all = fresh.map(({ delivery }) => delivery);
    const applied = all.filter(({ state }) => state !== "IGNORED");
    const again = new Set(fresh.filter(({ earlier }) => earlier).map(({ delivery }) => delivery.id));
    const connections = await saveConnections(
      db,
      { all: statedConnections(applied), named: onlyNamed(all), again, known },
      later,
    );
    const { byId, rankOf } = connections;
    const moves = await changesOfConnections(db, connections.all);
    const moved = await moveRecords(db, connections.all, rankOf, later);
    await moveTransfers(db, joinsOf(connections));
    await saveFailedAuths(db, failedAuths(applied, connections));
    const [saved, transfers] = await Promise.all([
      saveRecords(
        db,
        statedRecords(applied, connections),
        rankOf,
        appliedAgain(applied, again, connections),
        later,
      ),
      claimTransfers(db, {
        stated: statedTransfers(applied, connections),
        referred: referredDeliveries(applied),
      }),
    ]);
    writeDeliveries(db, works, connections, later);
    await saveHealthcheck(db, arrivedHealthchecks(applied));
    const progress = await advanceTransfers(db, transfers, Date.now() * 1000, (id) => byId.get(id)?.userId);
    const records = [...moved, ...saved.changed].map((record) => changeOfRecord(record, byId));
    later(appendChanges(db, [...moves, ...records, ...progress]));
    return outcomesOf(batch, works, connections, saved.tookBack);
  });
}

function idsStated(batch: readonly PreparedDelivery[]): string[] {
  return statedConnections(batch).map(({ statement }) => statement.terraUserId);
}

/** Stores a delivery that could not be applied, with the reason, and nothing else of it. */
export async function storeFailed(pool: Pool, delivery: PreparedDelivery, reason: string): Promise<Outcome> {
  const failed = { ...asFailed(delivery, reason), ...NOTHING_STATED };
  const [outcome] = await storeBatch(pool, [failed]);
  return outcome as Outcome;
}

function joinsOf({ all }: SavedConnections): { from: string; to: string }[] {
  return all.flatMap(({ id: to, former }) =>
    former.filter(({ id }) => id !== to).map(({ id: from }) => ({ from, to })),
  );
}

function writeDeliveries(
  db: Kysely<Database>,
  works: readonly Work[],
  connections: SavedConnections,
  later: Later,
): void {
  const rowOf = (work: Work) => newDelivery(work, connections);
  const arrived = works.filter(({ earlier }) => earlier === null);
  const repeated = works.flatMap((work) => repeatedDelivery(work, connections));
  later(insertDeliveries(db, arrived.map(rowOf)));
  later(updateReplayed(db, works.filter(isReplay).map(rowOf)));
  later(updateRepeated(db, repeated));
  later(forgetKeys(db, keysOfErased(works, connections)));
}
