import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALL_TIME, type PieceRules } from "../../src/merge/pieces.ts";
import { isDeleted, joinStates, type RecordState } from "../../src/merge/record-state.ts";

const rules: PieceRules<string, number> = { compare: (a, b) => a - b, cut: ({ content }) => content };
type State = RecordState<string, number>;
type Said = { version: number; deletes: boolean; sections: string[] };

// A body may delete a record and then state it again: its tombstone lies just below what it states.
function state({ version, deletes, sections }: Said): State {
  const tombstone = deletes ? version - 0.5 : null;
  if (tombstone !== null && sections.length === 0) return { version: tombstone, sections: {}, tombstone };
  const pieces = (section: string) => [{ ...ALL_TIME, version, content: `${section} of ${version}` }];
  return { version, sections: Object.fromEntries(sections.map((name) => [name, pieces(name)])), tombstone };
}

const said: fc.Arbitrary<Said> = fc
  .record({
    version: fc.nat(30),
    deletes: fc.boolean(),
    sections: fc.subarray(["metadata", "steps", "sleep"]),
  })
  .filter(({ deletes, sections }) => deletes || sections.length > 0);

const history = fc.uniqueArray(said, { selector: ({ version }) => version, minLength: 1, maxLength: 8 });

function join(states: readonly State[]): State {
  return states.reduce((a, b) => joinStates(a, b, rules));
}

describe("what is known of a record", () => {
  test("is the same for any order, any grouping and any repetition of what was stated and deleted", () => {
    const told = history.chain((all) =>
      fc.record({
        all: fc.constant(all),
        order: fc.shuffledSubarray([...all.keys(), ...all.keys()], { minLength: all.length * 2 }),
        split: fc.nat(all.length * 2 - 2),
      }),
    );
    fc.assert(
      fc.property(told, ({ all, order, split }) => {
        const states = all.map(state);
        const expected = join(states);
        const again = order.map((place) => states[place] as State);
        const [one, other] = [again.slice(0, split + 1), again.slice(split + 1)];
        expect(join([join(one), join(other)])).toEqual(expected);
        expect(join([join(other), join(one)])).toEqual(expected);
        expect(join([expected, expected])).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test("shows of each section the newest that was stated later than the newest delete", () => {
    fc.assert(
      fc.property(history, (all) => {
        const tombstone = Math.max(
          ...all.filter(({ deletes }) => deletes).map(({ version }) => version - 0.5),
        );
        const shown = join(all.map(state)).sections;
        for (const name of ["metadata", "steps", "sleep"]) {
          const stating = all.filter(
            ({ version, sections }) => version > tombstone && sections.includes(name),
          );
          const newest = Math.max(...stating.map(({ version }) => version));
          expect(shown[name]?.map(({ content }) => content)).toEqual(
            stating.length > 0 ? [`${name} of ${newest}`] : undefined,
          );
        }
      }),
    );
  });

  test("is deleted while nothing but deletes was stated later", () => {
    const content = { deletes: false, sections: ["steps"] };
    const gone = { deletes: true, sections: [] };
    const told = (...all: [number, Omit<Said, "version">][]) =>
      isDeleted(join(all.map(([version, one]) => state({ version, ...one }))));
    expect(told([1, content], [2, gone])).toBe(true);
    expect(told([2, gone], [1, content])).toBe(true);
    expect(told([2, gone], [3, content])).toBe(false);
    expect(told([2, gone], [4, gone], [3, content])).toBe(true);
    expect(told([1, content])).toBe(false);
  });
});
