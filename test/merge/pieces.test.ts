import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALL_TIME, joinPieces, type Piece, type PieceRules } from "../../src/merge/pieces.ts";

// Contents are readings: each has a time, and a piece holds those of its own stretch.
type Reading = { at: number; of: number };
type Readings = Piece<Reading[], number>;

const rules: PieceRules<Reading[], number> = {
  compare: (a, b) => a - b,
  cut: (piece, from, to) => piece.content.filter(({ at }) => from <= at && at < to),
};

const LAST = 24;

// A statement of version `version` about [from, to), with a reading at every whole hour of it.
function stated(version: number, from: number, length: number): Readings[] {
  const to = Math.min(LAST, from + length);
  const content = Array.from({ length: to - from }, (_, i) => ({ at: from + i, of: version }));
  return [{ from, to, version, content }];
}

const statements = fc.uniqueArray(
  fc.record({ version: fc.nat(50), from: fc.nat(LAST - 1), length: fc.integer({ min: 1, max: LAST }) }),
  { selector: ({ version }) => version, minLength: 1, maxLength: 8 },
);

function join(all: readonly (readonly Readings[])[]): Readings[] {
  return all.reduce<Readings[]>((a, b) => joinPieces(a, b, rules), []);
}

describe("joining the pieces of a section", () => {
  test("gives the same in any order, any grouping and any repetition", () => {
    fc.assert(
      fc.property(statements, fc.infiniteStream(fc.nat()), (all, random) => {
        const pieces = all.map(({ version, from, length }) => stated(version, from, length));
        const expected = join(pieces);
        const shuffled = [...pieces, ...pieces].sort(() => ((random.next().value ?? 0) % 2 ? 1 : -1));
        const split = (random.next().value ?? 0) % shuffled.length;
        const grouped = joinPieces(join(shuffled.slice(0, split)), join(shuffled.slice(split)), rules);
        expect(grouped).toEqual(expected);
        expect(joinPieces(expected, expected, rules)).toEqual(expected);
      }),
    );
  });

  test("shows at each hour the readings of the newest version whose window holds it", () => {
    fc.assert(
      fc.property(statements, (all) => {
        const joined = join(all.map(({ version, from, length }) => stated(version, from, length)));
        for (let hour = 0; hour < LAST; hour += 1) {
          const covering = all.filter(
            ({ from, length }) => from <= hour && hour < Math.min(LAST, from + length),
          );
          const newest = covering.length === 0 ? null : Math.max(...covering.map(({ version }) => version));
          const shown = joined.flatMap(({ content }) => content).filter(({ at }) => at === hour);
          expect(shown).toEqual(newest === null ? [] : [{ at: hour, of: newest }]);
        }
      }),
    );
  });

  test("keeps pieces sorted and apart", () => {
    fc.assert(
      fc.property(statements, (all) => {
        const joined = join(all.map(({ version, from, length }) => stated(version, from, length)));
        for (const [i, piece] of joined.entries()) {
          expect(piece.from).toBeLessThan(piece.to);
          expect(piece.from).toBeGreaterThanOrEqual(joined[i - 1]?.to ?? 0);
        }
      }),
    );
  });

  test("takes the newer of two that are for all time, whichever comes first", () => {
    const older = { ...ALL_TIME, version: 1, content: [] };
    const newer = { ...ALL_TIME, version: 2, content: [] };
    expect(joinPieces([older], [newer], rules)).toEqual([newer]);
    expect(joinPieces([newer], [older], rules)).toEqual([newer]);
  });
});
