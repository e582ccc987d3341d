/** Reads HTTP answers off one connection, on which at most one is awaited at a time. */
export type Answer = { status: number; body: string };

const END_OF_HEADERS = Buffer.from("\r\n\r\n");

/** Returns a function to give each chunk to, which calls `answered` whenever an answer is whole. */
export function answerReader(answered: (answer: Answer) => void): (chunk: Buffer) => void {
  let kept: Buffer | null = null;
  return (chunk) => {
    const bytes = kept ? Buffer.concat([kept, chunk]) : chunk;
    const headersEnd = bytes.indexOf(END_OF_HEADERS);
    const headers = headersEnd < 0 ? "" : bytes.toString("latin1", 0, headersEnd);
    const bodyStart = headersEnd + END_OF_HEADERS.length;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(headers)?.[1] ?? Number.NaN);
    kept = headersEnd < 0 || bytes.length < bodyStart + length ? bytes : null;
    if (kept) return;
    if (Number.isNaN(length)) throw new Error(`an answer without a content-length: ${headers.slice(0, 200)}`);
    answered({
      status: Number(headers.slice(9, 12)),
      body: bytes.toString("utf8", bodyStart, bodyStart + length),
    });
  };
}
