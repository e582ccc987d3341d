/** Samples as they are stored, made into the series that clients read. Nothing that was sent is lost on the way. */
import { isoOf, readTime, type TerraTime } from "../terra/times.ts";
import type {
  NestedSeriesDefinition,
  SeriesColumnDefinition,
  SeriesDefinition,
  SeriesName,
} from "./series.ts";
import { type Column, type ColumnOf, instantsOf, type Samples } from "./series-codec.ts";
import type { Series, SeriesColumn } from "./series-view.ts";

/** The series that samples hold: their own, and the one inside each sample, where there is one. */
export function viewSeries(definition: SeriesDefinition, samples: Samples): Series[] {
  const { nested } = definition;
  const inner =
    nested && samples.columns.find((column) => column.kind === "rows" && column.name === nested.leaf);
  const outer = samples.columns.filter((column) => column !== inner);
  const own = view(definition, { ...samples, columns: outer });
  return nested && inner?.kind === "rows" ? [own, viewNested(definition, nested, inner)] : [own];
}

function viewNested(
  definition: SeriesDefinition,
  nested: NestedSeriesDefinition,
  inner: ColumnOf<"rows">,
): Series {
  const readings = inner.counts.flatMap((count, i) => new Array<number>(count ?? 0).fill(i));
  const series = view(
    { ...nested, cumulative: definition.cumulative },
    { length: readings.length, columns: inner.columns },
  );
  return {
    ...series,
    columns: [{ name: "reading", unit: null, numbers: readings, texts: null }, ...series.columns],
  };
}

type Shape = {
  name: SeriesName;
  cumulative: boolean;
  timeLeaf: string | null;
  columns: readonly SeriesColumnDefinition[];
};

function view({ name, cumulative, timeLeaf, columns }: Shape, samples: Samples): Series {
  const time = samples.columns.find((column) => column.kind === "time" && column.name === timeLeaf);
  const { start, offsets, odd } = time?.kind === "time" ? viewTimes(time) : NO_TIMES;
  const values = samples.columns.filter((column) => column !== time);
  return {
    name,
    cumulative,
    start,
    offsets,
    columns: [...values.flatMap((column) => viewColumn(column, columns)), ...odd],
  };
}

type Times = Pick<Series, "start" | "offsets"> & { odd: SeriesColumn[] };

const NO_TIMES: Times = { start: null, offsets: null, odd: [] };

function viewTimes(column: ColumnOf<"time">): Times {
  const instants = instantsOf(column);
  const first = firstReadable(column.texts);
  const offsets = instants.map((instant) =>
    instant === null || !first ? null : (instant - first.instantMicros) / 1e6,
  );
  const expressed = expressedBy(first);
  const texts = column.texts.map((text) => (text === null || expressed(text) ? null : text));
  const odd = texts.some((text) => text !== null)
    ? [{ name: column.name, unit: null, numbers: null, texts }]
    : [];
  return { start: first && isoOf(first), offsets, odd };
}

function firstReadable(texts: ColumnOf<"time">["texts"]): TerraTime | null {
  for (const text of texts) {
    const time = readTime(text);
    if (time) return time;
  }
  return null;
}

/** Tells the texts that say no more than an instant, with the same offset as the first, to the microsecond. */
function expressedBy(first: TerraTime | null): (text: string) => boolean {
  return (text) => {
    const time = readTime(text);
    return (
      time !== null &&
      time.offsetMinutes !== null &&
      time.offsetMinutes === first?.offsetMinutes &&
      isExact(text)
    );
  };
}

// Past microseconds the instant is cut; a date alone says less than its midnight.
function isExact(text: string): boolean {
  return text.length > 10 && !/\.\d{6}\d*[1-9]/.test(text);
}

function viewColumn(column: Column, definitions: readonly SeriesColumnDefinition[]): SeriesColumn[] {
  const definition = definitions.find(({ name }) => name === column.name);
  const { name } = column;
  const unit = definition?.unit ?? null;
  const codes = definition?.codes;
  switch (column.kind) {
    case "number": {
      const texts = codes ? column.numbers.map((number) => codes.nameOf(number)) : null;
      return [{ name, unit, numbers: column.numbers, texts }];
    }
    case "pair":
      return [0, 1].map((i) => ({
        name: `${name}[${i}]`,
        unit,
        numbers: column.pairs.map((pair) => pair?.[i] ?? null),
        texts: null,
      }));
    case "text":
    case "time":
      return [{ name, unit, numbers: null, texts: column.texts }];
    case "rows":
      return [{ name, unit, numbers: column.counts, texts: null }];
  }
}
