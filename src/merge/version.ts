/**
 * Versions of what Terra states, and their order (rule 1 of docs/rules.md): total, so that any two machines agree which
 * is the newer.
 */

export type Version = {
  /** The terraUserId it came for. Its rank in the chain is derived when compared, since links may come late. */
  terraUserId: string;
  /** Terra's clock in microseconds since the epoch; null where Terra gave none. */
  clockMicros: number | null;
  /** When we received it, in microseconds, and as which delivery: these decide only between versions without clocks. */
  arrivedMicros: number;
  deliveryId: string;
  /** Decides between equal clocks. */
  tie: Tie;
};

/** For dailies the steps, then the burned calories (null elsewhere), then a hash of what was stated. */
export type Tie = [steps: number | null, calories: number | null, hash: string];

/** Below every other: of a delete and a content of one clock, the content stays. */
export const LOWEST_TIE: Tie = [null, null, ""];

/** The rank of a terraUserId in its connection's chain: an id that came later in the chain ranks higher. */
export type RankOf = (terraUserId: string) => number;

/** Below zero where `a` is older than `b`, above where it is newer, zero where they state the same. */
export function compareVersions(a: Version, b: Version, rankOf: RankOf): number {
  return (
    rankOf(a.terraUserId) - rankOf(b.terraUserId) ||
    compareNullable(a.clockMicros, b.clockMicros) ||
    (a.clockMicros === null ? compareArrivals(a, b) : 0) ||
    compareTies(a.tie, b.tie)
  );
}

function compareArrivals(a: Version, b: Version): number {
  return a.arrivedMicros - b.arrivedMicros || compareTexts(a.deliveryId, b.deliveryId);
}

function compareTies([steps, calories, hash]: Tie, [otherSteps, otherCalories, otherHash]: Tie): number {
  return (
    compareNullable(steps, otherSteps) ||
    compareNullable(calories, otherCalories) ||
    compareTexts(hash, otherHash)
  );
}

// Nothing ranks below everything.
function compareNullable(a: number | null, b: number | null): number {
  return (a ?? Number.NEGATIVE_INFINITY) === (b ?? Number.NEGATIVE_INFINITY)
    ? 0
    : (a ?? Number.NEGATIVE_INFINITY) - (b ?? Number.NEGATIVE_INFINITY);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
