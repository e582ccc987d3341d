/** Reading transfers: those that something names, and the lists of many connections at once. */
import DataLoader from "dataloader";
import { type Kysely, sql } from "kysely";
import { mayReadTransfer } from "../access/policy.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Database } from "../database/database.ts";
import { isoInstant } from "../database/instants.ts";
import type { Context } from "../graphql/context.ts";
import { readTime } from "../terra/times.ts";
import type { Transfer, TransferStatus } from "./transfer.ts";
import { statusAt } from "./transfer-status.ts";

/** Where a transfer stands in its connection's list. */
export type TransferPlace = { startedAt: string; reference: string };
export type TransfersAsked = { connectionId: string; after: TransferPlace | null };

/** Transfers by their references; null where there is none that the viewer may read. */
export function transferLoader({ viewer, session, loader }: Context): DataLoader<string, Transfer | null> {
  return loader("transfers by reference", () => {
    return new DataLoader(async (references) => {
      const { rows } = await sql<TransferRow>`
        select ${columns} from transfers t left join connections c on c.id = t.connection_id
         where t.reference = any(${references}::text[]) and ${mayReadTransfer(viewer, "c")}`.execute(
        session.db,
      );
      const found = new Map(rows.map((row) => [row.reference, transferOf(row)]));
      return references.map((reference) => found.get(reference) ?? null);
    });
  });
}

/** Each connection's transfers from its place on, the newest first, at most `limit` of each. */
export async function readTransfers(
  db: Kysely<Database>,
  viewer: Viewer,
  asked: readonly TransfersAsked[],
  limit: number,
): Promise<Transfer[][]> {
  const { rows } = await sql<TransferRow>`
    select ${columns}
      from unnest(${asked.map((one) => one.connectionId)}::uuid[],
                  ${asked.map(({ after }) => after?.startedAt ?? "infinity")}::timestamptz[],
                  ${asked.map(({ after }) => after?.reference ?? "")}::text[]) as parent (connection_id, at, reference)
      join connections c on c.id = parent.connection_id
     cross join lateral (
       select *
         from transfers t
        where t.connection_id = c.id and (t.started_at, t.reference) < (parent.at, parent.reference)
        order by t.started_at desc, t.reference desc
        limit ${limit}
     ) t
     where ${mayReadTransfer(viewer, "c")}
     order by t.started_at desc, t.reference desc`.execute(db);
  const byConnection = Map.groupBy(rows, (row) => row.connectionId);
  return asked.map(({ connectionId }) =>
    (byConnection.get(connectionId) ?? []).map((row) => transferOf(row)),
  );
}

/** How many transfers each connection has. */
export async function countTransfers(
  db: Kysely<Database>,
  viewer: Viewer,
  connectionIds: readonly string[],
): Promise<number[]> {
  const { rows } = await sql<{ id: string; count: number }>`
    select c.id, count(*)::int4 as count
      from connections c
      join transfers t on t.connection_id = c.id
     where c.id = any(${connectionIds}::uuid[]) and ${mayReadTransfer(viewer, "c")}
     group by c.id`.execute(db);
  const counts = new Map(rows.map(({ id, count }) => [id, count]));
  return connectionIds.map((id) => counts.get(id) ?? 0);
}

const columns = sql`
  t.reference, t.connection_id, t.status, t.expected as expected_payloads, t.received as received_payloads, t.started_at,
  t.updated_at, t.last_payload_at, t.retry_at, t.start_date, t.end_date, t.quiet_since`;

type TransferRow = Transfer & { status: TransferStatus; quietSince: string };

// A transfer may have become stale since somebody last looked.
function transferOf({ quietSince, ...row }: TransferRow, nowMicros: number = Date.now() * 1000): Transfer {
  const quietSinceMicros = readTime(quietSince)?.instantMicros ?? nowMicros;
  return {
    ...row,
    status: statusAt({ status: row.status, expected: row.expectedPayloads, quietSinceMicros }, nowMicros),
    startedAt: isoInstant(row.startedAt),
    updatedAt: isoInstant(row.updatedAt),
    lastPayloadAt: row.lastPayloadAt && isoInstant(row.lastPayloadAt),
    retryAt: row.retryAt && isoInstant(row.retryAt),
  };
}
