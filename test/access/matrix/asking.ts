/** Asking as one viewer, over either transport; the socket stays open for all that they ask. */
import { randomUUID } from "node:crypto";
import { type Client, createClient } from "graphql-ws/client";
import { WebSocket } from "ws";
import type { Failure, Outcome } from "../../graphql/transports.ts";

export type Asker = AsyncDisposable & {
  transport: "HTTP" | "WebSocket";
  ask(query: string, variables?: Record<string, unknown>): Promise<Outcome>;
};

export function askOverHttp(url: string, bearer: string): Asker {
  return {
    transport: "HTTP",
    async ask(query, variables = {}) {
      const response = await fetch(new URL("/graphql", url), {
        method: "POST",
        headers: { "content-type": "application/json", ...authorizationOf(bearer) },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Outcome;
    },
    async [Symbol.asyncDispose]() {},
  };
}

export function askOverSocket(url: string, bearer: string): Asker {
  const client = openClient(url, bearer);
  return {
    transport: "WebSocket",
    ask: (query, variables = {}) =>
      new Promise((resolve) => {
        let outcome: Outcome = {};
        client.subscribe(
          { query, variables },
          {
            next: (result) => {
              outcome = result as Outcome;
            },
            error: (reason) => resolve({ errors: failuresOf(reason) }),
            complete: () => resolve(outcome),
          },
        );
      }),
    async [Symbol.asyncDispose]() {
      await client.dispose();
    },
  };
}

export function openClient(url: string, bearer: string): Client {
  return createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: authorizationOf(bearer),
    retryAttempts: 0,
    lazyCloseTimeout: 60_000,
    generateID: () => randomUUID(),
  });
}

function authorizationOf(bearer: string): Record<string, string> {
  return bearer === "" ? {} : { authorization: `Bearer ${bearer}` };
}

/** Refused by errors of the operation, or by the end of the socket. */
export function failuresOf(reason: unknown): Failure[] {
  if (Array.isArray(reason)) return reason as Failure[];
  const { code, reason: message = "" } = reason as { code?: number; reason?: string };
  return [{ message: `${code} ${message}`, extensions: { code: message.split(":")[0] } }];
}
