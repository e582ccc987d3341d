// Made by `npm run codegen` from the schema and its operations. Do not edit.
/** The longest wait between two tries, and the longest that a gateway may ask for. */
export const LONGEST_WAIT_MS = 30_000;

/** How long to wait after so many tries in a row: doubled each time, and never the same for two clients. */
export function backoffMs(tries: number): number {
  return Math.min(LONGEST_WAIT_MS, 250 * 2 ** tries) * (0.5 + Math.random() / 2);
}

/** Resolves after the time, or at once when the signal says stop. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });
}
