/** A way to PostgreSQL that can be cut after any byte, or fall silent. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type Way = "sent" | "answered";

export type Proxy = AsyncDisposable & {
  /** The database's URL, by way of the proxy. */
  url: string;
  /** Cuts the connection after so many bytes more that way. */
  cutAfter(way: Way, bytes: number): void;
  /** Passes nothing on any more, on the connections that there are and on new ones, and ends none. */
  beSilent(): void;
  /** Passes everything on, and counts anew. */
  cutNever(): void;
  /** How many bytes went each way since it was told. */
  passed(): Record<Way, number>;
};

export async function openProxy(databaseUrl: string): Promise<Proxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let left: Record<Way, number> = { sent: Infinity, answered: Infinity };
  let passed: Record<Way, number> = { sent: 0, answered: 0 };
  let isSilent = false;

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    pass("sent", client, upstream);
    pass("answered", upstream, client);
  });

  function pass(way: Way, from: Socket, to: Socket): void {
    sockets.add(from);
    from.on("data", (piece) => {
      if (isSilent) return;
      const bytes = Math.min(piece.length, left[way]);
      left[way] -= bytes;
      passed[way] += bytes;
      to.write(piece.subarray(0, bytes));
      if (bytes === piece.length) return;
      // What went before it arrives first.
      to.end();
      from.destroy();
    });
    from.on("error", () => undefined);
    from.on("close", () => {
      sockets.delete(from);
      to.end();
    });
  }

  const url = new URL(databaseUrl);
  await once(server.listen(0, "127.0.0.1"), "listening");
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cutNever = () => {
    left = { sent: Infinity, answered: Infinity };
    passed = { sent: 0, answered: 0 };
    isSilent = false;
  };
  return {
    url: url.href,
    cutAfter: (way, bytes) => {
      cutNever();
      left[way] = bytes;
    },
    beSilent: () => {
      isSilent = true;
    },
    cutNever,
    passed: () => ({ ...passed }),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
