/** The rules by which contents of records are joined: newer versions win, and lists and series are cut by time. */
import type { Piece, PieceRules } from "../merge/pieces.ts";
import { compareVersions, type RankOf, type Version } from "../merge/version.ts";
import type { Content } from "./content.ts";
import { pack } from "./decode-series.ts";
import { decodeSamples, instantsOf } from "./series-codec.ts";
import { selectRows } from "./series-slice.ts";

/** For statements of one delivery, whose versions are their places in `data`: the later element wins. */
export const laterElementWins: PieceRules<Content, number> = { compare: (a, b) => a - b, cut: cutContent };

export function newerVersionWins(rankOf: RankOf): PieceRules<Content, Version> {
  return { compare: (a, b) => compareVersions(a, b, rankOf), cut: cutContent };
}

/** The readings of a piece that lie in [from, to). One without a time of its own lies at the piece's start. */
export function cutContent(piece: Piece<Content, unknown>, from: number, to: number): Content {
  const { content } = piece;
  switch (content.kind) {
    case "values":
      return content;
    case "list": {
      const kept = placesIn(piece, content.times, from, to);
      return {
        kind: "list",
        items: kept.map((i) => content.items[i] ?? {}),
        times: kept.map((i) => content.times[i] ?? null),
      };
    }
    case "series":
      return cutSeries(piece, content, from, to);
  }
}

function cutSeries(
  piece: Piece<Content, unknown>,
  content: Content & { kind: "series" },
  from: number,
  to: number,
): Content {
  if (content.packed === null) throw new Error("a series was to be cut that was not read");
  const samples = decodeSamples(content.packed);
  const time = samples.columns.find((column) => column.kind === "time");
  const times = time ? instantsOf(time) : new Array<null>(samples.length).fill(null);
  return pack(selectRows(samples, placesIn(piece, times, from, to)));
}

function placesIn(
  piece: Piece<Content, unknown>,
  times: readonly (number | null)[],
  from: number,
  to: number,
): number[] {
  const at = (time: number | null) =>
    time !== null && piece.from <= time && time < piece.to ? time : piece.from;
  return [...times.keys()].filter((i) => {
    const place = at(times[i] ?? null);
    return from <= place && place < to;
  });
}
