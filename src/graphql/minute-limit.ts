/** How often something may happen in a minute, for each key that it is counted by. Counted in this process alone. */
import { hash } from "node:crypto";
import { RateLimiterMemory } from "rate-limiter-flexible";

export type MinuteLimit = {
  /** Counts one, and gives the seconds to wait: 0 where it is within the limit. */
  count(key: string): Promise<number>;
  /** The seconds to wait as it stands, without counting: 0 where one more may be. */
  waitOf(key: string): Promise<number>;
};

const SECONDS = 60;
/** Keys that are counted each for itself; some megabytes. */
const MOST_KEYS = 20_000;
/** What all further keys are counted by, so that no number of addresses takes more memory or has a count of its own. */
const SHARED_KEYS = 16_384;

/** A limit of 0 is none. */
export function createMinuteLimit(limit: number, mostKeys = MOST_KEYS): MinuteLimit {
  if (limit === 0) return { count: async () => 0, waitOf: async () => 0 };
  const limiter = new RateLimiterMemory({ points: limit, duration: SECONDS });
  const known = knownKeys(mostKeys);
  return {
    async count(key) {
      const counted = known.countedAs(key);
      if (counted === key) known.remember(key);
      // A penalty is counted as a request is, and no refusal is thrown.
      const { consumedPoints, msBeforeNext } = await limiter.penalty(counted);
      return consumedPoints > limit ? secondsOf(msBeforeNext) : 0;
    },
    async waitOf(key) {
      const counted = await limiter.get(known.countedAs(key));
      return counted && counted.consumedPoints >= limit ? secondsOf(counted.msBeforeNext) : 0;
    },
  };
}

// A window that is just over is still there for a moment, with less than nothing left.
function secondsOf(milliseconds: number): number {
  return Math.max(0, Math.ceil(milliseconds / 1000));
}

// The limiter does not say how many keys it holds. Here they stand in the order in which they end, the first at first.
function knownKeys(most: number) {
  const endings = new Map<string, number>();
  const isKnown = (key: string, now: number) => (endings.get(key) ?? 0) > now;
  const forgetEnded = (now: number) => {
    for (const [key, end] of endings) {
      if (end > now) return;
      endings.delete(key);
    }
  };
  return {
    countedAs(key: string): string {
      const now = Date.now();
      if (endings.size >= most && !isKnown(key, now)) forgetEnded(now);
      return endings.size < most || isKnown(key, now) ? key : sharedKey(key);
    },
    remember(key: string): void {
      const now = Date.now();
      if (isKnown(key, now)) return;
      endings.delete(key);
      endings.set(key, now + SECONDS * 1000);
    },
  };
}

function sharedKey(key: string): string {
  return `shared ${hash("sha256", key, "buffer").readUInt32BE() % SHARED_KEYS}`;
}
