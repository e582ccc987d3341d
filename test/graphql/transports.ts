/** One operation over each transport, for what must hold on all of them. */
import { createClient, NetworkError } from "graphql-sse";
import { connect } from "./socket-client.ts";

type Target = { url: string; adminKey: string };
export type Failure = { message: string; path?: readonly unknown[]; extensions: Record<string, unknown> };
export type Outcome = { data?: Record<string, unknown> | null; errors?: readonly Failure[] };

export type Transport = {
  name: string;
  run(target: Target, query: string, variables?: Record<string, unknown>): Promise<Outcome>;
  /** A request as it is, which may have no query, or more than one. */
  send(target: Target, request: Record<string, unknown>): Promise<Outcome>;
};

export const transports: Transport[] = [
  transport("HTTP", post),
  transport("WebSocket", subscribe),
  transport("server-sent events", stream),
];

function transport(name: string, send: Transport["send"]): Transport {
  return { name, send, run: (target, query, variables = {}) => send(target, { query, variables }) };
}

async function post({ url, adminKey }: Target, request: Record<string, unknown>): Promise<Outcome> {
  const response = await fetch(new URL("/graphql", url), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${adminKey}` },
    body: JSON.stringify(request),
  });
  return (await response.json()) as Outcome;
}

// The protocol wants a query in every request.
async function subscribe(target: Target, request: Record<string, unknown>): Promise<Outcome> {
  using client = await connect(target);
  client.send({ type: "subscribe", id: "1", payload: { query: "", ...request } });
  const { type, payload } = await client.next();
  return type === "error" ? { errors: payload as Failure[] } : (payload as Outcome);
}

// What is refused before there is a stream is answered as any request is.
async function stream({ url, adminKey }: Target, request: Record<string, unknown>): Promise<Outcome> {
  const headers = { authorization: `Bearer ${adminKey}` };
  const client = createClient({ url: `${url}/graphql/stream`, headers, retryAttempts: 0 });
  try {
    const results = client.iterate<Outcome["data"]>({ query: "", ...request });
    for await (const result of results) return result as Outcome;
  } catch (error) {
    if (error instanceof NetworkError && error.response?.status) return error.response.json();
    throw error;
  }
  throw new Error("The stream was completed without a result.");
}
