import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChainLink, type ChainMember, chainOf } from "../../src/merge/chain.ts";

function link(from: string, to: string, clockMicros: number | null = null): ChainLink {
  return { from, to, clockMicros };
}

function inOrder(members: ChainMember[], links: ChainLink[]): string[] {
  const { ranks } = chainOf(members, links);
  return [...ranks].sort((a, b) => a[1] - b[1]).map(([id]) => id);
}

function members(ages: Record<string, number | null>): ChainMember[] {
  return Object.entries(ages).map(([id, createdMicros]) => ({ id, createdMicros }));
}

describe("a chain of ids", () => {
  test("follows its links, however they are told", () => {
    const all = members({ c: null, a: null, b: null });
    expect(inOrder(all, [link("b", "c"), link("a", "b")])).toEqual(["a", "b", "c"]);
  });

  test("without links is in the order in which the ids were made", () => {
    expect(inOrder(members({ c: 1, a: 3, b: 2 }), [])).toEqual(["c", "b", "a"]);
  });

  test("keeps an id of unknown age beside the one that it leads to", () => {
    expect(inOrder(members({ z: 1, a: null, b: 3 }), [link("a", "b")])).toEqual(["z", "a", "b"]);
  });

  test("believes a link rather than ages", () => {
    expect(inOrder(members({ a: 9, b: 1 }), [link("a", "b")])).toEqual(["a", "b"]);
  });

  test("refuses the link said last of those that close a circle", () => {
    const links = [link("a", "b", 1), link("b", "c", 2), link("c", "a", 3)];
    const { ranks, refused } = chainOf(members({ a: null, b: null, c: null }), links.toReversed());
    expect([...ranks.keys()]).toEqual(["a", "b", "c"]);
    expect(refused).toEqual([link("c", "a", 3)]);
  });

  test("is the same for the same set, in whatever order it is told", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e");
    const age = fc.option(fc.nat(3));
    const links = fc.array(
      fc.tuple(id, id, age).map(([from, to, clock]) => link(from, to, clock)),
      { maxLength: 8 },
    );
    const ages = fc.record({ a: age, b: age, c: age, d: age, e: age });
    fc.assert(
      fc.property(links, links, ages, fc.boolean(), (some, more, ages, turned) => {
        const told = [...some, ...more];
        const retold = turned ? told.toReversed() : [...more, ...some];
        expect(inOrder(members(ages).toReversed(), retold)).toEqual(inOrder(members(ages), told));
      }),
    );
  });

  test("grows without turning round, where each id has one before it and one behind", () => {
    const pieces = fc.tuple(
      fc.subarray([0, 1, 2, 3, 4], { minLength: 2 }),
      fc.subarray([0, 1, 2, 3]),
      fc.subarray([0, 1, 2, 3, 4]),
    );
    fc.assert(
      fc.property(pieces, ([, linked, known]) => {
        const id = (place: number) => String(9 - place);
        const ids = [0, 1, 2, 3, 4].map(id);
        const ages = members(Object.fromEntries(ids.map((one, place) => [one, place])));
        const some = linked.map((place) => link(id(place), id(place + 1)));
        const held = ages
          .map((one, place) => (known.includes(place) ? one : { ...one, createdMicros: null }))
          .filter(
            ({ id, createdMicros }) =>
              createdMicros !== null || some.some((l) => l.from === id || l.to === id),
          );
        // What no age and no piece with an age holds is another connection as yet.
        const connected = held.filter(({ id: one }) => reaches(one, held, some));
        const before = inOrder(connected, some);
        expect(before).toEqual(ids.filter((one) => before.includes(one)));
      }),
    );
  });
});

function reaches(id: string, held: ChainMember[], links: ChainLink[], seen = new Set<string>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  if (held.some((one) => one.id === id && one.createdMicros !== null)) return true;
  return links
    .filter((l) => l.from === id || l.to === id)
    .some((l) => reaches(l.from === id ? l.to : l.from, held, links, seen));
}
