// Made by `npm run codegen` from the schema and its operations. Do not edit.
import { createClient } from "graphql-ws/client";
import type { Access } from "./access.ts";
import { type Document, sent } from "./document.ts";
import { NetworkError } from "./errors.ts";

export type Request = { document: Document; variables: Record<string, unknown> };

type SocketOptions = { pingMs: number; signal: AbortSignal; onOpen: () => void };

/** How many results may wait for a reader who is slower than the gateway. */
const MOST_WAITING = 1_000;

/**
 * The results that one socket brings. Throws where it breaks. Ends where it is aborted, and where the reader is so far
 * behind that it is better to ask again behind what was read than to keep the rest in memory.
 */
export async function* oneSocket<Result>(access: Access, request: Request, options: SocketOptions) {
  const { signal } = options;
  const authorization = await access.authorization();
  if (signal.aborted) return;
  const { results, leave } = subscribe<Result>(access, authorization, request, options);
  signal.addEventListener("abort", leave);
  const reader = results.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return;
      yield value;
    }
  } finally {
    signal.removeEventListener("abort", leave);
    leave();
  }
}

function subscribe<Result>(
  access: Access,
  authorization: string,
  request: Request,
  { pingMs, onOpen }: SocketOptions,
) {
  const client = createClient({
    url: access.url.href.replace(/^http/, "ws"),
    connectionParams: { authorization },
    // Not its own retries: they send the operation again as it was, with the cursor that it began with.
    retryAttempts: 0,
    keepAlive: pingMs,
  });
  let isOver = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe = (): void => {};
  let controller: ReadableStreamDefaultController<Result>;

  function end(finish: () => void): void {
    if (isOver) return;
    isOver = true;
    clearTimeout(silence);
    finish();
    unsubscribe();
    // A socket that is not open yet would be waited for.
    client.terminate();
  }
  const fail = (error: unknown): void => end(() => controller.error(error));
  const leave = (): void => end(() => controller.close());
  const listen = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => fail(new NetworkError(`Nothing came for ${2 * pingMs} ms.`)), 2 * pingMs);
  };
  const next = (result: unknown): void => {
    if (isOver) return;
    controller.enqueue(result as Result);
    if (controller.desiredSize === 0) leave();
  };

  client.on("connected", onOpen);
  client.on("message", () => isOver || listen());
  // graphql-ws takes a normal close for a wish to connect again.
  client.on("closed", () => unsubscribe());
  const results = new ReadableStream<Result>(
    {
      start(given) {
        controller = given;
      },
    },
    { highWaterMark: MOST_WAITING },
  );
  listen();
  unsubscribe = client.subscribe(
    { ...sent(request.document), variables: request.variables },
    {
      next,
      error: fail,
      complete: () => fail(new NetworkError("The gateway ended the subscription.")),
    },
  );
  return { results, leave };
}
