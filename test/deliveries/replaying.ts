/** Replays over GraphQL, and the whole state by SQL, to see what a replay leaves as it was. */
import type pg from "pg";
import { recordDefinitions } from "../../src/records/record-types.ts";
import { read } from "../graphql-client.ts";

type Target = { url: string; adminKey: string };

export type Replay = {
  replayed: number;
  applied: number;
  pending: number;
  failed: number;
  ignored: number;
  skipped: number;
  tookBack: boolean;
  deliveries: { id: string; state: string; error: string | null; attempts: number; notes: string[] }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

export const REPLAY = `mutation ($ids: [ID!], $filter: DeliveryFilter, $first: Int, $after: String) {
  replayDeliveries(ids: $ids, filter: $filter, first: $first, after: $after) {
    replayed applied pending failed ignored skipped tookBack
    deliveries { id state error attempts notes }
    pageInfo { hasNextPage endCursor }
  }
}`;

export async function replay(target: Target, variables: Record<string, unknown>): Promise<Replay> {
  const { replayDeliveries } = await read<{ replayDeliveries: Replay }>(target, REPLAY, variables);
  return replayDeliveries;
}

const TABLES = [
  ...["connections", "connection_events", "connection_aliases", "terra_user_ids", "terra_user_links"],
  ...["users", "user_events", "series", "transfers", "healthchecks", "changes"],
];

/** Every row of everything that deliveries made, revisions and times too. */
export async function everything(pool: pg.Pool): Promise<Record<string, unknown>> {
  const tables = [...recordDefinitions.map(({ table }) => table), ...TABLES];
  const rows = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await pool.query(`select t::text as row from ${table} t order by t::text`);
      return [table, rows.map(({ row }) => row)];
    }),
  );
  return Object.fromEntries(rows);
}
