/** Reads what was appended, whenever told to and now and then unasked, since a notification may be lost. */
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import { factsOf, type Log } from "../log.ts";
import type { Change } from "./change.ts";
import { readNext } from "./read-changes.ts";

export type Follower = {
  /** Reads to the end; resolves when a reading that began after the call has ended, well or not. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
};

export type FollowerOptions = {
  db: Kysely<Database>;
  log: Log;
  pollMs: number;
  /** How long one reading is waited for: one that got no answer must not hold up all that follow. */
  readTimeoutMs: number;
  /** Where the last reading ended. */
  head: () => string;
  /** Resolves when what was committed before the changes that were read has been told of to whoever listens. */
  hearAll: () => Promise<void>;
  take: (changes: Change[]) => void;
};

const PAGE = 1_000;

export function followChanges(options: FollowerOptions): Follower {
  const { db, log, pollMs, readTimeoutMs, head, hearAll, take } = options;
  const closing = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  let failing = false;
  const poll = setInterval(() => void catchUp(), pollMs);

  // However many ask while one reading runs, one more serves them all.
  function catchUp(): Promise<void> {
    next ??= running.then(() => {
      next = null;
      running = closing.signal.aborted ? Promise.resolve() : readToEnd();
      return running;
    });
    return next;
  }

  async function readToEnd(): Promise<void> {
    try {
      while (!closing.signal.aborted && (await readPage()) === PAGE);
      if (failing) log("info", "feed can read again");
      failing = false;
    } catch (error) {
      if (!failing && !closing.signal.aborted) log("warn", "feed cannot read, trying again", factsOf(error));
      failing = true;
    }
  }

  async function readPage(): Promise<number> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(readTimeoutMs)]);
    const changes = await readNext(db, head(), PAGE, signal);
    if (changes.length > 0) await hearAll();
    take(changes);
    return changes.length;
  }

  return {
    catchUp,
    async close() {
      closing.abort();
      clearInterval(poll);
      await catchUp();
    },
  };
}
