/** A client of the WebSocket door that says what came, message by message. */
import { WebSocket } from "ws";

export type Message = { type: string; id?: string; payload?: unknown };
export type SocketEnd = { code: number; reason: string };

export type SocketClient = Disposable & {
  send(message: Message): void;
  /** The next message; rejects when none comes within five seconds or the socket closes. */
  next(): Promise<Message>;
  closed: Promise<SocketEnd>;
  socket: WebSocket;
};

export type SocketAsked = {
  headers?: Record<string, string>;
  protocol?: string;
  /** From the question mark on. */
  search?: string;
};

/** Connected, and not yet introduced. */
export async function openSocket(
  url: string,
  { headers = {}, protocol = "graphql-transport-ws", search = "" }: SocketAsked = {},
): Promise<SocketClient> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/graphql${search}`, protocol, { headers });
  const messages: Message[] = [];
  const waiting: ((message: Message) => void)[] = [];
  socket.on("message", (data) => {
    const message: Message = JSON.parse(String(data));
    const waiter = waiting.shift();
    if (waiter) waiter(message);
    else messages.push(message);
  });
  const closed = new Promise<SocketEnd>((resolve) =>
    socket.once("close", (code, reason) => resolve({ code, reason: String(reason) })),
  );
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  const next = (): Promise<Message> => {
    const message = messages.shift();
    if (message) return Promise.resolve(message);
    return new Promise((resolve, reject) => {
      waiting.push(resolve);
      const late = setTimeout(() => reject(new Error("No message came within five seconds.")), 5_000);
      late.unref();
      void closed.then(({ code, reason }) => reject(new Error(`The socket was closed: ${code} ${reason}`)));
    });
  };
  return {
    socket,
    closed,
    next,
    send: (message) => socket.send(JSON.stringify(message)),
    [Symbol.dispose]: () => socket.terminate(),
  };
}

/** Connected and introduced with the key. */
export async function connect(
  { url, adminKey }: { url: string; adminKey: string },
  headers: Record<string, string> = {},
): Promise<SocketClient> {
  const client = await openSocket(url, { headers });
  client.send({ type: "connection_init", payload: { authorization: `Bearer ${adminKey}` } });
  const answer = await client.next();
  if (answer.type !== "connection_ack") throw new Error(`connection_ack was wanted; ${answer.type} came.`);
  return client;
}
