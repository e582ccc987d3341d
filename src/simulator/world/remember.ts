const MOST_DATES = 2 ** 20;

/**
 * A function that remembers its last results: a day is asked for by each of its deliveries and by its neighbours.
 * What is forgotten is worked out again, to the same result. `most` bounds them over all owners together.
 */
export function remember<Owner extends object, Result>(
  most: number,
  make: (owner: Owner, date: number) => Result,
): (owner: Owner, date: number) => Result {
  const numbers = new WeakMap<Owner, number>();
  const known = new Map<number, Result>();
  let owners = 0;
  return (owner, date) => {
    const number = numbers.get(owner) ?? ++owners;
    numbers.set(owner, number);
    const key = number * MOST_DATES + date;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(owner, date);
    known.set(key, made);
    if (known.size > most) known.delete(known.keys().next().value ?? key);
    return made;
  };
}
