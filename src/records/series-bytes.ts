/** Bytes of a packed series, written and read from front to back. Every read is checked against the end. */

const FIRST_BYTES = 8192;
const MOST_KEPT_BYTES = 1024 * 1024;

export class ByteWriter {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  /** A whole number from 0 to 2^53, seven bits a byte, lowest first. */
  varint(value: number): void {
    this.#room(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  signed(value: number): void {
    this.varint(zigzag(value));
  }

  /** UTF-8, or UTF-16 for the odd text with half a surrogate pair, which UTF-8 would lose. */
  text(text: string): void {
    const start = this.#length;
    if (this.#ascii(text)) return;
    this.#length = start;
    const encoding = text.isWellFormed() ? "utf8" : "utf16le";
    const size = Buffer.byteLength(text, encoding);
    this.varint(size * 2 + (encoding === "utf8" ? 0 : 1));
    this.#room(size);
    this.#length += this.#bytes.write(text, this.#length, encoding);
  }

  // Names are short and ASCII: they are written byte by byte before a call for all of them has begun.
  #ascii(text: string): boolean {
    this.varint(text.length * 2);
    this.#room(text.length);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) return false;
      this.#bytes[this.#length++] = code;
    }
    return true;
  }

  /** The next `size` bytes, all 0, for the caller to fill before the next write. */
  block(size: number): Buffer {
    this.#room(size);
    this.#length += size;
    return this.#bytes.subarray(this.#length - size, this.#length).fill(0);
  }

  /** Of this writer's own memory: what is written next may be written over it. */
  written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Begins anew, in the same memory where that is not much. */
  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > MOST_KEPT_BYTES) this.#bytes = Buffer.allocUnsafe(FIRST_BYTES);
  }

  #room(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + size));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw damaged("it ends too early");
    return value;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw damaged("a number is too long");
  }

  signed(): number {
    return unzigzag(this.varint());
  }

  text(): string {
    const head = this.varint();
    const bytes = this.block(Math.floor(head / 2));
    return bytes.toString(head % 2 === 0 ? "utf8" : "utf16le");
  }

  block(size: number): Buffer {
    if (size > this.left()) throw damaged("it ends too early");
    this.#at += size;
    return this.#bytes.subarray(this.#at - size, this.#at);
  }

  /** How many bytes are to be read still. */
  left(): number {
    return this.#bytes.length - this.#at;
  }

  rest(): Buffer {
    return this.block(this.left());
  }
}

/** Signed whole numbers as unsigned ones, small for small: 0, -1, 1, -2 become 0, 1, 2, 3. */
export function zigzag(value: number): number {
  return value >= 0 ? value * 2 : value * -2 - 1;
}

export function unzigzag(value: number): number {
  const half = Math.floor(value / 2);
  return half * 2 === value ? half : -half - 1;
}

export function damaged(what: string, cause?: unknown): RangeError {
  return new RangeError(`damaged series: ${what}`, cause === undefined ? undefined : { cause });
}
