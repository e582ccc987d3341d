/** How many of something there may be at once, for each that holds them. */
export type Quota = {
  /** Takes one; the function that it gives gives it back, once however often it is called. @throws what `refusal` makes */
  take(holder: string): () => void;
};

export function createQuota(limit: number, refusal: () => Error): Quota {
  const held = new Map<string, number>();
  const giveBack = (holder: string) => {
    const left = (held.get(holder) ?? 0) - 1;
    if (left > 0) held.set(holder, left);
    else held.delete(holder);
  };
  return {
    take(holder) {
      const taken = held.get(holder) ?? 0;
      if (taken >= limit) throw refusal();
      held.set(holder, taken + 1);
      let isHeld = true;
      return () => {
        if (isHeld) giveBack(holder);
        isHeld = false;
      };
    },
  };
}
