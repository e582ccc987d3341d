/** Reads HTTP answers from a socket's pieces: those of this gateway, which all say their length. */
export type WireAnswer = { status: number; hasRetryAfter: boolean; closes: boolean };

const headEnd = "\r\n\r\n";

export function answerReader(onAnswer: (answer: WireAnswer) => void): (piece: Buffer) => void {
  let text = "";
  return (piece) => {
    text += piece.toString("latin1");
    for (;;) {
      const end = text.indexOf(headEnd);
      if (end < 0) return;
      const head = text.slice(0, end).toLowerCase();
      const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0);
      if (text.length < end + headEnd.length + length) return;
      text = text.slice(end + headEnd.length + length);
      onAnswer({
        status: Number(head.slice(9, 12)),
        hasRetryAfter: head.includes("\r\nretry-after:"),
        closes: head.includes("\r\nconnection: close"),
      });
    }
  };
}
