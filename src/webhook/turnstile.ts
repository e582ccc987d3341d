/**
 * Deliveries wait here before anything is worked out of them, where they come faster than they go. Only so many are
 * inside at once, and only so much is worked on in one turn of the event loop: the statements of a batch go to and fro
 * between turns, so that long turns would hold up those that are inside. What would wait too long is refused at once,
 * at the cost of next to nothing.
 */
import { TerrariumError } from "../errors.ts";

export type Turnstile = {
  /** Runs the work when its turn has come. Rejects with CANNOT_STORE_NOW where too much waits already. */
  pass<Value>(bytes: number, work: () => Promise<Value>): Promise<Value>;
  /** Why a delivery of so many bytes would be refused now; null where it would not. */
  whyRefused(bytes: number): string | null;
};

// Terra waits 8 s for an answer: where all had to wait longer, all would come again.
const LONGEST_WAIT_MS = 2_000;
// Two batches in flight, and the next one; and as many that wait. By the time alone a crowd that comes at once would
// all be let wait, since its first has not waited yet.
const MOST = { inside: 768, waiting: 768 };
// Short, since Node accepts one new connection in a turn, however many wait; but as long as all else takes, where that
// is longer: what is refused comes in any number, and would leave next to nothing to what is let in.
const TURN_MS = { least: 2, most: 20 };

type Waiting = { bytes: number; sinceMs: number; run: () => void };

/** So many bytes of bodies may be inside, and so many may wait; a larger body goes alone. */
export function openTurnstile(mostBytes: number, mostWaitingBytes = mostBytes): Turnstile {
  const waiting: Waiting[] = [];
  const inside = { count: 0, bytes: 0 };
  let [waitingBytes, spentMs, turnMs, turnIsDue] = [0, 0, TURN_MS.least, false];

  function whyRefused(bytes: number): string | null {
    const [first] = waiting;
    if (first === undefined) return null;
    const isFull = waiting.length >= MOST.waiting || waitingBytes + bytes > mostWaitingBytes;
    if (isFull) return "too many deliveries are waiting";
    const isLate = performance.now() - first.sinceMs > LONGEST_WAIT_MS;
    return isLate ? "those before it have been waiting for too long" : null;
  }

  async function pass<Value>(bytes: number, work: () => Promise<Value>): Promise<Value> {
    const why = whyRefused(bytes);
    if (why !== null) throw new TerrariumError("CANNOT_STORE_NOW", refusalOf(why));
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    waitingBytes += bytes;
    waiting.push({ bytes, sinceMs: performance.now(), run: () => void work().then(resolve, reject) });
    admit();
    return await promise.finally(() => {
      inside.count -= 1;
      inside.bytes -= bytes;
      if (waiting.length > 0) nextTurn();
    });
  }

  function admit(): void {
    for (let [first] = waiting; first !== undefined && fits(first); [first] = waiting) {
      if (spentMs < turnMs) letIn(first);
      nextTurn();
      if (spentMs >= turnMs) return;
    }
  }

  function letIn({ bytes, run }: Waiting): void {
    waiting.shift();
    waitingBytes -= bytes;
    inside.count += 1;
    inside.bytes += bytes;
    const started = performance.now();
    run();
    spentMs += performance.now() - started;
  }

  function fits({ bytes }: Waiting): boolean {
    return inside.count === 0 || (inside.count < MOST.inside && inside.bytes + bytes <= mostBytes);
  }

  function nextTurn(): void {
    if (turnIsDue) return;
    turnIsDue = true;
    const askedMs = performance.now();
    setImmediate(() => {
      const elseMs = performance.now() - askedMs;
      turnMs = Math.min(Math.max(elseMs, TURN_MS.least), TURN_MS.most);
      [turnIsDue, spentMs] = [false, 0];
      admit();
    });
  }

  return { pass, whyRefused };
}

/** What a delivery that is refused is told. */
export function refusalOf(why: string): string {
  return `The delivery was not stored, ${why}: send it again.`;
}
