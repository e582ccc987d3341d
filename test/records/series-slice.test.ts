import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Samples } from "../../src/records/series-codec.ts";
import { concatSamples, selectRows } from "../../src/records/series-slice.ts";
import { arbitrarySamples } from "./arbitrary-samples.ts";

const ecg: Samples = {
  length: 3,
  columns: [
    { name: "avg_hr_bpm", kind: "number", numbers: [60, null, 62] },
    {
      name: "raw_signal",
      kind: "rows",
      counts: [2, null, 1],
      columns: [{ name: "potential_mV", kind: "number", numbers: [0.1, 0.2, 0.3] }],
    },
  ],
};

describe("selectRows", () => {
  test("keeps the rows it is given, in that order, with the nested rows that are theirs", () => {
    expect(selectRows(ecg, [2, 0])).toStrictEqual({
      length: 2,
      columns: [
        { name: "avg_hr_bpm", kind: "number", numbers: [62, 60] },
        {
          name: "raw_signal",
          kind: "rows",
          counts: [1, 2],
          columns: [{ name: "potential_mV", kind: "number", numbers: [0.3, 0.1, 0.2] }],
        },
      ],
    });
  });

  test("changes nothing when it is given all rows", () => {
    fc.assert(
      fc.property(arbitrarySamples(), (samples) => {
        expect(selectRows(samples, rowsOf(samples))).toStrictEqual(samples);
      }),
    );
  });

  test("of a selection is one selection", () => {
    fc.assert(
      fc.property(
        arbitrarySamples(),
        fc.func(fc.boolean()),
        fc.func(fc.boolean()),
        (samples, first, second) => {
          const outer = rowsOf(samples).filter(first);
          const inner = [...outer.keys()].filter(second);
          const both = inner.map((place) => outer[place] ?? -1);
          expect(selectRows(selectRows(samples, outer), inner)).toStrictEqual(selectRows(samples, both));
        },
      ),
    );
  });

  test("refuses a row that is not there", () => {
    expect(() => selectRows(ecg, [3])).toThrow("row 3 is not among the 3 of the series");
  });
});

describe("concatSamples", () => {
  test("of a partition in order is the whole", () => {
    fc.assert(
      fc.property(arbitrarySamples(), fc.array(fc.nat(300), { maxLength: 4 }), (samples, cuts) => {
        const edges = [0, ...cuts.map((cut) => Math.min(cut, samples.length)), samples.length].sort(
          (a, b) => a - b,
        );
        const parts = edges
          .slice(1)
          .map((end, i) => selectRows(samples, rowsOf(samples).slice(edges[i], end)));
        expect(concatSamples(parts)).toStrictEqual(samples);
      }),
    );
  });

  test("may be done in any grouping", () => {
    fc.assert(
      fc.property(arbitrarySamples(), arbitrarySamples(), arbitrarySamples(), (one, two, three) => {
        const whole = concatSamples([one, two, three]);
        expect(concatSamples([concatSamples([one, two]), three])).toStrictEqual(whole);
        expect(concatSamples([one, concatSamples([two, three])])).toStrictEqual(whole);
      }),
    );
  });

  test("leaves null what a part lacks, nested rows too", () => {
    const plain: Samples = { length: 1, columns: [{ name: "note", kind: "text", texts: ["rest"] }] };
    expect(concatSamples([plain, selectRows(ecg, [0])])).toStrictEqual({
      length: 2,
      columns: [
        { name: "note", kind: "text", texts: ["rest", null] },
        { name: "avg_hr_bpm", kind: "number", numbers: [null, 60] },
        {
          name: "raw_signal",
          kind: "rows",
          counts: [null, 2],
          columns: [{ name: "potential_mV", kind: "number", numbers: [0.1, 0.2] }],
        },
      ],
    });
  });

  test("keeps columns of one name and two kinds apart", () => {
    const numbers: Samples = { length: 1, columns: [{ name: "level", kind: "number", numbers: [3] }] };
    const texts: Samples = { length: 1, columns: [{ name: "level", kind: "text", texts: ["deep"] }] };
    expect(concatSamples([numbers, texts])).toStrictEqual({
      length: 2,
      columns: [
        { name: "level", kind: "number", numbers: [3, null] },
        { name: "level", kind: "text", texts: [null, "deep"] },
      ],
    });
  });

  test("of nothing is nothing", () => {
    expect(concatSamples([])).toStrictEqual({ length: 0, columns: [] });
  });
});

function rowsOf({ length }: Samples): number[] {
  return [...Array(length).keys()];
}
