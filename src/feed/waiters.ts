/** Who waits for something newer than their cursor. One that is woken, stopped or let go leaves nothing behind. */
import { compareSeqs } from "./change.ts";

export class Waiters {
  readonly #waiting = new Set<{ after: string; settle(woken: boolean): void }>();
  #ended = false;

  get size(): number {
    return this.#waiting.size;
  }

  /** Resolves to true once the head is beyond `after`, to false when the signal says stop or the feed has ended. */
  wait(after: string, head: string, signal: AbortSignal): Promise<boolean> {
    if (this.#ended || signal.aborted) return Promise.resolve(false);
    if (compareSeqs(head, after) > 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiter = {
        after,
        settle: (woken: boolean) => {
          this.#waiting.delete(waiter);
          signal.removeEventListener("abort", stop);
          resolve(woken);
        },
      };
      const stop = () => waiter.settle(false);
      signal.addEventListener("abort", stop);
      this.#waiting.add(waiter);
    });
  }

  wake(head: string): void {
    for (const waiter of this.#waiting) {
      if (compareSeqs(head, waiter.after) > 0) waiter.settle(true);
    }
  }

  end(): void {
    this.#ended = true;
    for (const waiter of this.#waiting) waiter.settle(false);
  }
}
