/** What lies between Terra and a gateway on a bad day: some requests are answered 503, some are lost, some answers are. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export type Fault = "503" | "request lost" | "answer lost";

export type FlakyProxy = AsyncDisposable & { url: string; met: Record<Fault, number> };

/** Meets the n-th delivery with the fault that `faultOf(n)` says, and passes on what has none. */
export async function openFlakyProxy(
  gatewayUrl: string,
  faultOf: (n: number) => Fault | null,
): Promise<FlakyProxy> {
  const met = { "503": 0, "request lost": 0, "answer lost": 0 };
  let deliveries = 0;
  const server = createServer(async (request, response) => {
    const fault = request.method === "POST" ? faultOf(deliveries++) : null;
    if (fault !== null) met[fault] += 1;
    if (fault === "request lost") return void request.socket.destroy();
    if (fault === "503") {
      await buffer(request);
      return response.writeHead(503, { "retry-after": "1" }).end();
    }
    const answer = await passedOn(gatewayUrl, request);
    if (fault === "answer lost") return void request.socket.destroy();
    return copied(answer, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    met,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function passedOn(gatewayUrl: string, request: IncomingMessage): Promise<Response> {
  const {
    connection,
    host,
    "content-length": length,
    "transfer-encoding": encoding,
    ...headers
  } = request.headers;
  return fetch(new URL(request.url ?? "/", gatewayUrl), {
    method: request.method ?? "GET",
    headers: headers as Record<string, string>,
    ...(request.method === "POST" ? { body: new Uint8Array(await buffer(request)) } : {}),
  });
}

async function copied(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
  response.end(await answer.text());
}
