/** A signal so soon after the first is the same wish: npm hands on to us what the terminal sent us already. */
const sameWishMs = 200;

/** Aborted, with the signal's name, when a signal asks for the end: what is under way is finished. A second one ends at once. */
export function endOnSignals(): AbortController {
  const end = new AbortController();
  let askedAt: number | null = null;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (askedAt !== null && performance.now() - askedAt > sameWishMs) process.exit(130);
      askedAt ??= performance.now();
      end.abort(signal);
    });
  }
  return end;
}
