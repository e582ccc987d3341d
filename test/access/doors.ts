/** What each way in says to whoever comes with a token: their kind, or why not. */

import { openSocket } from "../graphql/socket-client.ts";
import { ask } from "../graphql-client.ts";

export type Entry = { kind: string } | { refused: string };

export const doors: { name: string; enter(url: string, bearer: string): Promise<Entry> }[] = [
  {
    name: "HTTP",
    async enter(url, bearer) {
      const { status, data, errors } = await ask<{ viewer: { kind: string } } | undefined>(
        { url, adminKey: bearer },
        "{ viewer { kind } }",
      );
      if (data) return data.viewer;
      const { message, extensions } = errors?.[0] ?? { message: "", extensions: {} };
      return { refused: `${status} ${extensions["code"]}: ${message}` };
    },
  },
  {
    name: "WebSocket",
    async enter(url, bearer) {
      using client = await openSocket(url);
      client.send({ type: "connection_init", payload: { authorization: `Bearer ${bearer}` } });
      const answer = await client.next().catch(() => null);
      if (answer === null) {
        const { code, reason } = await client.closed;
        return { refused: `${code} ${reason}` };
      }
      client.send({ type: "subscribe", id: "1", payload: { query: "{ viewer { kind } }" } });
      const { payload } = await client.next();
      return (payload as { data: { viewer: { kind: string } } }).data.viewer;
    },
  },
];

/** The status of HTTP and the close code of a socket that stand for a refusal. */
export const REFUSED = /^(401|4403) UNAUTHENTICATED: /;
