/** A subscription to dataEvents on a socket of its own, and all that came on it. */
import { ADMIN } from "../../src/access/viewer.ts";
import { readCursor } from "../../src/graphql/ids.ts";
import { connect, type SocketEnd } from "../graphql/socket-client.ts";

export type StreamEvent = {
  __typename: string;
  cursor: string;
  recordType?: string;
  connection?: { terraUserId: string } | null;
  record?: { user: { referenceId: string } } | null;
};

export type EventStream = Disposable & {
  /** Of the events, in their order. */
  events: StreamEvent[];
  /** What came in the place of an event: errors of it, or of the subscription. */
  errors: unknown[];
  closed: Promise<SocketEnd>;
  /** Resolves when there are so many events; rejects when they do not come. */
  reached(count: number): Promise<void>;
  pause(): void;
  resume(): void;
};

const FIELDS = `__typename cursor
  ... on RecordSaved { recordType connection { terraUserId } record { user { referenceId } } }
  ... on RecordDeleted { recordType connection { terraUserId } }
  ... on ConnectionChanged { connection { terraUserId } }`;

/** Subscribed when it resolves, as far as a client can know: the gateway has answered what was sent after. */
export async function openStream(
  target: { url: string; adminKey: string },
  { after = null, fields = FIELDS }: { after?: string | null; fields?: string } = {},
): Promise<EventStream> {
  const client = await connect(target);
  const events: StreamEvent[] = [];
  const errors: unknown[] = [];
  const { promise: live, resolve: isLive } = Promise.withResolvers<void>();
  let wake = () => {};
  client.socket.on("message", (data) => {
    const { type, payload } = JSON.parse(String(data));
    if (type === "pong") isLive();
    if (type === "error") errors.push(...payload);
    if (type === "next") {
      if (payload.errors) errors.push(...payload.errors);
      if (payload.data?.dataEvents) events.push(payload.data.dataEvents);
    }
    wake();
  });
  void client.closed.then(() => {
    isLive();
    wake();
  });
  const query = `subscription ($after: String) { dataEvents(after: $after) { ${fields} } }`;
  client.send({ type: "subscribe", id: "1", payload: { query, variables: { after } } });
  client.send({ type: "ping" });
  await live;
  return {
    events,
    errors,
    closed: client.closed,
    async reached(count) {
      const late = AbortSignal.timeout(5_000);
      while (events.length < count) {
        await new Promise<void>((resolve, reject) => {
          wake = resolve;
          late.onabort = () => reject(new Error(`${count} events were wanted; ${events.length} came.`));
        });
      }
    },
    pause: () => client.socket.pause(),
    resume: () => client.socket.resume(),
    [Symbol.dispose]: () => client[Symbol.dispose](),
  };
}

/** Where an event stands in the order of commits. Of whoever's cursors are not sealed. */
export function seqOf({ cursor }: StreamEvent): number {
  return Number(readCursor(ADMIN, "changes", cursor)[0]);
}
