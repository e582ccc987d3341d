/** PostgreSQL's errors, by what is to be done about them. */

/** Deadlock, serialization failure, a lock that was not to be waited for: the same again is likely to succeed. */
const WORTH_REPEATING = new Set(["40001", "40P01", "55P03"]);
/** Data exception, integrity violation, a limit exceeded: the same again would fail again. */
const DATA_CLASSES = new Set(["22", "23", "54"]);

/** Thrown where somebody else changed what was looked at: everything from the beginning, and it will fit. */
export class WorthRepeating extends Error {}

export function isWorthRepeating(error: unknown): boolean {
  return (
    error instanceof WorthRepeating || WORTH_REPEATING.has(stateOf(error) ?? "") || isOfOtherColumns(error)
  );
}

/** Whether a row was given as a text, and its table has other columns than it had: a later release added some. */
export function isOfOtherColumns(error: unknown): boolean {
  return error instanceof Error && "routine" in error && error.routine === "record_in";
}

/** Whether what was to be written is at fault, and not the database or the way to it. */
export function isDataError(error: unknown): boolean {
  const state = stateOf(error);
  if (state !== null) return DATA_CLASSES.has(state.slice(0, 2));
  return error instanceof TypeError || error instanceof RangeError || isAssertion(error);
}

function isAssertion(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_ASSERTION";
}

// Five characters; Node's own errors of the network have longer codes.
function stateOf(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && "severity" in (error as Error)
    ? code
    : null;
}
