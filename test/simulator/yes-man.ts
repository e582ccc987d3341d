/** A receiver that says 200 to all, as a careless one does: it checks no signature and reads no body. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export async function openYesMan(): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((request, response) => {
    // Who breaks off is not missed.
    request.on("error", () => undefined);
    request.on("end", () => response.writeHead(200).end("thank you"));
    request.resume();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
