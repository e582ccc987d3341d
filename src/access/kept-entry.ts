/** An API key in memory, and who is to be told when it ends. */
import { alarm } from "./alarm.ts";
import { endOfKey, type KeyEnd } from "./key-end.ts";
import type { KeptKey } from "./read-keys.ts";

export type KeyWatch = { version: number; end: (why: KeyEnd) => void };

export class KeptEntry {
  readonly id: string;
  readonly #clock: () => number;
  readonly #watches = new Set<KeyWatch>();
  #kept: KeptKey | null = null;
  #doubts = 1;
  /** The doubts that the last reading laid to rest. */
  #settled = 0;
  /** Ends the wait for its expiry. */
  #silence: () => void = () => {};

  /** Doubted until it is read. */
  constructor(id: string, clock: () => number) {
    this.id = id;
    this.#clock = clock;
  }

  /** As it was last read; null where it is not there, or was not read yet. */
  get kept(): KeptKey | null {
    return this.#kept;
  }

  /** Whether it may have changed since it was read. */
  get isDoubted(): boolean {
    return this.#settled !== this.#doubts;
  }

  /** How often it was doubted: what was read before a doubt does not settle it. */
  get doubts(): number {
    return this.#doubts;
  }

  get isWatched(): boolean {
    return this.#watches.size > 0;
  }

  doubt(): void {
    this.#doubts += 1;
  }

  /** What was read when it had been doubted this often. */
  take(kept: KeptKey | null, doubts: number): void {
    this.#kept = kept;
    this.#settled = doubts;
    this.tell();
  }

  watch(watch: KeyWatch): () => void {
    this.#watches.add(watch);
    // Not before the caller has what ends the watch.
    queueMicrotask(() => this.tell());
    return () => {
      this.#watches.delete(watch);
      if (!this.isWatched) this.#silence();
    };
  }

  /** Tells those whose version of the key stands no more, once. */
  tell(): void {
    if (this.#settled === 0) return;
    for (const watch of this.#watches) {
      const why = endOfKey(this.#kept?.key ?? null, watch.version, this.#clock());
      if (why === null) continue;
      this.#watches.delete(watch);
      watch.end(why);
    }
    this.#awaitExpiry();
  }

  close(): void {
    this.#silence();
    this.#watches.clear();
  }

  #awaitExpiry(): void {
    this.#silence();
    const { expiresAt } = this.#kept?.key ?? {};
    if (this.isWatched && expiresAt)
      this.#silence = alarm(Date.parse(expiresAt), () => this.tell(), this.#clock);
  }
}
