/** A sample array of Terra's, as columns. Leaves that the series does not know come along as columns of their own. */
import { cleanText } from "../terra/clean-text.ts";
import { isPlainObject } from "../terra/sent-values.ts";
import type { Content, Values } from "./content.ts";
import { cleanJson, isFiniteNumber, isPair, textOf } from "./convert.ts";
import type { Notes } from "./notes.ts";
import { samplesOfScan } from "./samples-of-scan.ts";
import { ScannedSamples } from "./scan-samples.ts";
import type { SeriesColumnDefinition, SeriesDefinition } from "./series.ts";
import { type Column, encodeSamples, type Samples } from "./series-codec.ts";
import { timesFrom } from "./series-times.ts";

/** More of them than any provider has are kept as JSON, in one column. */
const MOST_UNKNOWN = 100;

/** What a leaf should be, to be noted where it is something else. */
type Wanted = { path: string; what: string; notes: Notes };

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
  if (value instanceof ScannedSamples) {
    const samples = samplesOfScan(definition, value);
    return samples ? packed(samples) : decodeSeries(definition, value.rows(), path, notes);
  }
  if (!Array.isArray(value)) {
    notes.add(path, "a list of samples", value);
    return null;
  }
  return packed(samplesOf(definition, rowsOf(value, path, notes), path, notes));
}

function packed(samples: Samples): Content | null {
  return samples.columns.length === 0 ? null : pack(samples);
}

/** The content of a series that holds these samples. */
export function pack(samples: Samples): Content {
  const { packed, hash } = encodeSamples(samples);
  return { kind: "series", packed, hash, count: samples.length };
}

function rowsOf(value: readonly unknown[], path: string, notes: Notes): readonly Values[] {
  if (isAllObjects(value)) return value;
  const rows = value.filter((row) => row !== null && row !== undefined);
  const objects = rows.filter(isPlainObject);
  if (objects.length < rows.length)
    notes.say(`${path}: ${rows.length - objects.length} samples are no objects; left out`);
  return objects;
}

function isAllObjects(value: readonly unknown[]): value is readonly Values[] {
  for (let i = 0; i < value.length; i++) if (!isPlainObject(value[i])) return false;
  return true;
}

function samplesOf(layout: Layout, rows: readonly Values[], path: string, notes: Notes): Samples {
  const names = namesIn(rows);
  const { timeLeaf, nested } = layout;
  const columns: Column[] = [];
  const add = (column: Column) => {
    if (!isEmpty(column)) columns.push(column);
  };
  if (timeLeaf !== null && names.delete(timeLeaf)) add(timeColumn(timeLeaf, rows, path, notes));
  for (const column of layout.columns)
    if (names.delete(column.name)) add(knownColumn(column, rows, path, notes));
  if (nested && names.delete(nested.leaf)) add(nestedColumn(nested, rows, path, notes));
  for (const column of unknownColumns(names, rows)) add(column);
  return { length: rows.length, columns };
}

/** The names of all leaves. Samples mostly have the same ones in the same order, so that looking is enough. */
function namesIn(rows: readonly Values[]): Set<string> {
  const names = new Set<string>();
  let last: string[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? {};
    let place = 0;
    for (const name in row) {
      if (name === last[place++]) continue;
      last = Object.keys(row);
      for (const own of last) names.add(own);
      break;
    }
  }
  return names;
}

function timeColumn(name: string, rows: readonly Values[], path: string, notes: Notes): Column {
  const wanted = { path: `${path}[].${name}`, what: "a time", notes };
  const texts = timeTextsOf(rows, name, wanted);
  const times = timesFrom(texts);
  // What has a form is ASCII, and clean as it is.
  if (times.others.length === 0) return { name, kind: "time", texts, times };
  return { name, kind: "time", texts: texts.map((text) => text && cleanText(text)) };
}

function knownColumn(
  column: SeriesColumnDefinition,
  rows: readonly Values[],
  path: string,
  notes: Notes,
): Column {
  const { name, kind } = column;
  const wanted = { path: `${path}[].${name}`, what: `a ${kind}`, notes };
  switch (kind) {
    case "number":
      return { name, kind, numbers: numbersOf(rows, name, wanted) };
    case "text":
      return { name, kind, texts: rows.map((row) => orNoted(row[name], textOf, wanted)) };
    case "pair":
      return { name, kind, pairs: rows.map((row) => orNoted(row[name], pairOf, wanted)) };
  }
}

// These two are most of what a delivery has: loops, and no function called for what fits.

function timeTextsOf(rows: readonly Values[], name: string, wanted: Wanted): (string | null)[] {
  const texts = new Array<string | null>(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = rows[i]?.[name];
    texts[i] = typeof value === "string" ? value : orNoted(value, textOf, wanted);
  }
  return texts;
}

function numbersOf(rows: readonly Values[], name: string, wanted: Wanted): (number | null)[] {
  const numbers = new Array<number | null>(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = rows[i]?.[name];
    numbers[i] = isFiniteNumber(value) ? value : orNoted(value, nothing, wanted);
  }
  return numbers;
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

function unknownColumns(unknown: ReadonlySet<string>, rows: readonly Values[]): Column[] {
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
  wanted: Wanted,
): Value | null {
  if (value === null || value === undefined) return null;
  const read_ = read(value);
  if (read_ === null) wanted.notes.add(wanted.path, wanted.what, value);
  return read_;
}

function nothing(): null {
  return null;
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
