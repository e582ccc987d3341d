/**
 * Numbers, to the last bit. Those with few decimals are whole numbers of a power of ten; the others, and -0,
 * stay as they are, eight bytes each, all first bytes side by side, then all second ones.
 * decimals, marks of the others, the whole numbers, the others.
 */
import { type ByteReader, type ByteWriter, damaged } from "./series-bytes.ts";
import { LARGEST_DISTANCE, readIntegers, writeIntegers } from "./series-integers.ts";
import { countMarks, type Marks, readGaps, readMarks, writeGaps, writeMarks } from "./series-marks.ts";

const MOST_DECIMALS = 9;
const LARGEST_WHOLE = LARGEST_DISTANCE / 2;
const POWERS = Array.from({ length: MOST_DECIMALS + 1 }, (_, decimals) => 10 ** decimals);

export function writeNumbers(writer: ByteWriter, numbers: readonly (number | null)[]): void {
  const present = writeGaps(writer, numbers);
  const decimals = decimalsOf(present);
  const { wholes, others, marks } = split(present, POWERS[decimals] ?? 1);
  writer.byte(decimals);
  writeMarks(writer, marks);
  writeIntegers(writer, wholes);
  writeDoubles(writer, others);
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

function split(
  numbers: readonly number[],
  scale: number,
): { wholes: Float64Array; others: number[]; marks: Marks } {
  const wholes = new Float64Array(numbers.length);
  const others: number[] = [];
  const marks = new Uint8Array(numbers.length);
  numbers.forEach((number, i) => {
    if (isWhole(number, scale)) {
      wholes[i - others.length] = Math.round(number * scale);
    } else {
      others.push(number);
      marks[i] = 1;
    }
  });
  return { wholes: wholes.subarray(0, numbers.length - others.length), others, marks };
}

function readPresent(reader: ByteReader, count: number): number[] {
  const scale = POWERS[reader.byte()];
  if (scale === undefined) throw damaged("unknown count of decimals");
  const marks = readMarks(reader, count);
  const wholes = readIntegers(reader, count - countMarks(marks));
  const others = readDoubles(reader, countMarks(marks));
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
