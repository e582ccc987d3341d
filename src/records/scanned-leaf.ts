/** One leaf of the samples of an array, read row by row from the bytes of a body: numbers alone, or times alone. */
import type { BodyBytes, FixedBytes } from "./body-bytes.ts";
import { ScannedTimes } from "./scanned-times.ts";
import { type Column, timeColumn } from "./series-codec.ts";

const QUOTE = 0x22;
/** Less what the digit 0 is. */
const POINT = 0x2e - 48;
const NULL = 0x6e756c6c;
/** With no more digits than that a number and its power of ten are exact, and so is their quotient rounded. */
const MOST_EXACT_DIGITS = 15;
const POWERS = Array.from({ length: MOST_EXACT_DIGITS + 1 }, (_, decimals) => 10 ** decimals);

export class ScannedLeaf {
  readonly name: string;
  /** All that stands between the value before and this leaf's own. */
  lead: FixedBytes;
  readonly #numbers: (number | null)[] = [];
  #times: ScannedTimes | null = null;
  #hasNumbers = false;

  constructor(name: string, lead: FixedBytes) {
    this.name = name;
    this.lead = lead;
  }

  /** Reads the value at a place. Gives the place after it; -1 where it is neither null nor of the kind of the others. */
  read(body: BodyBytes, at: number): number {
    const first = body.bytes[at] ?? 0;
    if (first === QUOTE) return this.#readTime(body, at + 1);
    return first === 0x6e ? this.#readNull(body, at) : this.#readNumber(body.bytes, at);
  }

  /** Null where all values are. */
  column(): Column | null {
    if (this.#times !== null) return timeColumn(this.name, this.#times.times());
    return this.#hasNumbers ? { name: this.name, kind: "number", numbers: this.#numbers } : null;
  }

  #readTime(body: BodyBytes, at: number): number {
    if (this.#hasNumbers) return -1;
    this.#times ??= new ScannedTimes(this.#numbers.length);
    return this.#times.read(body, at);
  }

  #readNull({ view, length }: BodyBytes, at: number): number {
    if (at + 4 > length || view.getInt32(at) !== NULL) return -1;
    if (this.#times === null) this.#numbers.push(null);
    else this.#times.addNothing();
    return at + 4;
  }

  // A loop over digits, since of these a body has most. What is left out, an exponent, is not read on after it.
  #readNumber(bytes: Buffer, start: number): number {
    const from = bytes[start] === 0x2d ? start + 1 : start;
    let digits = 0;
    let at = from;
    let digit = (bytes[at] ?? 0) - 48;
    for (; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - 48) digits = digits * 10 + digit;
    const wholes = at - from;
    if (wholes === 0 || (wholes > 1 && bytes[from] === 0x30)) return -1;
    let decimals = 0;
    if (digit === POINT) {
      const point = at;
      digit = (bytes[++at] ?? 0) - 48;
      for (; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - 48) digits = digits * 10 + digit;
      decimals = at - point - 1;
      if (decimals === 0) return -1;
    }
    const size =
      wholes + decimals > MOST_EXACT_DIGITS
        ? Number(bytes.toString("latin1", from, at))
        : digits / (POWERS[decimals] ?? 1);
    if (this.#times !== null || size === Number.POSITIVE_INFINITY) return -1;
    this.#hasNumbers = true;
    this.#numbers.push(from === start ? size : -size);
    return at;
  }
}
