/** A gateway with the read door alone, which counts its statements; and rows to read, put there by SQL. */

import type { Resolvers } from "../../src/graphql/schema.ts";
import { createReadDoor, type ReadDoorOptions } from "../../src/read-door.ts";
import { resolvers } from "../../src/resolvers.ts";
import type { Config } from "../../src/settings.ts";
import { openTestGateway, type TestGateway } from "../gateway.ts";
import { openTestPool } from "../pool.ts";

export type TestReadDoor = TestGateway & {
  /** The statements of all operations so far. */
  statements: string[];
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
};

export async function openTestReadDoor(
  overrides: Partial<Config> = {},
  more: Extract<Resolvers, readonly unknown[]>[number][] = [],
  options: Partial<ReadDoorOptions> = {},
): Promise<TestReadDoor> {
  const statements: string[] = [];
  const door = createReadDoor({
    resolvers: [...resolvers, ...more],
    onStatement: (sql) => void statements.push(sql),
    ...options,
  });
  const gateway = await openTestGateway(overrides, [door]);
  const pool = openTestPool(gateway.databaseUrl, { application_name: "the test", max: 4 });
  const dispose = async () => {
    await pool.end();
    await gateway[Symbol.asyncDispose]();
  };
  return {
    ...gateway,
    statements,
    sql: async (text, values = []) => (await pool.query(text, values)).rows,
    [Symbol.asyncDispose]: dispose,
  };
}

/** Users, three to an instant so that ids decide too, each with connections of two providers and a history. */
export async function insertPeople({ sql }: TestReadDoor, users: number, connectionsEach = 2): Promise<void> {
  await sql(
    `insert into users (id, reference_id, created_at)
     select gen_random_uuid(), 'user-' || n, timestamptz '2026-01-15 08:00:00.123456+00' + (n / 3) * interval '1 microsecond'
       from generate_series(1, $1) n`,
    [users],
  );
  await sql(
    `insert into connections (id, user_id, terra_user_id, provider, status, scopes, notice, last_data_at, created_at)
     select gen_random_uuid(), u.id, 'terra-' || u.reference_id || '-' || n,
            case n % 2 when 0 then 'GARMIN' else 'OURA' end, case n % 2 when 0 then 'ACTIVE' else 'DEGRADED' end,
            '["DAILY", "SLEEP"]', case n % 2 when 1 then '{"type": "connection_error", "at": "2026-01-16T00:00:00Z", "message": null}'::jsonb end,
            u.created_at + interval '1 day', u.created_at
       from users u, generate_series(1, $1) n`,
    [connectionsEach],
  );
  await sql(
    `insert into connection_events (connection_id, at, id, kind, terra_user_id, details)
     select c.id, c.created_at + (n / 2) * interval '1 second', gen_random_uuid(), 'auth', c.terra_user_id, jsonb_build_object('nth_Time', n)
       from connections c, generate_series(1, 5) n`,
  );
}

/** Deliveries, three to an instant, a third of them FAILED, each of a connection. */
export async function insertDeliveries({ sql }: TestReadDoor, deliveries: number): Promise<void> {
  await sql(
    `insert into deliveries (received_at, id, type, state, error, notes, reference, trace_id, connection_id,
                             headers, hash, secret, bytes, encoding, body)
     select timestamptz '2026-02-01 10:00:00.5+00' + (n / 3) * interval '1 microsecond', gen_random_uuid(),
            case n % 2 when 0 then 'sleep' else 'daily' end, case n % 3 when 0 then 'FAILED' else 'APPLIED' end,
            case n % 3 when 0 then 'data[0] has no key' end, '["odd"]', 'ref', 'trace-' || n,
            (select id from connections order by id limit 1), '{"secret": "header"}', '\\x00', 0, 7, 0, '\\x00'
       from generate_series(1, $1) n`,
    [deliveries],
  );
}
