/** Tells a history to gateways, and reads what became of it: all that is shown, and nothing of how or when it came. */
import type pg from "pg";
import { recordDefinitions } from "../../src/records/record-types.ts";
import { decodeSamples } from "../../src/records/series-codec.ts";
import { deliver } from "../terra-client.ts";
import type { Arrival, HistoryDelivery } from "./arbitrary-history.ts";

export type Target = { url: string; secret: string };

/** The history one delivery after the other, at one gateway. */
export function inOrder(history: readonly HistoryDelivery[]): Arrival {
  return history.map((_, delivery) => [{ delivery, gateway: 0 }]);
}

/** Sends a history, under ids of its own; every answer must be 200. */
export async function tell(
  targets: readonly Target[],
  history: readonly HistoryDelivery[],
  arrival: Arrival,
  own: string,
): Promise<void> {
  const texts = history.map(({ body }) => JSON.stringify(body).replaceAll("%", own));
  for (const group of arrival) {
    const answers = await Promise.all(
      group.map(({ delivery, gateway }) => {
        const { headers = {} } = history[delivery] ?? {};
        const ownHeaders = Object.entries(headers).map(([name, value]) => [name, value.replaceAll("%", own)]);
        return deliver(targets[gateway] as Target, texts[delivery] ?? "", Object.fromEntries(ownHeaders));
      }),
    );
    const bad = answers.find(({ status }) => status !== 200);
    if (bad) throw new Error(`a delivery was answered ${bad.status}`);
  }
}

const NOT_COMPARED = new Set([
  ...["connection_id", "created_at", "updated_at", "revision"],
  ...["delivery_id", "arrived_at", "section_versions", "tombstone"],
]);

/** All that a history made, as text, the same for the same state. */
export async function stateOf(pool: pg.Pool, own: string): Promise<string> {
  const { rows: connections } = await pool.query(
    `select c.id, c.terra_user_id, c.provider, c.status, c.scopes, c.notice, u.reference_id,
            (select count(*) from connections other where other.user_id = c.user_id)::int as of_user
       from connections c join users u on u.id = c.user_id
      where c.terra_user_id like $1 order by c.terra_user_id`,
    [`${own}%`],
  );
  const state = await Promise.all(
    connections.map(async ({ id, ...shown }) => ({
      ...shown,
      records: await Promise.all(recordDefinitions.map(({ table }) => recordsOf(pool, table, id))),
      series: await seriesOf(pool, id),
    })),
  );
  return JSON.stringify(state, null, 1).replaceAll(own, "%");
}

async function recordsOf(pool: pg.Pool, table: string, connectionId: string): Promise<unknown[]> {
  const { rows } = await pool.query(`select * from ${table} where connection_id = $1 order by key`, [
    connectionId,
  ]);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([column, value]) => !NOT_COMPARED.has(column) && value !== null),
    ),
  );
}

async function seriesOf(pool: pg.Pool, connectionId: string): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select type, key, name, window_start::text, window_end::text, count, packed
       from series where connection_id = $1 order by type, key, name, window_start`,
    [connectionId],
  );
  return rows.map(({ packed, ...row }) => ({ ...row, samples: decodeSamples(packed) }));
}

/** All of a history's transfers that is not about when things arrived. */
export async function transfersOf(pool: pg.Pool, own: string): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select t.reference, t.status, t.expected, t.least_expected, t.received, t.retry_at, t.start_date, t.end_date,
            t.payload_clock_micros, c.terra_user_id,
            (select jsonb_object_agg(name, jsonb_build_array(fact->0->1, fact->1)) from jsonb_each(t.facts) as f (name, fact))
              as facts
       from transfers t left join connections c on c.id = t.connection_id
      where t.reference like $1 order by t.reference`,
    [`${own}%`],
  );
  return JSON.parse(JSON.stringify(rows).replaceAll(own, "%"));
}
