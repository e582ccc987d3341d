/**
 * An iterator whose return() ends a wait at once. A generator's own return() would queue behind the pending next(),
 * and so a subscriber that leaves would be held until the next event.
 */
export function stoppable<Item>(
  generate: (signal: AbortSignal) => AsyncGenerator<Item, void>,
  signal?: AbortSignal,
): AsyncIterableIterator<Item, void> {
  const stop = new AbortController();
  const items = generate(signal ? AbortSignal.any([signal, stop.signal]) : stop.signal);
  return {
    next: () => items.next(),
    return() {
      stop.abort();
      return items.return();
    },
    throw(error) {
      stop.abort();
      return items.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
