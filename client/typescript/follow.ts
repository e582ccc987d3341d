// Made by `npm run codegen` from the schema and its operations. Do not edit.
import type { Access } from "./access.ts";
import { AnswerError, type AnswerFault, NetworkError, TerrariumError } from "./errors.ts";
import { oneSocket, type Request } from "./socket.ts";
import { backoffMs, LONGEST_WAIT_MS, wait } from "./wait.ts";

export type FollowOptions = {
  /** Ends the events when it is aborted. */
  signal?: AbortSignal | undefined;
  /**
   * How often in a row a broken connection is opened again before it is given up. Where it is not given, 3 times until
   * the gateway was once reached, so that a wrong address is soon told, and 20 times after that.
   */
  retries?: number | undefined;
  /** How often the gateway is asked whether it is still there; it is taken to be gone after twice that time. 10 seconds. */
  pingMs?: number | undefined;
  /** Told each time that a connection broke and is opened again. */
  onBreak?: ((error: TerrariumError) => void) | undefined;
};

type Result<Event> = {
  data?: Record<string, Event> | null | undefined;
  errors?: readonly AnswerFault[] | undefined;
};

/** Closes that no further try would mend: the key, the protocol or the operation is wrong. */
const FINAL_CLOSES = [4004, 4005, 4400, 4401, 4403, 4406, 4409, 4429];
/** Codes of answers that another try may mend. */
const PASSING_CODES = ["INTERNAL_SERVER_ERROR", "RATE_LIMITED"];

const FIRST_RETRIES = 3;
const LATER_RETRIES = 20;

/**
 * The events of a subscription. Where the connection breaks it is opened again behind the cursor of the last event, so
 * that none is missed and none comes twice. To return ends the events at once, even while the next is awaited.
 */
export function eventsOf<Event extends { readonly cursor: string }>(
  access: Access,
  request: Request,
  options: FollowOptions,
): AsyncGenerator<Event, void, undefined> {
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const events = follow<Event>(access, request, options, signal);
  // By itself a generator would end only after the event that it waits for.
  const end = events.return.bind(events);
  events.return = (value) => {
    stop.abort();
    return end(value);
  };
  return events;
}

async function* follow<Event extends { readonly cursor: string }>(
  access: Access,
  { document, variables }: Request,
  { retries, pingMs = 10_000, onBreak }: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<Event, void, undefined> {
  let after = variables["after"];
  let tries = 0;
  let mostTries = retries ?? FIRST_RETRIES;
  const onOpen = () => {
    mostTries = retries ?? LATER_RETRIES;
  };
  while (!signal.aborted) {
    const openedAt = Date.now();
    try {
      const request = { document, variables: { ...variables, after } };
      for await (const result of oneSocket<Result<Event>>(access, request, { pingMs, signal, onOpen })) {
        const event = eventIn(result);
        after = event.cursor;
        tries = 0;
        yield event;
      }
    } catch (thrown) {
      if (signal.aborted) return;
      const error = errorOf(thrown, access);
      if (Date.now() - openedAt > LONGEST_WAIT_MS) tries = 0;
      if (isFinal(error) || tries >= mostTries) throw error;
      onBreak?.(error);
      await wait(backoffMs(tries++), signal);
    }
  }
}

// A field that failed would look like one that is null.
function eventIn<Event>({ data, errors }: Result<Event>): Event {
  const [event] = Object.values(data ?? {});
  if (errors?.length || !event) throw new AnswerError(errors ?? []);
  return event;
}

// graphql-ws throws the close of the socket, the errors of an answer, or what went wrong in itself.
function errorOf(thrown: unknown, { url }: Access): TerrariumError {
  if (thrown instanceof TerrariumError) return thrown;
  if (Array.isArray(thrown)) return new AnswerError(thrown as AnswerFault[]);
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "reason" in thrown) {
    return closeError(Number(thrown.code), String(thrown.reason));
  }
  // A WebSocket does not say why it could not be opened.
  const why = thrown instanceof Error ? thrown.message : "the connection broke, or none could be made.";
  return new NetworkError(`${url.href} could not be followed: ${why}`, thrown);
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
