import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** Serves whoever brings the key, on a free port, which it returns. */
export async function serveKeyed(key: string, answer: RequestListener): Promise<number> {
  const wanted = digest(`Bearer ${key}`);
  const server = createServer((request, response) => {
    if (timingSafeEqual(digest(request.headers.authorization ?? ""), wanted)) answer(request, response);
    else response.writeHead(401).end();
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  return (server.address() as AddressInfo).port;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
