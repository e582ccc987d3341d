/** Samples cut and put together, row by row. */
import type { Column, ColumnOf, Samples } from "./series-codec.ts";

/** The rows of these indices, in this order, with the nested rows that are theirs. */
export function selectRows(samples: Samples, rows: readonly number[]): Samples {
  for (const row of rows) {
    if (!Number.isInteger(row) || row < 0 || row >= samples.length)
      throw new RangeError(`row ${row} is not among the ${samples.length} of the series`);
  }
  return { length: rows.length, columns: samples.columns.map((column) => selectFrom(column, rows)) };
}

/**
 * The rows of all parts, one part after the other. Columns are one when they have both name and kind in common;
 * where a part lacks one, its rows are null there.
 */
export function concatSamples(parts: readonly Samples[]): Samples {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const first = new Map<string, Column>();
  for (const column of parts.flatMap((part) => part.columns)) {
    const key = `${column.kind} ${column.name}`;
    if (!first.has(key)) first.set(key, column);
  }
  return { length, columns: [...first.values()].map(({ name, kind }) => concatColumn(name, kind, parts)) };
}

function selectFrom(column: Column, rows: readonly number[]): Column {
  const { name, kind } = column;
  switch (kind) {
    case "time":
    case "text":
      return { name, kind, texts: pick(column.texts, rows) };
    case "number":
      return { name, kind, numbers: pick(column.numbers, rows) };
    case "pair":
      return { name, kind, pairs: pick(column.pairs, rows) };
    case "rows":
      return selectFromRows(column, rows);
  }
}

function selectFromRows({ name, kind, counts, columns }: ColumnOf<"rows">, rows: readonly number[]): Column {
  const starts: number[] = [];
  let length = 0;
  for (const count of counts) {
    starts.push(length);
    length += count ?? 0;
  }
  const nested = rows.flatMap((row) =>
    Array.from({ length: counts[row] ?? 0 }, (_, i) => (starts[row] ?? 0) + i),
  );
  return { name, kind, counts: pick(counts, rows), columns: selectRows({ length, columns }, nested).columns };
}

function pick<T>(values: readonly (T | null)[], rows: readonly number[]): (T | null)[] {
  return rows.map((row) => values[row] ?? null);
}

function concatColumn(name: string, kind: Column["kind"], parts: readonly Samples[]): Column {
  switch (kind) {
    case "time":
    case "text":
      return { name, kind, texts: join(parts, (part) => find(part, name, kind)?.texts) };
    case "number":
      return { name, kind, numbers: join(parts, (part) => find(part, name, kind)?.numbers) };
    case "pair":
      return { name, kind, pairs: join(parts, (part) => find(part, name, kind)?.pairs) };
    case "rows": {
      const counts = join(parts, (part) => find(part, name, kind)?.counts);
      const nested = parts.map((part) => nestedOf(find(part, name, kind)));
      return { name, kind, counts, columns: concatSamples(nested).columns };
    }
  }
}

function join<T>(
  parts: readonly Samples[],
  valuesOf: (part: Samples) => (T | null)[] | undefined,
): (T | null)[] {
  return parts.flatMap((part) => valuesOf(part) ?? Array.from({ length: part.length }, () => null));
}

function find<K extends Column["kind"]>(part: Samples, name: string, kind: K): ColumnOf<K> | undefined {
  return part.columns.find((column): column is ColumnOf<K> => column.kind === kind && column.name === name);
}

function nestedOf(column: ColumnOf<"rows"> | undefined): Samples {
  const length = column?.counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) ?? 0;
  return { length, columns: column?.columns ?? [] };
}
