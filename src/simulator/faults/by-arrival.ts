type Arriving<Item> = { emittedAt: number; arriving: readonly Item[] };

/** What is emitted in order, in the order in which it arrives: never before it is emitted, and only so much is held. */
export function* byArrival<Item extends { arrivesAt: number }>(
  emitted: Iterable<Arriving<Item>>,
): Generator<Item> {
  const waiting: Item[] = [];
  for (const { emittedAt, arriving } of emitted) {
    for (const item of arriving) waiting.splice(placeOf(item, waiting), 0, item);
    // Whatever is emitted from here on arrives later.
    for (let [next] = waiting; next && next.arrivesAt <= emittedAt; [next] = waiting) {
      yield next;
      waiting.shift();
    }
  }
  yield* waiting;
}

// Behind all that arrive at the same time.
function placeOf({ arrivesAt }: { arrivesAt: number }, waiting: readonly { arrivesAt: number }[]): number {
  let [low, high] = [0, waiting.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((waiting[middle]?.arrivesAt ?? 0) <= arrivesAt) low = middle + 1;
    else high = middle;
  }
  return low;
}
