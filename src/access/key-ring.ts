/**
 * The API keys that were asked with, in memory, on each instance. The database tells of every change at its commit; what
 * it told of is read again before anything more is said of that key. While it cannot be heard, nothing is believed.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import { inBatches } from "../database/in-batches.ts";
import type { Listener } from "../database/listener.ts";
import { factsOf, type Log } from "../log.ts";
import type { ApiKey } from "./api-key.ts";
import { KeptEntry } from "./kept-entry.ts";
import { endOfKey, type KeyEnd } from "./key-end.ts";
import { hashOfKey, isKeyText } from "./key-text.ts";
import { openKeyUses } from "./key-uses.ts";
import { type KeptKey, readKeysByHash, readKeysById } from "./read-keys.ts";

export type KeyRing = AsyncDisposable & {
  /** The key with this text, whether it may still be used or not; null where there is none. */
  find(text: string): Promise<ApiKey | null>;
  /** The same by the key's id. */
  get(id: string): Promise<ApiKey | null>;
  /** Whether a key may still be used as it was in this version, by all that was committed before it was asked. */
  stands(id: string, version: number): Promise<boolean>;
  /** Tells once why it does not stand any more, before `stands` says so; the function that it gives ends the watch. */
  watch(id: string, version: number, end: (why: KeyEnd) => void): () => void;
  /** What is said of the key from now on is read after this: for whoever changed it, before the database tells of it. */
  changed(id: string): void;
  /** Notes that something was asked with the key. */
  used(id: string): void;
  close(): Promise<void>;
};

export type KeyRingOptions = {
  /** Where keys are written. */
  db: Kysely<Database>;
  listener: Listener;
  log: Log;
  clock?: () => number;
};

/** Where the triggers of `api_keys` tell a key's id; without one, of all keys. */
const CHANNEL = "terrarium_keys";
const RETRY_MS = 1_000;

/** Rejects where the database cannot be listened to. Whoever listens after this is told after it. */
export async function openKeyRing({ db, listener, log, clock = Date.now }: KeyRingOptions): Promise<KeyRing> {
  const entries = new Map<string, KeptEntry>();
  const idsByHash = new Map<string, string>();
  const closing = new AbortController();
  let timesHeard = 0;
  let isSettling = false;
  let isFailing = false;

  const byHash = inBatches((hashes: readonly string[]) => readKeysByHash(db, hashes));
  const readAgain = inBatches(async (ids: readonly string[]) => {
    const asked = ids.map((id) => ({ entry: entryOf(id), doubts: entryOf(id).doubts }));
    const found = await readKeysById(db, ids);
    for (const { entry, doubts } of asked) take(entry, found.get(entry.id) ?? null, doubts);
    return found;
  });

  await listener.listen(CHANNEL, {
    hear: (id) => doubt(id === "" ? [...entries.values()] : [entries.get(id)]),
    miss: () => doubt([...entries.values()]),
  });
  const uses = openKeyUses({ db, log, clock });

  function entryOf(id: string): KeptEntry {
    const entry = entries.get(id) ?? new KeptEntry(id, clock);
    entries.set(id, entry);
    return entry;
  }

  function doubt(doubted: readonly (KeptEntry | undefined)[]): void {
    timesHeard += 1;
    for (const entry of doubted) entry?.doubt();
    void settle();
  }

  function take(entry: KeptEntry, kept: KeptKey | null, doubts: number): void {
    if (entry.kept !== null) idsByHash.delete(entry.kept.hash);
    if (kept !== null) idsByHash.set(kept.hash, entry.id);
    entry.take(kept, doubts);
    if (kept === null && !entry.isWatched) entries.delete(entry.id);
  }

  // Watches are told even where nobody asks.
  async function settle(): Promise<void> {
    if (isSettling) return;
    isSettling = true;
    const doubted = () => [...entries.values()].filter(({ isDoubted }) => isDoubted);
    while (!closing.signal.aborted && doubted().length > 0) {
      try {
        await Promise.all(doubted().map(({ id }) => readAgain(id)));
        if (isFailing) log("info", "API keys can be read again");
        isFailing = false;
      } catch (error) {
        if (!isFailing) log("warn", "API keys cannot be read, trying again", factsOf(error));
        isFailing = true;
        const { signal } = closing;
        await sleep(RETRY_MS, undefined, { signal, ref: false }).catch(() => {});
      }
    }
    isSettling = false;
  }

  async function certain(entry: KeptEntry): Promise<KeptKey | null> {
    return entry.isDoubted || !listener.isConnected() ? await readAgain(entry.id) : entry.kept;
  }

  async function lookUp(hash: string): Promise<ApiKey | null> {
    const heardBefore = timesHeard;
    let kept = await byHash(hash);
    if (kept === null) return null;
    const entry = entryOf(kept.key.id);
    // What was told of meanwhile may have come after the row was read, and before there was an entry to doubt.
    if (timesHeard !== heardBefore) kept = await certain(entry);
    else take(entry, kept, entry.doubts);
    return kept?.hash === hash ? kept.key : null;
  }

  async function close(): Promise<void> {
    closing.abort();
    for (const entry of entries.values()) entry.close();
    await uses.close();
  }

  return {
    async find(text) {
      if (!isKeyText(text)) return null;
      const hash = hashOfKey(text).toString("hex");
      const known = entries.get(idsByHash.get(hash) ?? "");
      const kept = known ? await certain(known) : null;
      return kept?.hash === hash ? kept.key : await lookUp(hash);
    },
    get: async (id) => (await certain(entryOf(id)))?.key ?? null,
    async stands(id, version) {
      // Read each time, for all who ask at once: news of a change may come later than what was committed after it.
      const entry = entryOf(id);
      const end = endOfKey((await readAgain(id))?.key ?? null, version, clock());
      if (end !== null) entry.tell();
      return end === null;
    },
    watch(id, version, end) {
      const entry = entryOf(id);
      const leave = entry.watch({ version, end });
      if (entry.isDoubted) void settle();
      return leave;
    },
    changed: (id) => doubt([entries.get(id)]),
    used: uses.note,
    close,
    [Symbol.asyncDispose]: close,
  };
}
