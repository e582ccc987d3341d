/**
 * The packed form of a sample array: each column by itself, as guessed from its neighbours as it goes; of a long one
 * zstd then.
 *
 * packed   format (1 payload as it is, 2 zstd), varint payload size, CRC-32 of the payload, payload
 * payload  varint rows, columns
 * columns  varint count, then for each: kind, name, values
 * values   0 time    series-times.ts
 *          1 number  series-numbers.ts
 *          2 text    gaps (series-marks.ts), series-texts.ts
 *          3 pair    gaps, numbers of the first, numbers of the second
 *          4 rows    counts as numbers, columns of all rows of all arrays
 *
 * Format and kinds never change their meaning; what is new takes the next number.
 */
import { hash as digest } from "node:crypto";
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { ByteReader, ByteWriter, damaged } from "./series-bytes.ts";
import { readGaps, writeGaps } from "./series-marks.ts";
import { readNumbers, writeNumbers } from "./series-numbers.ts";
import { readTexts, writeTexts } from "./series-texts.ts";
import { instantsFrom, readTimes, type Times, textsOf, timesFrom, writeTimes } from "./series-times.ts";

export type Column =
  /** `times` are the texts taken apart, where that has been done already. */
  | { name: string; kind: "time"; texts: (string | null)[]; times?: Times }
  | { name: string; kind: "number"; numbers: (number | null)[] }
  | { name: string; kind: "text"; texts: (string | null)[] }
  | { name: string; kind: "pair"; pairs: Pair[] }
  /** An array in each row: counts[i] rows of `columns` are row i's; null where the array was null or absent. */
  | { name: string; kind: "rows"; counts: (number | null)[]; columns: Column[] };
export type Pair = [number | null, number | null] | null;
export type Samples = { length: number; columns: Column[] };

/** One kind of column. */
export type ColumnOf<K extends Column["kind"]> = Extract<Column, { kind: K }>;

/** `hash` is of the samples, whatever compresses them: 32 hex digits of the SHA-256 of the payload. */
export type PackedSamples = { packed: Buffer; hash: string };

const PLAIN = 1;
const ZSTD = 2;
/** Bits are packed before: below this the call alone costs more than what is left to gain. */
const SMALLEST_TO_COMPRESS = 4096;
const KINDS = ["time", "number", "text", "pair", "rows"] as const;
const HASH_DIGITS = 32;
const LARGEST_PAYLOAD_BYTES = 256 * 1024 * 1024;
const DEEPEST_ROWS = 8;

/** Written over by each series, since none is encoded inside another. */
const writer = new ByteWriter();
const head = new ByteWriter();

/** Equal samples give equal hashes, and the other way round. Throws where columns and length disagree. */
export function encodeSamples(samples: Samples): PackedSamples {
  try {
    writer.varint(samples.length);
    writeColumns(writer, samples, 0);
    return sealed(writer.written());
  } finally {
    writer.clear();
  }
}

function sealed(payload: Buffer): PackedSamples {
  if (payload.length > LARGEST_PAYLOAD_BYTES)
    throw new Error(`a series of ${payload.length} bytes is too large: at most ${LARGEST_PAYLOAD_BYTES}`);
  return { packed: pack(payload), hash: digest("sha256", payload, "hex").slice(0, HASH_DIGITS) };
}

/** The samples that were encoded, to the last bit. Throws "damaged series: ..." for any other bytes. */
export function decodeSamples(packed: Uint8Array): Samples {
  const reader = new ByteReader(unpack(packed));
  const length = reader.varint();
  const columns = readColumns(reader, length, 0);
  if (reader.rest().length > 0) throw damaged("it goes on after its end");
  return { length, columns };
}

/** Clocks of decoded columns, whose texts are not written until somebody reads them. */
const decodedTimes = new WeakMap<Column, Times>();

/**
 * Microseconds since the epoch of each row, in no need of the texts where the column was decoded.
 * A wall clock without an offset is read as UTC; null where there is no time or it is not readable.
 */
export function instantsOf(column: ColumnOf<"time">): (number | null)[] {
  return instantsFrom(timesIn(column));
}

function pack(payload: Buffer): Buffer {
  const compressed = payload.length < SMALLEST_TO_COMPRESS ? payload : compress(payload);
  const smaller = compressed.length < payload.length;
  head.clear();
  head.byte(smaller ? ZSTD : PLAIN);
  head.varint(payload.length);
  head.block(4).writeUInt32LE(crc32(payload));
  return Buffer.concat([head.written(), smaller ? compressed : payload]);
}

function compress(payload: Buffer): Buffer {
  const params = { [constants.ZSTD_c_compressionLevel]: 1 };
  return zstdCompressSync(payload, { params, chunkSize: chunkSizeFor(payload.length) });
}

function unpack(packed: Uint8Array): Buffer {
  const reader = new ByteReader(packed);
  const format = reader.byte();
  if (format !== PLAIN && format !== ZSTD) throw damaged(`unknown format ${format}`);
  const size = reader.varint();
  const checksum = reader.block(4).readUInt32LE();
  const payload = format === PLAIN ? reader.rest() : decompress(reader.rest(), size);
  if (payload.length !== size || crc32(payload) !== checksum) throw damaged("its checksum differs");
  return payload;
}

function decompress(compressed: Buffer, size: number): Buffer {
  if (size > LARGEST_PAYLOAD_BYTES) throw damaged("it claims to be too large");
  try {
    return zstdDecompressSync(compressed, { maxOutputLength: size + 1, chunkSize: chunkSizeFor(size) });
  } catch (cause) {
    throw damaged("it does not decompress", cause);
  }
}

/** What zlib allocates at a time: all at once where that is little, and never much for a size that only claims. */
function chunkSizeFor(size: number): number {
  return Math.min(Math.max(size + 1, 64), 256 * 1024);
}

function writeColumns(writer: ByteWriter, { length, columns }: Samples, depth: number): void {
  if (depth > DEEPEST_ROWS) throw new Error(`rows in rows are more than ${DEEPEST_ROWS} deep`);
  writer.varint(columns.length);
  for (const column of columns) {
    writer.byte(KINDS.indexOf(column.kind));
    writer.text(column.name);
    writeValues(writer, column, length, depth);
  }
}

function writeValues(writer: ByteWriter, column: Column, length: number, depth: number): void {
  switch (column.kind) {
    case "time": {
      const times = timesIn(column);
      ofLength(length, times.kinds, column);
      writeTimes(writer, times);
      break;
    }
    case "number":
      writeNumbers(writer, ofLength(length, column.numbers, column));
      break;
    case "text":
      writeTexts(writer, writeGaps(writer, ofLength(length, column.texts, column)));
      break;
    case "pair":
      writePairs(writer, writeGaps(writer, ofLength(length, column.pairs, column)));
      break;
    case "rows": {
      const total = totalOf(column.counts);
      if (Number.isNaN(total)) throw new Error(`column "${column.name}" has counts that are no counts`);
      writeNumbers(writer, ofLength(length, column.counts, column));
      writeColumns(writer, { length: total, columns: column.columns }, depth + 1);
    }
  }
}

function timesIn(column: ColumnOf<"time">): Times {
  return column.times ?? decodedTimes.get(column) ?? timesFrom(column.texts);
}

function writePairs(writer: ByteWriter, pairs: readonly NonNullable<Pair>[]): void {
  writeNumbers(
    writer,
    pairs.map(([first]) => first),
  );
  writeNumbers(
    writer,
    pairs.map(([, second]) => second),
  );
}

function ofLength<T extends { length: number }>(length: number, values: T, { name }: Column): T {
  if (values.length === length) return values;
  throw new Error(`column "${name}" has ${values.length} rows in a series of ${length}`);
}

/** NaN when one of them is no count. */
function totalOf(counts: readonly (number | null)[]): number {
  let total = 0;
  for (const count of counts) {
    if (count === null) continue;
    total += Number.isInteger(count) && count >= 0 ? count : Number.NaN;
  }
  return total;
}

function readColumns(reader: ByteReader, length: number, depth: number): Column[] {
  if (depth > DEEPEST_ROWS) throw damaged("its rows are too deep");
  const columns: Column[] = [];
  for (let left = reader.varint(); left > 0; left--) columns.push(readColumn(reader, length, depth));
  return columns;
}

function readColumn(reader: ByteReader, length: number, depth: number): Column {
  const kind = KINDS[reader.byte()];
  const name = reader.text();
  switch (kind) {
    case "time":
      return timeColumn(name, readTimes(reader, length));
    case "number":
      return { name, kind, numbers: readNumbers(reader, length) };
    case "text":
      return { name, kind, texts: readGaps(reader, length, (count) => readTexts(reader, count)) };
    case "pair":
      return { name, kind, pairs: readGaps(reader, length, (count) => readPairs(reader, count)) };
    case "rows": {
      const counts = readNumbers(reader, length);
      const total = totalOf(counts);
      if (Number.isNaN(total)) throw damaged("its counts of rows are no counts");
      return { name, kind, counts, columns: readColumns(reader, total, depth + 1) };
    }
    default:
      throw damaged("unknown kind of column");
  }
}

function readPairs(reader: ByteReader, count: number): [number | null, number | null][] {
  const firsts = readNumbers(reader, count);
  const seconds = readNumbers(reader, count);
  return firsts.map((first, i) => [first, seconds[i] ?? null]);
}

/** A column of times, whose texts are written once somebody reads them. */
export function timeColumn(name: string, times: Times): ColumnOf<"time"> {
  let texts: (string | null)[] | undefined;
  const column: ColumnOf<"time"> = {
    name,
    kind: "time",
    get texts() {
      texts ??= textsOf(times);
      return texts;
    },
  };
  decodedTimes.set(column, times);
  return column;
}
