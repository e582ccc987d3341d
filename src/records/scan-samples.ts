/** Sample arrays in the bytes of a body, read as columns without an object for each sample. */
import { isId } from "../terra/exact-ids.ts";
import { type BodyBytes, FixedBytes } from "./body-bytes.ts";
import { ScannedLeaf } from "./scanned-leaf.ts";

/** Samples that all have the same leaves in the same order, each a number, a time or null. */
export class ScannedSamples {
  readonly length: number;
  readonly leaves: readonly ScannedLeaf[];
  readonly #json: Buffer;

  constructor(length: number, leaves: readonly ScannedLeaf[], json: Buffer) {
    this.length = length;
    this.leaves = leaves;
    this.#json = json;
  }

  /** The same as JSON has them. */
  rows(): unknown {
    return JSON.parse(this.#json.toString("latin1"));
  }
}

export type ScannedArray = { samples: ScannedSamples; end: number };

const OPEN = 0x7b;
const CLOSE = 0x7d;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const QUOTE = 0x22;
const MOST_LEAVES = 20;
const LONGEST_NAME = 64;
/** One that begins otherwise could be a number, whose place among the names is another, or `__proto__`. */
const NAME = /^[A-Za-z]\w*$/;

/**
 * Reads the array at a place, whose first sample says how all others have to be written: null where one is not, or
 * where there is anything but what most arrays are made of. What is read is JSON.
 */
export function scanSamples(body: BodyBytes, start: number): ScannedArray | null {
  const { bytes } = body;
  const leaves: ScannedLeaf[] = [];
  let at = readFirst(body, start + 1, leaves);
  const [first] = leaves;
  if (first === undefined || at < 0 || !leadOn(body, at, first)) return null;
  let length = 0;
  for (let next = at; next >= 0; next = readNext(body, at, leaves)) {
    at = next;
    length++;
  }
  const end = endAfter(bytes, at);
  return end < 0 ? null : { end, samples: new ScannedSamples(length, leaves, bytes.subarray(start, end)) };
}

/** Reads the first sample, from its brace to the end of its last value. */
function readFirst(body: BodyBytes, start: number, leaves: ScannedLeaf[]): number {
  const { bytes, view } = body;
  let at = start;
  for (let mark = OPEN; ; mark = COMMA) {
    const next = afterMark(bytes, at, mark);
    const key = next < 0 ? null : keyAt(bytes, next);
    const isNew = key !== null && leaves.every(({ name }) => name !== key.name);
    if (!isNew || leaves.length === MOST_LEAVES) return -1;
    const leaf = new ScannedLeaf(key.name, new FixedBytes(view, at, key.end));
    leaves.push(leaf);
    at = leaf.read(body, key.end);
    if (at < 0 || bytes[afterSpace(bytes, at)] === CLOSE) return at;
  }
}

/** Gives the first leaf the lead that it has in all samples but the first; false where no other sample follows. */
function leadOn({ bytes, view }: BodyBytes, at: number, first: ScannedLeaf): boolean {
  const comma = afterMark(bytes, at, CLOSE);
  const open = comma < 0 ? -1 : afterMark(bytes, comma, COMMA);
  const inside = open < 0 ? -1 : afterMark(bytes, open, OPEN);
  const key = inside < 0 ? null : keyAt(bytes, inside);
  if (key === null || key.name !== first.name) return false;
  first.lead = new FixedBytes(view, at, key.end);
  return true;
}

/** The place after the sample that follows; -1 where none does, or an odd one. */
// Not a part of the loop that calls it, so that what is done for each sample is compiled as what is done most.
function readNext(body: BodyBytes, start: number, leaves: readonly ScannedLeaf[]): number {
  let at = start;
  for (const leaf of leaves) {
    if (!leaf.lead.isAt(body, at)) return -1;
    at = leaf.read(body, at + leaf.lead.length);
    if (at < 0) return -1;
  }
  return at;
}

function endAfter(bytes: Buffer, at: number): number {
  const close = afterMark(bytes, at, CLOSE);
  return close < 0 ? -1 : afterMark(bytes, close, CLOSE_LIST);
}

/** The name of a leaf, and where its value begins; null where it is odd, or an id, which may be kept as a text. */
function keyAt(bytes: Buffer, from: number): { name: string; end: number } | null {
  const open = afterMark(bytes, from, QUOTE);
  if (open < 0) return null;
  let close = open;
  while (close - open <= LONGEST_NAME && close < bytes.length && bytes[close] !== QUOTE) close++;
  const name = bytes.toString("latin1", open, close);
  const value = bytes[close] === QUOTE ? afterMark(bytes, close + 1, COLON) : -1;
  if (value < 0 || !NAME.test(name) || isId(name)) return null;
  return { name, end: afterSpace(bytes, value) };
}

/** The place after a mark and the space before it; -1 where there is another. */
function afterMark(bytes: Buffer, from: number, mark: number): number {
  const at = afterSpace(bytes, from);
  return bytes[at] === mark ? at + 1 : -1;
}

function afterSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}
