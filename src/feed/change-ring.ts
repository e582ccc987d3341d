/** The newest changes in memory: bounded, without a gap from its floor to the head of the feed. */

import { type Change, compareSeqs } from "./change.ts";
import { type ChangeFilter, passes } from "./change-filter.ts";

/** Some changes behind a cursor, and how far the feed was looked through for them: where to go on. */
export type FeedPage = { changes: Change[]; position: string };

export class ChangeRing {
  readonly #size: number;
  #changes: Change[] = [];
  #floor: string;
  #head: string;

  constructor(head: string, size: number) {
    this.#floor = head;
    this.#head = head;
    this.#size = size;
  }

  /** The `seq` of the newest change that was read. */
  get head(): string {
    return this.#head;
  }

  get length(): number {
    return this.#changes.length;
  }

  /** Adds what follows the head, in order, and drops the oldest where there are too many. */
  push(changes: readonly Change[]): void {
    this.#changes.push(...changes);
    this.#head = this.#changes.at(-1)?.seq ?? this.#head;
    const dropped = this.#changes.splice(0, Math.max(0, this.#changes.length - this.#size));
    this.#floor = dropped.at(-1)?.seq ?? this.#floor;
  }

  /** Whether every change behind this one is here. */
  covers(after: string): boolean {
    return compareSeqs(after, this.#floor) >= 0;
  }

  read(after: string, filter: ChangeFilter, limit: number): FeedPage {
    const changes: Change[] = [];
    for (let i = this.#firstBehind(after); i < this.#changes.length && changes.length < limit; i++) {
      const change = this.#changes[i];
      if (change && passes(filter, change)) changes.push(change);
    }
    return {
      changes,
      position: pageEnd(changes, limit, compareSeqs(after, this.#head) > 0 ? after : this.#head),
    };
  }

  #firstBehind(after: string): number {
    let [low, high] = [0, this.#changes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareSeqs(this.#changes[middle]?.seq ?? after, after) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** A full page ends at its last change; one with room to spare, where the search for more ended. */
export function pageEnd(changes: readonly Change[], limit: number, searched: string): string {
  return changes.length < limit ? searched : (changes.at(-1)?.seq ?? searched);
}
