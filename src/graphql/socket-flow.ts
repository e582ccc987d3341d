/** What goes through a socket, and whether its client is still there and reading. */
import type { WebSocket } from "ws";

/** How often clients are tried: proxies close what is silent for a minute, as a rule. */
export const PING_MS = 12_000;
/** How much a client may leave unread, before nothing more is read from it. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/**
 * Resolves when the text has gone to the client's side: a subscription's next event waits for it, and so for a client
 * that does not read.
 */
export function send(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(text, (error) => {
      release(socket);
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Even refusals and pongs are answers: a client that sends and does not read would fill the memory with them. */
export function hold(socket: WebSocket): void {
  if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.pause();
}

function release(socket: WebSocket): void {
  if (socket.isPaused && socket.bufferedAmount <= MAX_UNREAD_BYTES) socket.resume();
}

/** Asks the client now and then whether it is there, and closes the socket of one that is not. */
export function keepAlive(socket: WebSocket, pingMs: number): void {
  let isThere = true;
  let unread = 0;
  socket.on("pong", () => {
    isThere = true;
  });
  socket.on("ping", () => hold(socket));
  const timer = setInterval(() => {
    // A ping waits behind what is unread, and its answer is not heard while the socket is held.
    const isReading = socket.bufferedAmount < unread;
    if (!isThere && !isReading) return socket.terminate();
    isThere = false;
    release(socket);
    socket.ping();
    unread = socket.bufferedAmount;
  }, pingMs);
  socket.once("close", () => clearInterval(timer));
}
