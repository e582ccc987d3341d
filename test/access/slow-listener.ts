/** A way to the database on which whoever listens hears everything late, in order, and others at once. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { promisify } from "node:util";

export async function openSlowListening(
  databaseUrl: string,
  delayMs: number,
): Promise<AsyncDisposable & { url: string }> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    let listens = false;
    near.on("data", (bytes: Buffer) => {
      // What it is for is in the first message of a connection; only after it has been made does it hear things late.
      listens ||= bytes.includes("terrarium listener");
      far.write(bytes);
    });
    far.on("data", (bytes: Buffer) => {
      if (listens) setTimeout(() => near.write(bytes), delayMs);
      else near.write(bytes);
    });
    for (const [one, end] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => {});
      one.on("close", () => end.destroy());
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = new URL(databaseUrl);
  const address = server.address();
  url.host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await promisify(server.close.bind(server))();
    },
  };
}
