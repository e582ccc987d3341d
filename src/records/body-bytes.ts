/**
 * Bytes of a body, and the same as a view, of which four are read at a time. Where an array buffer has been
 * transferred in a process, asking views for their length is slow: it is here.
 */
export type BodyBytes = { bytes: Buffer; view: DataView; length: number };

export function bodyBytes(body: Uint8Array): BodyBytes {
  const { buffer, byteOffset, byteLength } = body;
  return {
    bytes: Buffer.from(buffer, byteOffset, byteLength),
    view: new DataView(buffer, byteOffset, byteLength),
    length: byteLength,
  };
}

/** Some bytes that come again and again in a body, further on than its first four. */
export class FixedBytes {
  readonly length: number;
  readonly #words: Int32Array;
  readonly #lastMask: number;

  constructor(view: DataView, from: number, to: number) {
    this.length = to - from;
    // The last word goes back over some of the one before it, or where there is none over what is not looked at.
    this.#words = new Int32Array(Math.ceil(this.length / 4));
    for (let i = 0; i < this.#words.length; i++)
      this.#words[i] = view.getInt32(Math.min(from + i * 4, to - 4), true);
    this.#lastMask = this.length < 4 ? -1 << (32 - 8 * this.length) : -1;
  }

  isAt({ view, length }: BodyBytes, at: number): boolean {
    const words = this.#words;
    const last = at + this.length - 4;
    if (last + 4 > length) return false;
    let i = 0;
    for (let place = at; place < last; place += 4)
      if (view.getInt32(place, true) !== words[i++]) return false;
    return ((view.getInt32(last, true) ^ (words[i] ?? 0)) & this.#lastMask) === 0;
  }
}
