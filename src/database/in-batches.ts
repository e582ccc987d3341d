/**
 * Reads what many ask for in one go, one reading after another: whoever asks while one runs is in the next, so that
 * each has an answer from after the question, and however many ask, they take one connection.
 */
export function inBatches<Key, Found>(
  read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Found>>,
): (key: Key) => Promise<Found | null> {
  let running: Promise<unknown> = Promise.resolve();
  let next: { keys: Set<Key>; found: Promise<ReadonlyMap<Key, Found>> } | null = null;

  function openNext() {
    const keys = new Set<Key>();
    const found = running.then(() => {
      next = null;
      return read([...keys]);
    });
    running = found.catch(() => undefined);
    return { keys, found };
  }

  return async (key) => {
    next ??= openNext();
    next.keys.add(key);
    return (await next.found).get(key) ?? null;
  };
}
