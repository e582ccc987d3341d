/** Plays the host where payloads lie: HTTPS on loopback, with the tests' own certificate. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

const tls = (name: string) =>
  readFileSync(new URL(`../data/tls/localhost-for-tests.${name}`, import.meta.url), "utf8");

/** What trusts the host. */
export const TEST_CA = tls("crt");

export type Answer = (response: ServerResponse, times: number) => void;

export type PayloadHost = AsyncDisposable & {
  origin: string;
  port: number;
  /** What was asked so far, in order. */
  asked: { path: string; headers: IncomingHttpHeaders }[];
  /** How often it was connected to. */
  connections(): number;
  /** Serves what is answered from now on at a path, and gives its address as Terra would. `times` counts from 1. */
  serve(path: string, answer: Answer | object): string;
};

export async function openPayloadHost(): Promise<PayloadHost> {
  const answers = new Map<string, Answer>();
  const asked: PayloadHost["asked"] = [];
  const server = createServer({ cert: TEST_CA, key: tls("key") }, ({ url = "", headers }, response) => {
    const [path = ""] = url.split("?");
    asked.push({ path, headers });
    const times = asked.filter((one) => one.path === path).length;
    response.on("error", () => undefined);
    const answer = answers.get(path);
    if (answer) answer(response, times);
    else response.writeHead(404).end();
  });
  let connections = 0;
  server.on("secureConnection", () => {
    connections += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const origin = `https://127.0.0.1:${port}`;
  return {
    origin,
    port,
    asked,
    connections: () => connections,
    serve(path, answer) {
      answers.set(
        path,
        typeof answer === "function"
          ? (answer as Answer)
          : (response) => void response.end(JSON.stringify(answer)),
      );
      return `${origin}${path}?X-Amz-Signature=hush`;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
