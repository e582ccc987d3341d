/** A subscriber over graphql-transport-ws that goes on behind its last cursor whenever its socket is cut. */
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "graphql-ws/client";
import { WebSocket } from "ws";
import type { Target } from "./target.ts";

export type ToldEvent = {
  kind: string;
  cursor: string;
  recordId?: string;
  revision?: number;
};

export type Listener = {
  events: ToldEvent[];
  /** How often it began anew. */
  reconnects(): number;
  /** Resolves when nothing has come for so long. */
  quietFor(milliseconds: number): Promise<void>;
};

const document = `subscription ($after: String) {
  dataEvents(after: $after) {
    kind: __typename cursor
    ... on RecordSaved { recordId revision }
    ... on RecordDeleted { recordId }
  }
}`;

/** From the oldest event on. */
export function openListener({ url, adminKey }: Target, opened: AsyncDisposableStack): Listener {
  const events: ToldEvent[] = [];
  let [starts, lastAt] = [0, performance.now()];
  const end = new AbortController();

  async function follow(): Promise<void> {
    while (!end.signal.aborted) {
      starts += 1;
      const client = createClient({
        url: `${url.replace("http", "ws")}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${adminKey}` },
        retryAttempts: 0,
      });
      const stop = () => void client.dispose();
      end.signal.addEventListener("abort", stop);
      try {
        const after = events.at(-1)?.cursor ?? "START";
        for await (const { data } of client.iterate<{ dataEvents: ToldEvent }>({
          query: document,
          variables: { after },
        })) {
          if (data) events.push(data.dataEvents);
          lastAt = performance.now();
        }
      } catch {
        // Cut off, or not there yet.
      }
      end.signal.removeEventListener("abort", stop);
      await sleep(50);
    }
  }

  const following = follow();
  opened.defer(async () => {
    end.abort();
    await following;
  });
  return {
    events,
    reconnects: () => starts - 1,
    quietFor: async (milliseconds) => {
      lastAt = performance.now();
      while (performance.now() - lastAt < milliseconds) await sleep(20);
    },
  };
}
