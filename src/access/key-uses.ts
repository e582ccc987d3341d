/** When keys were last used: written now and then for all of them, and in nobody's way. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.ts";
import { factsOf, type Log } from "../log.ts";

export type KeyUses = {
  note(id: string): void;
  /** Writes what is left. */
  close(): Promise<void>;
};

export type KeyUsesOptions = { db: Kysely<Database>; log: Log; clock: () => number };

/** How often one key's use is written. */
const PAUSE_MS = 60_000;
/** How long the database may take to write the last of them when the gateway closes. */
const LONGEST_CLOSE_MS = 1_000;
/** How often it is looked whether something is to be written. */
const TICK_MS = 1_000;

export function openKeyUses({ db, log, clock }: KeyUsesOptions): KeyUses {
  const uses = new Map<string, number>();
  const writtenAt = new Map<string, number>();
  let writing: Promise<void> | null = null;
  const ticks = setInterval(() => write(PAUSE_MS), TICK_MS).unref();

  function write(pauseMs: number): void {
    const now = clock();
    const due = [...uses].filter(([id]) => now - (writtenAt.get(id) ?? -Infinity) >= pauseMs);
    if (due.length === 0 || writing !== null) return;
    for (const [id] of due) {
      uses.delete(id);
      writtenAt.set(id, now);
    }
    writing = writeUses(db, due)
      .catch((error: unknown) => log("warn", "when API keys were used could not be written", factsOf(error)))
      .finally(() => {
        writing = null;
      });
  }

  async function writeAll(): Promise<void> {
    await writing;
    write(0);
    await writing;
  }

  return {
    note: (id) => void uses.set(id, clock()),
    async close() {
      clearInterval(ticks);
      const patience = new AbortController();
      const late = sleep(LONGEST_CLOSE_MS, undefined, { signal: patience.signal }).catch(() => {});
      await Promise.race([writeAll(), late]);
      patience.abort();
    },
  };
}

// Another instance that writes the same key at this moment writes much the same.
async function writeUses(db: Kysely<Database>, uses: readonly (readonly [string, number])[]): Promise<void> {
  await sql`
    with used as (
      select id, to_timestamp(at / 1000) as at
        from unnest(${uses.map(([id]) => id)}::uuid[], ${uses.map(([, at]) => at)}::float8[]) as used (id, at)
    ), free as (
      select k.id from api_keys k join used using (id) for update of k skip locked
    )
    update api_keys k set last_used_at = greatest(k.last_used_at, used.at)
      from used join free using (id) where k.id = used.id`.execute(db);
}
