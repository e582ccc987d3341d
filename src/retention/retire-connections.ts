/**
 * Erases connections whose person withdrew, when the time for which their data is to be kept is over. By default it
 * never is: a consent that breaks at a provider should not cost years of history that nobody asked to lose.
 */
import { type Kysely, sql } from "kysely";
import type { ConnectionStatus } from "../connections/connection.ts";
import { type LockedConnection, lockConnection } from "../connections/lock-connection.ts";
import type { Database } from "../database/database.ts";
import { repeating } from "../database/repeating.ts";
import { factsOf, type Log } from "../log.ts";
import { readTime } from "../terra/times.ts";
import { eraseConnection } from "./erase-connection.ts";

/** After how many hours in a status a connection is erased; null: never. */
export type KeptHours = Record<Exclude<ConnectionStatus, "ACTIVE">, number | null>;

const HOUR_MICROS = 3_600_000_000;
const EVERY_MS = 600_000;

/** Does it now and then every ten minutes; returns what ends that, when the one under way is done. */
export function keepRetiring(db: Kysely<Database>, kept: KeptHours, log: Log): () => Promise<void> {
  if (Object.values(kept).every((hours) => hours === null)) return async () => {};
  let running = Promise.resolve(0);
  const retire = () => {
    running = running
      .then(() => retireConnections(db, kept))
      .catch((error: unknown) => {
        log("warn", "connections were not erased: it is tried again", factsOf(error));
        return 0;
      });
  };
  retire();
  const timer = setInterval(retire, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/**
 * Erases those whose time is over, one by one, and says how many. One that cannot be erased holds up no other: it is
 * thrown when all have had their turn.
 */
export async function retireConnections(
  db: Kysely<Database>,
  kept: KeptHours,
  nowMicros: number = Date.now() * 1000,
): Promise<number> {
  const due = (one: Pick<LockedConnection, "status" | "statusSince">) => isDue(one, kept, nowMicros);
  const { rows } = await sql<Pick<LockedConnection, "id" | "status" | "statusSince">>`
    select id, status, status_since from connections where status <> 'ACTIVE' order by id`.execute(db);
  const failures: unknown[] = [];
  let erased = 0;
  for (const { id } of rows.filter(due)) {
    const erase = repeating(() => db.transaction().execute((transaction) => eraseDue(transaction, id, due)));
    await erase.then(
      (isErased) => {
        if (isErased) erased += 1;
      },
      (error: unknown) => failures.push(error),
    );
  }
  if (failures.length > 0) throw failures[0];
  return erased;
}

async function eraseDue(
  db: Kysely<Database>,
  id: string,
  due: (connection: LockedConnection) => boolean,
): Promise<boolean> {
  const locked = await lockConnection(db, id);
  // Somebody may have come back meanwhile.
  if (!locked || !due(locked)) return false;
  await eraseConnection(db, locked);
  return true;
}

function isDue(
  { status, statusSince }: Pick<LockedConnection, "status" | "statusSince">,
  kept: KeptHours,
  nowMicros: number,
): boolean {
  const hours = status === "ACTIVE" ? null : kept[status];
  const since = readTime(statusSince)?.instantMicros;
  return hours !== null && since !== undefined && since + hours * HOUR_MICROS <= nowMicros;
}
