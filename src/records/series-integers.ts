/**
 * Whole numbers, each as what is left after a guess from those before it.
 * order (0 levels, 1 differences, 2 differences of differences), first value, common divisor, centre, width,
 * then the rests as zigzag numbers of `width` bytes, all lowest bytes first, so that equal bytes lie side by side.
 */
import { type ByteReader, type ByteWriter, damaged, unzigzag, zigzag } from "./series-bytes.ts";

/** Of a value either way, and between any two: what a zigzag number can say, exactly, in a double. */
export const LARGEST_DISTANCE = 2 ** 52;

/** Writes whole numbers within that bound. Their count is not written: the reader knows it. */
export function writeIntegers(writer: ByteWriter, values: Float64Array): void {
  const first = values[0];
  if (first === undefined) return;
  const divisor = commonDivisor(values);
  const { order, centre, rests } = shortestRests(quotients(values, first, divisor));
  writer.byte(order);
  writer.signed(first);
  writer.varint(divisor);
  writer.signed(centre);
  writePlanes(writer, rests);
}

export function readIntegers(reader: ByteReader, count: number): Float64Array {
  if (count === 0) return new Float64Array(0);
  const order = reader.byte();
  if (order > 2) throw damaged("unknown order of differences");
  const first = reader.signed();
  const divisor = reader.varint();
  const centre = reader.signed();
  const values = readPlanes(reader, count);
  addUp(values, order, centre);
  for (let i = 0; i < count; i++) values[i] = first + divisor * (values[i] ?? 0);
  return values;
}

/** The greatest number that divides every difference: 1,000,000 for times in whole seconds. */
function commonDivisor(values: Float64Array): number {
  let divisor = 0;
  for (let i = 1; i < values.length && divisor !== 1; i++) {
    let rest = Math.abs((values[i] ?? 0) - (values[i - 1] ?? 0));
    if (rest === divisor) continue;
    while (rest !== 0) {
      const former = divisor;
      divisor = rest;
      rest = former % rest;
    }
  }
  return divisor || 1;
}

function quotients(values: Float64Array, first: number, divisor: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = ((values[i] ?? 0) - first) / divisor;
  return result;
}

type Rests = { order: number; centre: number; rests: Float64Array };

/** The rests of the order that leaves the fewest bits. `values` begin with 0, and the first step and bend are none. */
function shortestRests(values: Float64Array): Rests {
  const steps = differences(values);
  const step = typical(steps);
  steps[0] = step;
  const bends = differences(steps);
  const level = typical(values);
  const bits = [bitsAround(values, level), bitsAround(steps, step), bitsAround(bends, 0)];
  const order = bits.indexOf(Math.min(...bits));
  if (order === 0) return { order, centre: level, rests: restsAround(values, level) };
  return { order, centre: step, rests: order === 1 ? restsAround(steps, step) : restsAround(bends, 0) };
}

function differences(values: Float64Array): Float64Array {
  const result = new Float64Array(values.length);
  for (let i = 1; i < values.length; i++) result[i] = (values[i] ?? 0) - (values[i - 1] ?? 0);
  return result;
}

/** The median of about a hundred of the values, so that a gap or a leap does not count. */
function typical(values: Float64Array): number {
  const stride = Math.ceil(values.length / 101);
  const some = new Float64Array(Math.floor(values.length / stride));
  for (let i = 0; i < some.length; i++) some[i] = values[(i + 1) * stride - 1] ?? 0;
  return some.sort()[some.length >> 1] ?? 0;
}

/** Infinite where a distance is too large to be written; levels never are. */
function bitsAround(values: Float64Array, centre: number): number {
  let bits = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = Math.abs((values[i] ?? 0) - centre);
    if (distance > LARGEST_DISTANCE) return Number.POSITIVE_INFINITY;
    bits += distance < 2 ** 32 ? 32 - Math.clz32(distance) : 64 - Math.clz32(distance / 2 ** 32);
  }
  return bits;
}

function restsAround(values: Float64Array, centre: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = zigzag((values[i] ?? 0) - centre);
  return result;
}

/** Undoes the differences, in place. */
function addUp(values: Float64Array, order: number, centre: number): void {
  let level = 0;
  let step = centre;
  for (let i = 0; i < values.length; i++) {
    const rest = unzigzag(values[i] ?? 0);
    if (order === 2) step += rest;
    if (i > 0) level += order === 2 ? step : step + rest;
    values[i] = order === 0 ? centre + rest : level;
  }
}

/** As many bytes for each as the largest takes. */
function writePlanes(writer: ByteWriter, values: Float64Array): void {
  const count = values.length;
  const width = widthOf(values);
  writer.byte(width);
  const planes = writer.block(width * count);
  for (let i = 0; i < count; i++) {
    let rest = values[i] ?? 0;
    for (let at = i; rest > 0; at += count) {
      planes[at] = rest & 255;
      rest = Math.floor(rest / 256);
    }
  }
}

function widthOf(values: Float64Array): number {
  let width = 1;
  let limit = 256;
  for (let i = 0; i < values.length; i++) {
    for (; (values[i] ?? 0) >= limit; limit *= 256) width++;
  }
  return width;
}

function readPlanes(reader: ByteReader, count: number): Float64Array {
  const width = reader.byte();
  if (width < 1 || width > 7) throw damaged("unknown width of numbers");
  const planes = reader.block(width * count);
  const values = new Float64Array(count);
  for (let plane = 0, scale = 1; plane < width; plane++, scale *= 256) {
    for (let i = 0, at = plane * count; i < count; i++, at++) {
      values[i] = (values[i] ?? 0) + (planes[at] ?? 0) * scale;
    }
  }
  return values;
}
