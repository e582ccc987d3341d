/**
 * Whole numbers, each as what is left after a guess from those before it.
 * order (0 levels, 1 differences, 2 differences of differences), first value, common divisor, of order 2 the first
 * difference; then the rests, 128 in a block: the least of them (as what it is more than in the last block), how many
 * bits the largest is more than that, and the rests above the least in so many bits each. Of more than 24 bits the
 * low 24 of all come first, then the next, so that no number is put together of more bits than are exact.
 */
import { type ByteReader, type ByteWriter, damaged } from "./series-bytes.ts";
import { reusedRoom } from "./series-room.ts";

/** Of a value either way, and between any two: what a zigzag number can say, exactly, in a double. */
export const LARGEST_DISTANCE = 2 ** 52;

const BLOCK = 128;
const MOST_BITS = 53;
const BITS_AT_ONCE = 24;
/** No block is shorter than its two bytes of head: a count beyond that is damage, found before room is made for it. */
const MOST_ROWS_A_BYTE = BLOCK / 2;
/** Within these the least of two blocks are no further apart than can be written. */
const LARGEST_DIFFERENCE = LARGEST_DISTANCE / 2;

/** Writes the first `count` values, whole numbers within that bound. The count is not written: the reader knows it. */
export function writeIntegers(writer: ByteWriter, values: Float64Array, count = values.length): void {
  const first = values[0];
  if (first === undefined || count === 0) return;
  const step = evenStep(values, count);
  if (step === null) writeUneven(writer, values, count, first);
  else writeEven(writer, first, step, count);
}

export function readIntegers(reader: ByteReader, count: number): Float64Array {
  if (count === 0) return new Float64Array(0);
  const order = reader.byte();
  if (order > 2) throw damaged("unknown order of differences");
  const first = reader.signed();
  const divisor = reader.varint();
  const step = order === 2 ? reader.signed() : 0;
  if (count > reader.left() * MOST_ROWS_A_BYTE) throw damaged("it ends too early");
  const values = readRests(reader, count);
  if (order > 0) addUp(values, order, step);
  for (let i = 0; i < count; i++) values[i] = first + divisor * (values[i] ?? 0);
  return values;
}

/** What every value is more than the one before it; null where they differ in that. */
function evenStep(values: Float64Array, count: number): number | null {
  const step = count > 1 ? (values[1] ?? 0) - (values[0] ?? 0) : 0;
  for (let i = 2; i < count; i++) if ((values[i] ?? 0) - (values[i - 1] ?? 0) !== step) return null;
  return step;
}

function writeEven(writer: ByteWriter, first: number, step: number, count: number): void {
  writer.byte(step === 0 ? 0 : 1);
  writer.signed(first);
  writer.varint(Math.abs(step) || 1);
  for (let from = 0; from < count; from += BLOCK) {
    writer.signed(from === 0 ? Math.sign(step) : 0);
    writer.byte(0);
  }
}

const roomForRests = reusedRoom();

/** There are three values at least. */
function writeUneven(writer: ByteWriter, values: Float64Array, count: number, first: number): void {
  const divisor = commonDivisor(values, count);
  const rests = roomForRests(count);
  takeLevels(rests, values, count, divisor);
  const order = shortestOrder(rests, count);
  writer.byte(order);
  writer.signed(first);
  writer.varint(divisor);
  if (order === 2) writer.signed(((values[1] ?? 0) - first) / divisor);
  takeLevels(rests, values, count, divisor);
  for (let done = 1; done <= order; done++) takeDifferences(rests, count, done);
  writeRests(writer, rests, count);
}

function takeLevels(rests: Float64Array, values: Float64Array, count: number, divisor: number): void {
  const first = values[0] ?? 0;
  for (let i = 0; i < count; i++) rests[i] = ((values[i] ?? 0) - first) / divisor;
}

/** In place. The first ones, which are none, become as the next, which fits: nobody reads them. */
function takeDifferences(rests: Float64Array, count: number, order: number): void {
  for (let i = count - 1; i >= order; i--) rests[i] = (rests[i] ?? 0) - (rests[i - 1] ?? 0);
  rests.fill(rests[order] ?? 0, 0, order);
}

/** The greatest number that divides every difference: 1,000,000 for times in whole seconds. */
function commonDivisor(values: Float64Array, count: number): number {
  let divisor = 0;
  for (let i = 1; i < count && divisor !== 1; i++) {
    const difference = Math.abs((values[i] ?? 0) - (values[i - 1] ?? 0));
    if (divisor === 0) divisor = difference;
    else if (difference !== divisor) divisor = commonOf(difference, divisor);
  }
  return divisor;
}

function commonOf(a: number, b: number): number {
  let [divisor, rest] = [b, remainder(a, b)];
  while (rest !== 0) [divisor, rest] = [rest, remainder(divisor, rest)];
  return divisor;
}

/** `a % b` of whole numbers from 0 to 2^53, several times as fast: the quotient may be rounded up by one. */
function remainder(a: number, b: number): number {
  const rest = a - Math.floor(a / b) * b;
  return rest < 0 ? rest + b : rest;
}

/** The order that takes the fewest bits, tried until one takes more than the last. Changes what it is given. */
function shortestOrder(levels: Float64Array, count: number): number {
  const ofLevels = bitsInBlocks(levels, count, LARGEST_DISTANCE);
  takeDifferences(levels, count, 1);
  const ofSteps = bitsInBlocks(levels, count, LARGEST_DIFFERENCE);
  if (ofSteps >= ofLevels) return 0;
  takeDifferences(levels, count, 2);
  const ofBends = bitsInBlocks(levels, count, LARGEST_DIFFERENCE);
  // The step that order 2 begins with has to be worth it, too.
  return ofBends + MOST_BITS < ofSteps ? 2 : 1;
}

/** Infinite where one is too large to be written. */
function bitsInBlocks(rests: Float64Array, count: number, largest: number): number {
  let bits = 0;
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(from + BLOCK, count);
    const least = leastOf(rests, from, to);
    const most = mostOf(rests, from, to);
    if (least < -largest || most > largest) return Number.POSITIVE_INFINITY;
    bits += bitsOf(most - least) * (to - from);
  }
  return bits;
}

function leastOf(rests: Float64Array, from: number, to: number): number {
  let least = rests[from] ?? 0;
  for (let i = from + 1; i < to; i++) {
    const rest = rests[i] ?? 0;
    if (rest < least) least = rest;
  }
  return least;
}

function mostOf(rests: Float64Array, from: number, to: number): number {
  let most = rests[from] ?? 0;
  for (let i = from + 1; i < to; i++) {
    const rest = rests[i] ?? 0;
    if (rest > most) most = rest;
  }
  return most;
}

function bitsOf(range: number): number {
  return range < 2 ** 32 ? 32 - Math.clz32(range) : 64 - Math.clz32(range / 2 ** 32);
}

function addUp(values: Float64Array, order: number, firstStep: number): void {
  let level = 0;
  let step = firstStep;
  values[0] = 0;
  for (let i = 1; i < values.length; i++) {
    if (order === 1) step = values[i] ?? 0;
    else if (i > 1) step += values[i] ?? 0;
    level += step;
    values[i] = level;
  }
}

function writeRests(writer: ByteWriter, rests: Float64Array, count: number): void {
  let last = 0;
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(from + BLOCK, count);
    const least = leastOf(rests, from, to);
    const bits = bitsOf(mostOf(rests, from, to) - least);
    writer.signed(least - last);
    writer.byte(bits);
    writeBits(writer, rests, from, to, least, bits);
    last = least;
  }
}

function writeBits(
  writer: ByteWriter,
  rests: Float64Array,
  from: number,
  to: number,
  least: number,
  bits: number,
): void {
  let scale = 1;
  for (let left = bits; left > 0; left -= BITS_AT_ONCE) {
    const width = Math.min(left, BITS_AT_ONCE);
    const mask = 2 ** width - 1;
    const bytes = writer.block(Math.ceil(((to - from) * width) / 8));
    let [waiting, filled, at] = [0, 0, 0];
    for (let i = from; i < to; i++) {
      const rest = (rests[i] ?? 0) - least;
      waiting |= ((scale === 1 ? rest : rest / scale) & mask) << filled;
      for (filled += width; filled >= 8; filled -= 8) {
        bytes[at++] = waiting;
        waiting >>>= 8;
      }
    }
    if (filled > 0) bytes[at] = waiting;
    scale *= 2 ** BITS_AT_ONCE;
  }
}

function readRests(reader: ByteReader, count: number): Float64Array {
  const rests = new Float64Array(count);
  let least = 0;
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(from + BLOCK, count);
    least += reader.signed();
    const bits = reader.byte();
    if (bits > MOST_BITS) throw damaged("unknown width of numbers");
    rests.fill(least, from, to);
    readBits(reader, rests, from, to, bits);
  }
  return rests;
}

/** Adds what is above the least. */
function readBits(reader: ByteReader, rests: Float64Array, from: number, to: number, bits: number): void {
  let scale = 1;
  for (let left = bits; left > 0; left -= BITS_AT_ONCE) {
    const width = Math.min(left, BITS_AT_ONCE);
    const mask = 2 ** width - 1;
    const bytes = reader.block(Math.ceil(((to - from) * width) / 8));
    let [waiting, filled, at] = [0, 0, 0];
    for (let i = from; i < to; i++) {
      for (; filled < width; filled += 8) waiting |= (bytes[at++] ?? 0) << filled;
      rests[i] = (rests[i] ?? 0) + (waiting & mask) * scale;
      waiting >>>= width;
      filled -= width;
    }
    scale *= 2 ** BITS_AT_ONCE;
  }
}
