/** Results as server-sent events, as GraphQL over SSE has them: a `next` for each, and `complete` behind the last. */
import type { ServerResponse } from "node:http";
import type { FormattedExecutionResult } from "graphql";
import { factsOf } from "../log.ts";
import type { Execution } from "./execution.ts";
import type { Results } from "./subscriptions.ts";

/** A comment, which clients pass over: it keeps proxies from closing a connection on which nothing comes. */
const PING = ":\n\n";
const COMPLETE = "event: complete\ndata:\n\n";
const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  // nginx would gather the events otherwise.
  "x-accel-buffering": "no",
};

export type EventStream = {
  /** Resolves when all is sent, or the client has gone. */
  sent: Promise<void>;
  /** Ends what runs, with a last result. */
  end(last: FormattedExecutionResult): void;
};

/**
 * Each result waits until the one before has gone to the client's side, and a client that reads nothing for as long as
 * two pings is given up. When the client has gone, the results are left.
 */
export function sendEvents(
  response: ServerResponse,
  results: Results,
  { show, mask, log }: Pick<Execution, "show" | "mask" | "log">,
  pingMs: number,
): EventStream {
  let farewell = COMPLETE;
  const leave = () => {
    results.return?.().catch((error: unknown) => {
      log("error", "An event stream could not be left cleanly.", factsOf(error));
    });
  };
  const pinging = setInterval(() => {
    if (response.writableLength === 0) response.write(PING);
  }, pingMs);
  response.setTimeout(2 * pingMs, () => response.destroy());
  response.once("close", leave);
  const send = async () => {
    response.writeHead(200, HEADERS);
    // Some browsers take a stream for open when its first byte comes.
    await write(response, PING);
    try {
      for await (const result of results) await write(response, next(show(result)));
    } catch (error) {
      await write(response, next({ errors: [mask(error)] }));
    }
    clearInterval(pinging);
    response.end(farewell);
  };
  return {
    sent: send(),
    end(last) {
      farewell = next(last) + COMPLETE;
      leave();
    },
  };
}

function next(result: FormattedExecutionResult): string {
  return `event: next\ndata: ${JSON.stringify(result)}\n\n`;
}

// What cannot be written is of a connection that is gone, and then its results are left.
function write(response: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => response.write(text, () => resolve()));
}
