/** Requests that no client would send, on a bare socket. */
import { connect, type Socket } from "node:net";

export type RawAnswer = { status: number; sentBytes: number; milliseconds: number };

/**
 * Sends what `pieces` gives, as long as the gateway takes it, and resolves with the status of the answer; 0 where the
 * connection was closed without one.
 */
export function rawRequest(
  url: string,
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<RawAnswer> {
  const { port } = new URL(url);
  const socket = connect({ port: Number(port), host: "127.0.0.1" });
  const started = performance.now();
  const { promise, resolve } = Promise.withResolvers<RawAnswer>();
  // One for each piece that has to wait.
  socket.setMaxListeners(0);
  const done = (status: number) =>
    resolve({ status, sentBytes: socket.bytesWritten, milliseconds: performance.now() - started });
  socket.once("data", (piece) => {
    done(Number(piece.toString("latin1", 9, 12)));
    socket.destroy();
  });
  socket.on("error", () => done(0));
  socket.once("close", () => done(0));
  socket.once("connect", () => void feed(socket, pieces));
  return promise;
}

async function feed(socket: Socket, pieces: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
  for await (const piece of pieces) {
    if (socket.destroyed) return;
    if (!socket.write(piece)) {
      await new Promise<void>((resolve) => {
        socket.once("drain", resolve);
        socket.once("close", resolve);
      });
    }
  }
}

export function headOf(...lines: string[]): Buffer {
  const all = [
    "POST /webhooks/terra HTTP/1.1",
    "host: 127.0.0.1",
    "content-type: application/json",
    ...lines,
  ];
  return Buffer.from(`${all.join("\r\n")}\r\n\r\n`);
}
