/** Items of which the order does not count. */
export class InAnyOrder {
  readonly items: readonly unknown[];

  constructor(...items: unknown[]) {
    this.items = items;
  }

  toJSON(): unknown {
    return { inAnyOrder: this.items };
  }
}

/**
 * Whether what was found is what was wanted: a RegExp wants a text that it matches, a function says itself whether
 * it is content, an object wants each of its own members, lists and all else are the same.
 */
export function matches(found: unknown, wanted: unknown): boolean {
  if (wanted instanceof RegExp) return typeof found === "string" && wanted.test(found);
  if (typeof wanted === "function") return wanted(found) === true;
  if (wanted instanceof InAnyOrder) return Array.isArray(found) && matchesInAnyOrder(found, wanted.items);
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((item, index) => matches(found[index], item))
    );
  }
  if (!isObject(wanted)) return Object.is(found, wanted);
  return isObject(found) && Object.entries(wanted).every(([name, value]) => matches(found[name], value));
}

/** As text, for people: a RegExp and a function as they are written, in one line. */
export function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      part instanceof RegExp || typeof part === "function" ? String(part).replace(/\s+/g, " ") : part,
    ) ?? "nothing"
  );
}

function matchesInAnyOrder(found: readonly unknown[], wanted: readonly unknown[]): boolean {
  const left = [...found];
  const all = wanted.every((item) => {
    const place = left.findIndex((one) => matches(one, item));
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
  return all && left.length === 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
