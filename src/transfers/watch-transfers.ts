/** Tells when a transfer has been quiet for too long: no delivery would, since it is that none comes. */
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import { isoOfMicros } from "../database/instants.ts";
import { appendChanges } from "../feed/append-changes.ts";
import { factsOf, type Log } from "../log.ts";
import { advanceTransfers } from "./advance-transfers.ts";
import { lockQuietTransfers } from "./lock-transfers.ts";
import { quietBefore } from "./transfer-status.ts";

const EVERY_MS = 60_000;
const MOST_AT_ONCE = 100;

/** Looks every minute, on every gateway; returns what ends that, once a look that is under way has ended. */
export function watchTransfers(
  db: Kysely<Database>,
  log: Log,
  everyMs: number = EVERY_MS,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  const look = () => {
    running ??= markQuietTransfers(db)
      .catch((error: unknown) => log("warn", "quiet transfers were not looked for", factsOf(error)))
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Marks those that have become STALLED or QUIET, and tells so. Of several gateways that look at once, each takes its own. */
export async function markQuietTransfers(
  db: Kysely<Database>,
  nowMicros: number = Date.now() * 1000,
): Promise<void> {
  while ((await markSome(db, nowMicros)) === MOST_AT_ONCE);
}

async function markSome(db: Kysely<Database>, nowMicros: number): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const since = isoOfMicros(quietBefore(nowMicros));
    const rows = await lockQuietTransfers(transaction, since, MOST_AT_ONCE);
    const targets = rows.map((row) => ({ reference: row.reference, row, stated: [] }));
    await appendChanges(transaction, await advanceTransfers(transaction, targets, nowMicros));
    return rows.length;
  });
}
