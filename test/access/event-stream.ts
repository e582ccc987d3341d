/** A subscription to dataEvents on a line of its own, by either transport, and all that came on it. */
import { ADMIN } from "../../src/access/viewer.ts";
import { readCursor } from "../../src/graphql/ids.ts";
import { connect, type SocketEnd } from "../graphql/socket-client.ts";
import { openEvents } from "../graphql/stream-client.ts";

export type StreamEvent = {
  __typename: string;
  cursor: string;
  recordType?: string;
  connection?: { terraUserId: string } | null;
  record?: { user: { referenceId: string } } | null;
};

/** How events come to a client. */
export const WAYS = ["WebSocket", "server-sent events"] as const;
export type Way = (typeof WAYS)[number];

export type EventStream = Disposable & {
  /** Of the events, in their order. */
  events: StreamEvent[];
  /** What came in the place of an event: errors of it, or of the subscription. */
  errors: unknown[];
  /** Of server-sent events it is what their last error says. */
  closed: Promise<SocketEnd>;
  /** Resolves when there are so many events; rejects when they do not come. */
  reached(count: number): Promise<void>;
  pause(): void;
  resume(): void;
};

type Target = { url: string; adminKey: string };
type Result = { data?: { dataEvents?: StreamEvent }; errors?: StreamError[] };
type StreamError = { message: string; extensions: { code: string; closeCode?: number } };
type Line = Disposable & Pick<EventStream, "closed" | "pause" | "resume">;
type Hear = (result: Result) => void;

const FIELDS = `__typename cursor
  ... on RecordSaved { recordType connection { terraUserId } record { user { referenceId } } }
  ... on RecordDeleted { recordType connection { terraUserId } }
  ... on ConnectionChanged { connection { terraUserId } }`;

/** Subscribed when it resolves, as far as a client can know. */
export async function openStream(
  target: Target,
  {
    after = null,
    fields = FIELDS,
    way = "WebSocket",
  }: { after?: string | null; fields?: string; way?: Way } = {},
): Promise<EventStream> {
  const events: StreamEvent[] = [];
  const errors: unknown[] = [];
  let wake = () => {};
  const query = `subscription ($after: String) { dataEvents(after: $after) { ${fields} } }`;
  const open = way === "WebSocket" ? openSocketLine : openEventLine;
  const line = await open(target, { query, variables: { after } }, (result) => {
    if (result.errors) errors.push(...result.errors);
    if (result.data?.dataEvents) events.push(result.data.dataEvents);
    wake();
  });
  return {
    ...line,
    events,
    errors,
    async reached(count) {
      const late = AbortSignal.timeout(5_000);
      while (events.length < count) {
        await new Promise<void>((resolve, reject) => {
          wake = resolve;
          late.onabort = () => reject(new Error(`${count} events were wanted; ${events.length} came.`));
        });
      }
    },
    [Symbol.dispose]: line[Symbol.dispose],
  };
}

// The gateway has answered what was sent after the subscription.
async function openSocketLine(target: Target, payload: object, hear: Hear): Promise<Line> {
  const client = await connect(target);
  const { promise: live, resolve: isLive } = Promise.withResolvers<void>();
  client.socket.on("message", (data) => {
    const { type, payload } = JSON.parse(String(data));
    if (type === "pong") isLive();
    if (type === "error") hear({ errors: payload });
    if (type === "next") hear(payload);
  });
  void client.closed.then(() => isLive());
  client.send({ type: "subscribe", id: "1", payload });
  client.send({ type: "ping" });
  await live;
  return {
    closed: client.closed,
    pause: () => client.socket.pause(),
    resume: () => client.socket.resume(),
    [Symbol.dispose]: () => client[Symbol.dispose](),
  };
}

async function openEventLine({ url, adminKey }: Target, operation: object, hear: Hear): Promise<Line> {
  const client = await openEvents(url, {
    operation: { ...operation },
    headers: { authorization: `Bearer ${adminKey}` },
  });
  let heard = 0;
  let last: SocketEnd = { code: 1006, reason: "" };
  const take = () => {
    for (const { event, data } of client.events.slice(heard)) {
      heard += 1;
      if (event !== "next") continue;
      const result = data as Result;
      const [error] = result.errors ?? [];
      if (error?.extensions.closeCode === undefined) hear(result);
      else last = { code: error.extensions.closeCode, reason: `${error.extensions.code}: ${error.message}` };
    }
  };
  client.onEvent(take);
  take();
  return {
    closed: client.closed.then(() => last),
    pause: client.pause,
    resume: client.resume,
    [Symbol.dispose]: () => client[Symbol.dispose](),
  };
}

/** Where an event stands in the order of commits. Of whoever's cursors are not sealed. */
export function seqOf({ cursor }: StreamEvent): number {
  return Number(readCursor(ADMIN, "changes", cursor)[0]);
}
