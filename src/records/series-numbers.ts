/**
 * Numbers, to the last bit. Those with few decimals are whole numbers of a power of ten; the others, and -0,
 * stay as they are, eight bytes each, all first bytes side by side, then all second ones.
 * decimals, marks of the others, the whole numbers, the others.
 */
import { type ByteReader, type ByteWriter, damaged } from "./series-bytes.ts";
import { LARGEST_DISTANCE, readIntegers, writeIntegers } from "./series-integers.ts";
import { countMarks, type Marks, readGaps, readMarks, writeGaps, writeMarks } from "./series-marks.ts";
import { reusedRoom } from "./series-room.ts";

const MOST_DECIMALS = 9;
const LARGEST_WHOLE = LARGEST_DISTANCE / 2;
const POWERS = Array.from({ length: MOST_DECIMALS + 1 }, (_, decimals) => 10 ** decimals);

export function writeNumbers(writer: ByteWriter, numbers: readonly (number | null)[]): void {
  const present = writeGaps(writer, numbers);
  const decimals = decimalsOf(present);
  const scale = POWERS[decimals] ?? 1;
  const { wholes, count, others, marks } = split(present, scale);
  writer.byte(decimals);
  writeMarks(writer, marks);
  writeIntegers(writer, wholes, count);
  if (others.length > 0) writeDoubles(writer, others);
}

export function readNumbers(reader: ByteReader, count: number): (number | null)[] {
  return readGaps(reader, count, (present) => readPresent(reader, present));
}

/** The fewest decimals that hold every number which up to MOST_DECIMALS can hold. */
function decimalsOf(numbers: readonly number[]): number {
  let decimals = 0;
  for (const number of numbers) {
    let needed = decimals;
    while (needed <= MOST_DECIMALS && !isWhole(number, POWERS[needed] ?? 1)) needed++;
    if (needed <= MOST_DECIMALS) decimals = needed;
  }
  return decimals;
}

function isWhole(number: number, scale: number): boolean {
  const whole = Math.round(number * scale);
  if (whole / scale !== number || whole > LARGEST_WHOLE || whole < -LARGEST_WHOLE) return false;
  return whole !== 0 || !Object.is(number, -0);
}

const roomForWholes = reusedRoom();

type Split = { wholes: Float64Array; count: number; others: number[]; marks: Marks | undefined };

function split(numbers: readonly number[], scale: number): Split {
  const wholes = roomForWholes(numbers.length);
  const others: number[] = [];
  let marks: Marks | undefined;
  let count = 0;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] ?? 0;
    if (isWhole(number, scale)) {
      wholes[count++] = Math.round(number * scale);
    } else {
      marks ??= new Uint8Array(numbers.length);
      marks[i] = 1;
      others.push(number);
    }
  }
  return { wholes, count, others, marks };
}

function readPresent(reader: ByteReader, count: number): number[] {
  const scale = POWERS[reader.byte()];
  if (scale === undefined) throw damaged("unknown count of decimals");
  const marks = readMarks(reader, count);
  const wholes = readIntegers(reader, count - countMarks(marks));
  const others = marks === undefined ? [] : readDoubles(reader, countMarks(marks));
  const numbers: number[] = [];
  let whole = 0;
  for (let i = 0; i < count; i++) {
    numbers.push(marks?.[i] === 1 ? (others[i - whole] ?? 0) : (wholes[whole++] ?? 0) / scale);
  }
  return numbers;
}

function writeDoubles(writer: ByteWriter, doubles: readonly number[]): void {
  const count = doubles.length;
  const view = new DataView(new ArrayBuffer(8));
  const planes = writer.block(8 * count);
  for (let i = 0; i < count; i++) {
    view.setFloat64(0, doubles[i] ?? 0);
    for (let plane = 0; plane < 8; plane++) planes[plane * count + i] = view.getUint8(plane);
  }
}

function readDoubles(reader: ByteReader, count: number): Float64Array {
  const view = new DataView(new ArrayBuffer(8));
  const planes = reader.block(8 * count);
  const doubles = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let plane = 0; plane < 8; plane++) view.setUint8(plane, planes[plane * count + i] ?? 0);
    doubles[i] = view.getFloat64(0);
  }
  return doubles;
}
