/** Time texts in the bytes of a body, read as `timesFrom` reads texts. */
import type { BodyBytes } from "./body-bytes.ts";
import { clockOf, type Form, formOf } from "./series-time-forms.ts";
import { FIRST_FORM, isPackable, MOST_FORMS, NO_FORM, NOTHING, type Times } from "./series-times.ts";
import { clockAt, type Pace, paceOf } from "./time-pace.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LONGEST_TEXT = 64;
const FIRST_ROWS = 256;
/** And one in four times: where neighbours have less in common than that, they are read sooner as JSON. */
const MOST_PACES = 64;

export class ScannedTimes {
  /** Of each row, and of each row with a time; with room for more of both. */
  #kinds: Uint8Array;
  #clocks: Float64Array;
  #rows: number;
  #times = 0;
  readonly #forms: Form[] = [];
  #paces = 0;
  #pace: (Pace & { kind: number }) | null = null;

  /** After so many rows without a time. */
  constructor(gaps: number) {
    this.#kinds = new Uint8Array(2 * gaps + FIRST_ROWS);
    this.#clocks = new Float64Array(FIRST_ROWS);
    this.#rows = gaps;
  }

  addNothing(): void {
    this.#add(NOTHING);
  }

  /** Reads the text that begins at a place, after its quote. Gives the place after it; -1 where it has no clock. */
  read(body: BodyBytes, at: number): number {
    const pace = this.#pace;
    const clock = pace === null ? Number.NaN : clockAt(body, at, pace);
    if (pace === null || !isPackable(clock)) return this.#readAnew(body, at);
    this.#addTime(pace.kind, clock);
    return at + pace.length;
  }

  times(): Times {
    return {
      kinds: this.#kinds.subarray(0, this.#rows),
      forms: this.#forms,
      clocks: this.#clocks.subarray(0, this.#times),
      others: [],
    };
  }

  #addTime(kind: number, clock: number): void {
    this.#add(kind);
    if (this.#times === this.#clocks.length) this.#clocks = larger(this.#clocks, Float64Array);
    this.#clocks[this.#times++] = clock;
  }

  #add(kind: number): void {
    if (this.#rows === this.#kinds.length) this.#kinds = larger(this.#kinds, Uint8Array);
    this.#kinds[this.#rows++] = kind;
  }

  #readAnew(body: BodyBytes, at: number): number {
    const { bytes } = body;
    if (++this.#paces > MOST_PACES + this.#times / 4) return -1;
    const close = closingQuote(bytes, at);
    // A form is printable ASCII throughout, so that any other byte has none.
    const text = close < 0 ? "" : bytes.toString("latin1", at, close);
    const form = formOf(text);
    const clock = form === undefined ? Number.NaN : clockOf(text, form);
    if (form === undefined || !isPackable(clock)) return -1;
    const kind = this.#kindOf(form);
    if (kind < FIRST_FORM) return -1;
    this.#addTime(kind, clock);
    this.#pace = { ...paceOf(body, at, form, clock), kind };
    return close + 1;
  }

  #kindOf(form: Form): number {
    const place = this.#forms.findIndex(({ pattern }) => pattern === form.pattern);
    if (place >= 0) return FIRST_FORM + place;
    return this.#forms.length < MOST_FORMS ? FIRST_FORM - 1 + this.#forms.push(form) : NO_FORM;
  }
}

/** Of a text of which nothing is escaped; -1 where something is, or it goes on for longer than a time. */
function closingQuote(bytes: Buffer, from: number): number {
  for (let at = from; at <= from + LONGEST_TEXT; at++) {
    if (bytes[at] === QUOTE) return at;
    if (bytes[at] === BACKSLASH) return -1;
  }
  return -1;
}

function larger<Numbers extends Uint8Array | Float64Array>(
  numbers: Numbers,
  Larger: new (length: number) => Numbers,
): Numbers {
  const room = new Larger(2 * numbers.length);
  room.set(numbers);
  return room;
}
