/** Which rows of a column are special: one byte 0 when none is, else 1 and a bit a row. */
import { type ByteReader, type ByteWriter, damaged } from "./series-bytes.ts";

/** One entry a row, 1 where the row is marked. */
export type Marks = Uint8Array;

/** Undefined stands for no mark at all; else there is one. */
export function writeMarks(writer: ByteWriter, marks: Marks | undefined): void {
  writer.byte(marks === undefined ? 0 : 1);
  if (marks === undefined) return;
  const bits = writer.block(Math.ceil(marks.length / 8));
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] === 1) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  }
}

/**
 * Undefined when no row is marked. Nothing is allocated for rows that no bytes stand for: a damaged count meets
 * the end of the bytes here, or at the rows' own values.
 */
export function readMarks(reader: ByteReader, count: number): Marks | undefined {
  const kind = reader.byte();
  if (kind > 1) throw damaged("unknown marks");
  if (kind === 0) return undefined;
  const bits = reader.block(Math.ceil(count / 8));
  const marks = new Uint8Array(count);
  for (let i = 0; i < count; i++) marks[i] = ((bits[i >> 3] ?? 0) >> (i & 7)) & 1;
  return marks;
}

export function countMarks(marks: Marks | undefined): number {
  let count = 0;
  for (const mark of marks ?? []) count += mark;
  return count;
}

/** Writes which rows are null, and gives the others for the caller to write next. */
export function writeGaps<T>(writer: ByteWriter, values: readonly (T | null)[]): readonly T[] {
  if (isWithoutGaps(values)) {
    writeMarks(writer, undefined);
    return values;
  }
  const gaps = new Uint8Array(values.length);
  const others: T[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null;
    if (value === null) gaps[i] = 1;
    else others.push(value);
  }
  writeMarks(writer, gaps);
  return others;
}

function isWithoutGaps<T>(values: readonly (T | null)[]): values is readonly T[] {
  for (let i = 0; i < values.length; i++) if ((values[i] ?? null) === null) return false;
  return true;
}

/** Reads what `writeGaps` wrote; `readOthers` reads so many values that are not null. */
export function readGaps<T>(
  reader: ByteReader,
  count: number,
  readOthers: (count: number) => T[],
): (T | null)[] {
  const gaps = readMarks(reader, count);
  const others = readOthers(count - countMarks(gaps));
  if (gaps === undefined) return others;
  const values: (T | null)[] = [];
  let next = 0;
  for (const gap of gaps) values.push(gap === 1 ? null : (others[next++] ?? null));
  return values;
}
