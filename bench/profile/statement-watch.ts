/** What a process's PostgreSQL clients do: how long each statement was away, and what lies between two of them. */
import { performance } from "node:perf_hooks";
import type pg from "pg";

export type StatementTimes = { count: number; ms: number };

export type StatementWatch = {
  /** By text. From handing a statement to the client until its rows are there. */
  byText: Record<string, StatementTimes>;
  transactions: number;
  /** Of all transactions together, from BEGIN's sending to COMMIT's answer. */
  transactionMs: number;
  /** Of those: in which no statement was away, so that PostgreSQL waited for this process. */
  betweenMs: number;
};

type Watch = { begin(): void; end(): StatementWatch };
type Client = pg.Client;
type Transaction = { startedAt: number; awayMs: number };

export function openStatementWatch({ Client }: { Client: typeof pg.Client }): Watch {
  const open = new WeakMap<Client, Transaction>();
  let seen: StatementWatch | null = null;

  function answered(client: Client, text: string, sentAt: number): void {
    const now = performance.now();
    const transaction = open.get(client);
    if (transaction) transaction.awayMs += now - sentAt;
    if (seen === null) return;
    const { count, ms } = seen.byText[text] ?? { count: 0, ms: 0 };
    seen.byText[text] = { count: count + 1, ms: ms + now - sentAt };
    if (transaction === undefined || !isEnd(text)) return;
    open.delete(client);
    seen.transactions += 1;
    seen.transactionMs += now - transaction.startedAt;
    seen.betweenMs += now - transaction.startedAt - transaction.awayMs;
  }

  Client.prototype.query = new Proxy(Client.prototype.query, {
    apply: (query, client: Client, given: unknown[]) => {
      const text = textOf(given[0]);
      const sentAt = performance.now();
      if (/^begin|^start transaction/i.test(text)) open.set(client, { startedAt: sentAt, awayMs: 0 });
      const result: unknown = Reflect.apply(query, client, given);
      if (result instanceof Promise)
        result.then(
          () => answered(client, text, sentAt),
          () => undefined,
        );
      return result;
    },
  });

  return {
    begin: () => {
      seen = { byText: {}, transactions: 0, transactionMs: 0, betweenMs: 0 };
    },
    end: () => {
      if (seen === null) throw new Error("nothing is watched");
      const result = seen;
      seen = null;
      return result;
    },
  };
}

function isEnd(text: string): boolean {
  return /^(commit|rollback)/i.test(text);
}

function textOf(given: unknown): string {
  const text = typeof given === "string" ? given : (given as { text?: unknown } | undefined)?.text;
  return typeof text === "string" ? text.trim() : "";
}
