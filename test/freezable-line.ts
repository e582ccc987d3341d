import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { promisify } from "node:util";

/** A way to a server, such as the database, that can be frozen: what is open stays open, and nothing comes through. It can be cut, too. */
export async function openLine(serverUrl: string) {
  const { hostname, port } = new URL(serverUrl);
  const sockets: Socket[] = [];
  const frozen: Socket[] = [];
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(port), hostname);
    near.pipe(far).pipe(near);
    sockets.push(near, far);
    for (const socket of [near, far]) socket.on("error", () => {});
    return near;
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = new URL(serverUrl);
  const address = server.address();
  url.host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return {
    url: url.href,
    freeze() {
      for (const socket of sockets.splice(0)) frozen.push(socket.unpipe().pause());
    },
    cut() {
      isCut = true;
      for (const socket of sockets.splice(0)) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of [...sockets, ...frozen]) socket.destroy();
      await promisify(server.close.bind(server))();
    },
  };
}
