// Made by `npm run codegen` from the schema and its operations. Do not edit.
import { createClient } from "graphql-ws/client";
import type { Access } from "./access.ts";
import { AnswerError, type AnswerFault, NetworkError, TerrariumError } from "./errors.ts";
import { backoffMs, LONGEST_WAIT_MS, wait } from "./wait.ts";

export type FollowOptions = {
  /** Ends the events when it is aborted. */
  signal?: AbortSignal | undefined;
  /** How often in a row a broken connection is opened again before it is given up. 20 where it is not given. */
  retries?: number | undefined;
  /** How often the gateway is asked whether it is still there, and how long it may take to say so. 10 seconds. */
  pingMs?: number | undefined;
  /** Told each time that a connection broke and is opened again. */
  onBreak?: ((error: TerrariumError) => void) | undefined;
};

type Result<Event> = {
  data?: Record<string, Event> | null | undefined;
  errors?: readonly AnswerFault[] | undefined;
};

export type Request = { document: string; variables: Record<string, unknown> };

/** Closes that no further try would mend: the key, the protocol or the operation is wrong. */
const FINAL_CLOSES = [4004, 4005, 4400, 4401, 4403, 4406, 4409, 4429];
/** Codes of answers that another try may mend. */
const PASSING_CODES = ["INTERNAL_SERVER_ERROR", "RATE_LIMITED"];

/**
 * The events of a subscription. Where the connection breaks it is opened again behind the cursor of the last event, so
 * that none is missed and none comes twice.
 */
export async function* eventsOf<Event extends { readonly cursor: string }>(
  access: Access,
  { document, variables }: Request,
  { signal, retries = 20, pingMs = 10_000, onBreak }: FollowOptions,
): AsyncGenerator<Event, void, undefined> {
  let after = variables["after"];
  let tries = 0;
  while (!signal?.aborted) {
    const openedAt = Date.now();
    try {
      const request = { document, variables: { ...variables, after } };
      for await (const event of oneConnection<Event>(access, request, pingMs, signal)) {
        after = event.cursor;
        tries = 0;
        yield event;
      }
      if (!signal?.aborted) throw new NetworkError("The gateway ended the subscription.");
    } catch (thrown) {
      if (signal?.aborted) return;
      const error = errorOf(thrown);
      if (Date.now() - openedAt > LONGEST_WAIT_MS) tries = 0;
      if (isFinal(error) || tries >= retries) throw error;
      onBreak?.(error);
      await wait(backoffMs(tries++), signal);
    }
  }
}

// Not graphql-ws's own retries: they send the operation again as it was, with the cursor that it began with.
async function* oneConnection<Event>(
  access: Access,
  { document, variables }: Request,
  pingMs: number,
  signal?: AbortSignal,
) {
  const client = createClient({
    url: access.url.href.replace(/^http/, "ws"),
    connectionParams: async () => ({ authorization: await access.authorization() }),
    retryAttempts: 0,
    keepAlive: pingMs,
    connectionAckWaitTimeout: pingMs,
  });
  let silence: ReturnType<typeof setTimeout> | undefined;
  client.on("ping", (received) => {
    if (!received) silence = setTimeout(() => client.terminate(), pingMs);
  });
  client.on("pong", (received) => {
    if (received) clearTimeout(silence);
  });
  const results = client.iterate<Record<string, Event>>({ query: document, variables });
  const leave = (): void => void results.return?.();
  // graphql-ws takes a normal close for a wish to connect again.
  client.on("closed", leave);
  signal?.addEventListener("abort", leave);
  try {
    if (signal?.aborted) leave();
    for await (const result of results) yield eventIn(result);
  } finally {
    clearTimeout(silence);
    signal?.removeEventListener("abort", leave);
  }
}

// A field that failed would look like one that is null.
function eventIn<Event>({ data, errors }: Result<Event>): Event {
  const [event] = Object.values(data ?? {});
  if (errors?.length || !event) throw new AnswerError(errors ?? []);
  return event;
}

// graphql-ws throws the close of the socket, the errors of an answer, or what went wrong in itself.
function errorOf(thrown: unknown): TerrariumError {
  if (thrown instanceof TerrariumError) return thrown;
  if (Array.isArray(thrown)) return new AnswerError(thrown as AnswerFault[]);
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "reason" in thrown) {
    return closeError(Number(thrown.code), String(thrown.reason));
  }
  return new NetworkError("The connection broke.", thrown);
}

// The gateway's reason begins with its code.
function closeError(close: number, reason: string): TerrariumError {
  const [, code, message] = /^([A-Z_]+): (.+)$/s.exec(reason) ?? [];
  if (FINAL_CLOSES.includes(close)) {
    return new TerrariumError(
      code ?? `CLOSED_${close}`,
      message ?? `The socket was closed with ${close}: ${reason}`,
    );
  }
  return new NetworkError(`The socket was closed with ${close}${reason && `: ${reason}`}.`);
}

function isFinal(error: TerrariumError): boolean {
  return !(error instanceof NetworkError) && !PASSING_CODES.includes(error.code);
}
