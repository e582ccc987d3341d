/** Reads HTTP answers off one connection, on which at most one is awaited at a time. */
export type Answer = { status: number; body: Buffer };

const END_OF_HEADERS = Buffer.from("\r\n\r\n");

/** Returns a function to give each chunk to, which calls `answered` whenever an answer is whole. */
export function answerReader(answered: (answer: Answer) => void): (chunk: Buffer) => void {
  let kept: Buffer[] = [];
  let keptBytes = 0;
  /** Of headers and body together; known when the headers are whole. */
  let wanted: number | null = null;
  return (chunk) => {
    kept.push(chunk);
    keptBytes += chunk.length;
    if (wanted !== null && keptBytes < wanted) return;
    const bytes = kept.length > 1 ? Buffer.concat(kept) : chunk;
    const headersEnd = bytes.indexOf(END_OF_HEADERS);
    if (headersEnd < 0) return;
    const bodyStart = headersEnd + END_OF_HEADERS.length;
    wanted = bodyStart + contentLength(bytes.toString("latin1", 0, headersEnd));
    if (bytes.length < wanted) return;
    const answer = {
      status: Number(bytes.toString("latin1", 9, 12)),
      body: bytes.subarray(bodyStart, wanted),
    };
    [kept, keptBytes, wanted] = [[], 0, null];
    answered(answer);
  };
}

function contentLength(headers: string): number {
  const length = /\r\ncontent-length: *(\d+)/i.exec(headers)?.[1];
  if (length === undefined) throw new Error(`an answer without a content-length: ${headers.slice(0, 200)}`);
  return Number(length);
}
