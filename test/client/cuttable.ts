/** A way to a gateway that can be cut: a TCP proxy. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type CuttableWay = AsyncDisposable & {
  url: string;
  /** How many connections were made so far. */
  made(): number;
  /** How many of them are open. */
  open(): number;
  /** Breaks every connection. */
  cut(): void;
  /** Nothing goes through any more, and nothing is closed: as when a cable is pulled. */
  freeze(): void;
};

export async function openCuttable(target: string): Promise<CuttableWay> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let made = 0;
  const server = createServer((near) => {
    made += 1;
    const far = connect(Number(port), hostname);
    for (const [from, to] of [[near, far] as const, [far, near] as const]) {
      sockets.add(from);
      from.on("error", () => from.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    made: () => made,
    open: () => sockets.size / 2,
    cut,
    freeze: () => {
      for (const socket of sockets) socket.unpipe();
    },
    [Symbol.asyncDispose]: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
