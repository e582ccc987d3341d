/** Tries PENDING deliveries again when their time has come; of several gateways, each by one. */
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import type { Replay } from "../deliveries/replays.ts";
import { claimDue } from "../deliveries/settle-delivery.ts";
import { factsOf, type Log } from "../log.ts";
import type { Handler } from "./replay.ts";

export type RetryOptions = {
  db: Kysely<Database>;
  log: Log;
  replay: Replay;
  /** Those whose types have one are tried by it alone. */
  handlers: ReadonlyMap<string, Handler>;
};

const EVERY_MS = 2_000;
const MOST_AT_ONCE = 20;

/** Returns what ends it, when what is being tried is done. */
export function retryPending(options: RetryOptions): () => Promise<void> {
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= retryDue(options, ending.signal).finally(() => {
      running = null;
    });
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    ending.abort();
    await running;
  };
}

// Whatever is left undone is due again when its claim has run out.
async function retryDue({ db, log, replay, handlers }: RetryOptions, signal: AbortSignal): Promise<void> {
  const claim = () => claimDue(db, MOST_AT_ONCE, [...handlers.keys()]);
  try {
    for (let due = await claim(); due.length > 0; due = await claim()) {
      await replay(due, signal);
      signal.throwIfAborted();
    }
  } catch (error) {
    if (!signal.aborted) log("warn", "pending deliveries were not retried", factsOf(error));
  }
}
