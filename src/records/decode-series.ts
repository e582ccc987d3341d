/** A sample array of Terra's, as columns. Leaves that the series does not know come along as columns of their own. */
import { isPlainObject } from "../canonical-json.ts";
import { cleanText } from "../terra/clean-text.ts";
import type { Content, Values } from "./content.ts";
import { cleanJson, isFiniteNumber, isPair, textOf } from "./convert.ts";
import type { Notes } from "./notes.ts";
import type { SeriesColumnDefinition, SeriesDefinition } from "./series.ts";
import { type Column, encodeSamples, type Samples } from "./series-codec.ts";

/** More of them than any provider has are kept as JSON, in one column. */
const MOST_UNKNOWN = 100;

type Layout = {
  timeLeaf: string | null;
  columns: readonly SeriesColumnDefinition[];
  nested: { leaf: string; timeLeaf: string | null; columns: readonly SeriesColumnDefinition[] } | null;
};

/** The packed series, or null where it states nothing. */
export function decodeSeries(
  definition: SeriesDefinition,
  value: unknown,
  path: string,
  notes: Notes,
): Content | null {
  if (!Array.isArray(value)) {
    notes.add(path, "a list of samples", value);
    return null;
  }
  const samples = samplesOf(definition, rowsOf(value, path, notes), path, notes);
  return samples.columns.length === 0 ? null : pack(samples);
}

/** The content of a series that holds these samples. */
export function pack(samples: Samples): Content {
  const { packed, hash } = encodeSamples(samples);
  return { kind: "series", packed, hash: hash.toString("hex"), count: samples.length };
}

function rowsOf(value: readonly unknown[], path: string, notes: Notes): Values[] {
  const rows = value.filter((row) => row !== null && row !== undefined);
  const objects = rows.filter(isPlainObject);
  if (objects.length < rows.length)
    notes.say(`${path}: ${rows.length - objects.length} samples are no objects; left out`);
  return objects;
}

function samplesOf(layout: Layout, rows: readonly Values[], path: string, notes: Notes): Samples {
  const known = [
    ...(layout.timeLeaf ? [timeColumn(layout.timeLeaf, rows, path, notes)] : []),
    ...layout.columns.map((column) => knownColumn(column, rows, path, notes)),
    ...(layout.nested ? [nestedColumn(layout.nested, rows, path, notes)] : []),
  ];
  const columns = [...known, ...unknownColumns(layout, rows)].filter((column) => !isEmpty(column));
  return { length: rows.length, columns };
}

function timeColumn(name: string, rows: readonly Values[], path: string, notes: Notes): Column {
  const wanted = { path: `${path}[].${name}`, what: "a time", notes };
  return { name, kind: "time", texts: rows.map((row) => orNoted(row[name], textOf, wanted)) };
}

function knownColumn(
  column: SeriesColumnDefinition,
  rows: readonly Values[],
  path: string,
  notes: Notes,
): Column {
  const { name } = column;
  const wanted = { path: `${path}[].${name}`, what: `a ${column.kind}`, notes };
  switch (column.kind) {
    case "number":
      return { name, kind: "number", numbers: rows.map((row) => orNoted(row[name], numberOf, wanted)) };
    case "text":
      return { name, kind: "text", texts: rows.map((row) => orNoted(row[name], textOf, wanted)) };
    case "pair":
      return { name, kind: "pair", pairs: rows.map((row) => orNoted(row[name], pairOf, wanted)) };
  }
}

function nestedColumn(
  nested: NonNullable<Layout["nested"]>,
  rows: readonly Values[],
  path: string,
  notes: Notes,
): Column {
  const inner = `${path}[].${nested.leaf}`;
  const lists = rows.map((row) => {
    const list = row[nested.leaf];
    return Array.isArray(list) ? rowsOf(list, inner, notes) : null;
  });
  const samples = samplesOf(
    { ...nested, nested: null },
    lists.flatMap((list) => list ?? []),
    inner,
    notes,
  );
  return {
    name: nested.leaf,
    kind: "rows",
    counts: lists.map((list) => list?.length ?? null),
    columns: samples.columns,
  };
}

function unknownColumns(layout: Layout, rows: readonly Values[]): Column[] {
  const known = new Set([
    layout.timeLeaf,
    layout.nested?.leaf,
    ...layout.columns.map((column) => column.name),
  ]);
  const unknown = new Set<string>();
  for (const row of rows) for (const name in row) if (!known.has(name)) unknown.add(name);
  if (unknown.size > MOST_UNKNOWN) return [unknownLeaves(unknown, rows)];
  return [...unknown].map((name) => unknownColumn(name, rows));
}

// A sample each with names of its own would be a table of samples by samples.
function unknownLeaves(names: ReadonlySet<string>, rows: readonly Values[]): Column {
  const texts = rows.map((row) => {
    const leaves = Object.entries(row).filter(([name, value]) => names.has(name) && value !== null);
    return leaves.length === 0 ? null : JSON.stringify(cleanJson(Object.fromEntries(leaves)));
  });
  return { name: "extra", kind: "text", texts };
}

function unknownColumn(name: string, rows: readonly Values[]): Column {
  const values = rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null) ?? null);
  const allNumbers = values.every((value): value is number | null => value === null || isFiniteNumber(value));
  return allNumbers
    ? { name: cleanText(name), kind: "number", numbers: values }
    : { name: cleanText(name), kind: "text", texts: values.map(textOfAny) };
}

function textOfAny(value: unknown): string | null {
  if (value === null) return null;
  return typeof value === "string" ? cleanText(value) : JSON.stringify(cleanJson(value));
}

function orNoted<Value>(
  value: unknown,
  read: (value: unknown) => Value | null,
  wanted: { path: string; what: string; notes: Notes },
): Value | null {
  if (value === null || value === undefined) return null;
  const read_ = read(value);
  if (read_ === null) wanted.notes.add(wanted.path, wanted.what, value);
  return read_;
}

function numberOf(value: unknown): number | null {
  return isFiniteNumber(value) ? value : null;
}

function pairOf(value: unknown): [number | null, number | null] | null {
  return isPair(value) ? value : null;
}

function isEmpty(column: Column): boolean {
  switch (column.kind) {
    case "number":
      return column.numbers.every((value) => value === null);
    case "pair":
      return column.pairs.every((value) => value === null);
    case "rows":
      return column.columns.length === 0;
    default:
      return column.texts.every((value) => value === null);
  }
}
