/**
 * Fetches the payloads that deliveries point at: at once when one is stored, again after a pause where it could not
 * be had, and those that another gateway left behind. Which are due is known by the database alone.
 */
import type { DeliveryKey } from "../deliveries/stored-delivery.ts";
import { factsOf, type Log } from "../log.ts";
import { type DownloadOptions, openDownloader } from "./download.ts";
import { Closing, type FetchOptions, fetchPayload } from "./fetch-payload.ts";
import { type Attempt, claimDue, giveBack, renew } from "./payload-deliveries.ts";

export type Fetcher = {
  /** A delivery was stored whose payload is to be fetched. */
  wake(): void;
  /** Fetches one that waits; resolves when that has succeeded or not. */
  fetch(key: DeliveryKey): Promise<void>;
  /** Breaks off what is under way, for another gateway or the next start to take up. */
  close(): Promise<void>;
};

export type FetcherOptions = Omit<FetchOptions, "downloader" | "closing"> &
  Omit<DownloadOptions, "maxBytes"> & {
    maxBodyBytes: number;
    /** Bytes of payloads that may be in memory at once. */
    queueBytes: number;
    log: Log;
    /** Told how each attempt ended. */
    attempted: (state: Attempt["state"]) => void;
  };

const MOST_AT_ONCE = 16;
const POLL_MS = 5_000;
/** Renewed at every poll: what a killed gateway had claimed waits no longer than this for another. */
const LEASE_MS = 15_000;
/** Of one download. */
const LONGEST_MS = 30_000;

export function openFetcher(options: FetcherOptions): Fetcher {
  const { db, log, maxBodyBytes, queueBytes, attempted } = options;
  const downloader = openDownloader({ ...options, maxBytes: maxBodyBytes });
  const closing = new AbortController();
  const running = new Map<string, { key: DeliveryKey; attempt: Promise<void> }>();
  let held = 0;
  let claiming: Promise<void> | null = null;
  let isAskedAgain = false;

  function wake(): void {
    if (closing.signal.aborted) return;
    isAskedAgain = true;
    claiming ??= claim().finally(() => {
      claiming = null;
      if (isAskedAgain) wake();
    });
  }

  // Where all are busy, the next to be done asks again.
  async function claim(): Promise<void> {
    isAskedAgain = false;
    const most = MOST_AT_ONCE - running.size;
    if (most <= 0) return;
    try {
      for (const key of await claimDue(db, { most, leaseMs: LEASE_MS })) run(key);
    } catch (error) {
      log("warn", "payloads that are due were not found; they are looked for again", factsOf(error));
    }
  }

  function run(key: DeliveryKey): void {
    // The database may have been away for longer than the lease, and what was fetched meanwhile waits to be stored.
    if (running.has(key.id)) return;
    const attempt = fetch(key).finally(() => {
      running.delete(key.id);
      wake();
    });
    running.set(key.id, { key, attempt });
  }

  async function fetch(key: DeliveryKey): Promise<void> {
    let own = 0;
    const hold = (bytes: number) => {
      if (held > own && held + bytes > queueBytes) return false;
      own += bytes;
      held += bytes;
      return true;
    };
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(LONGEST_MS)]);
    try {
      const attempt = await fetchPayload({ ...options, downloader, closing: closing.signal }, key, {
        signal,
        hold,
      });
      if (attempt) tell(key, attempt);
    } catch (error) {
      // Where it is not given back either, whoever comes after the lease takes it.
      if (error instanceof Closing) await giveBack(db, key).catch(() => undefined);
      else log("error", "what became of a payload was not stored", { delivery: key.id, ...factsOf(error) });
    } finally {
      held -= own;
    }
  }

  function tell(key: DeliveryKey, { state, againInMs }: Attempt): void {
    attempted(state);
    if (againInMs !== undefined) setTimeout(wake, againInMs + 1).unref();
    if (state === "PENDING")
      log("info", "a payload was not fetched; it is tried again", { delivery: key.id });
    if (state === "FAILED") log("warn", "a payload was not fetched", { delivery: key.id });
  }

  // Where it fails, another may fetch the same: the payload is told from its copy then.
  function poll(): void {
    const keys = [...running.values()].map(({ key }) => key);
    void renew(db, keys, LEASE_MS).catch(() => undefined);
    wake();
  }

  const polling = setInterval(poll, POLL_MS);
  polling.unref();
  wake();

  async function close(): Promise<void> {
    clearInterval(polling);
    closing.abort(new Closing());
    await claiming;
    await Promise.all([...running.values()].map(({ attempt }) => attempt));
    downloader.close();
  }

  return { wake, fetch, close };
}
