/** Records put straight into the tables, for tests of reading. */
import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Database } from "../../src/database/database.ts";
import type { RecordType } from "../../src/records/health-record.ts";
import { definitionOf } from "../../src/records/record-types.ts";
import { encodeSamples, type Samples } from "../../src/records/series-codec.ts";

/** Times are in ISO-8601, to the microsecond. */
export type RowMade = {
  type: RecordType;
  connectionId: string;
  key: string;
  start: string | null;
  end: string | null;
  localDate: string | null;
  deleted: boolean;
  /** Metrics, by their names; lists and maps as they are. */
  metrics?: Record<string, unknown>;
};

export type ConnectionMade = { id: string; userId: string; provider: string };

export async function insertConnections(
  db: Kysely<Database>,
  connections: readonly ConnectionMade[],
): Promise<void> {
  const userIds = [...new Set(connections.map(({ userId }) => userId))];
  await sql`insert into users (id, reference_id) select id, id::text from unnest(${userIds}::uuid[]) as u (id)`.execute(
    db,
  );
  await sql`
    insert into connections (id, user_id, terra_user_id, provider)
    select id, user_id, id::text, provider
      from unnest(${connections.map(({ id }) => id)}::uuid[], ${connections.map(({ userId }) => userId)}::uuid[],
                  ${connections.map(({ provider }) => provider)}::text[]) as c (id, user_id, provider)`.execute(
    db,
  );
}

/** Users with so many connections each, and nothing in them. */
export async function insertUsers(
  db: Kysely<Database>,
  users: number,
  connectionsEach: number,
): Promise<ConnectionMade[]> {
  const connections = Array.from({ length: users }, () => randomUUID()).flatMap((userId) =>
    Array.from({ length: connectionsEach }, () => ({ id: randomUUID(), userId, provider: "GARMIN" })),
  );
  await insertConnections(db, connections);
  return connections;
}

export async function insertRecords(db: Kysely<Database>, rows: readonly RowMade[]): Promise<void> {
  for (const row of rows) {
    const metrics = Object.entries(row.metrics ?? {});
    const names = metrics.map(([name]) => sql`, ${sql.ref(name)}`);
    const values = metrics.map(
      ([, value]) => sql`, ${typeof value === "object" ? JSON.stringify(value) : value}`,
    );
    await sql`
      insert into ${sql.table(definitionOf(row.type).table)}
        (connection_id, key, start_text, start_instant, end_text, end_instant, local_date, deleted,
         terra_user_id, arrived_at, delivery_id, tie ${sql.join(names, sql``)})
      values
        (${row.connectionId}, ${row.key}, ${row.start}, ${row.start}, ${row.end}, ${row.end}, ${row.localDate}, ${row.deleted},
         'terra', now(), ${randomUUID()}, '[null, null, ""]' ${sql.join(values, sql``)})`.execute(db);
  }
}

export async function insertSeries(
  db: Kysely<Database>,
  { type, connectionId, key }: Pick<RowMade, "type" | "connectionId" | "key">,
  name: string,
  samples: Samples,
  windowStart = "-infinity",
): Promise<void> {
  const { packed, hash } = encodeSamples(samples);
  await sql`
    insert into series (connection_id, type, key, name, window_start, version, hash, count, packed)
    values (${connectionId}, ${definitionOf(type).terraType}, ${key}, ${name}, ${windowStart}, '[]', ${Buffer.from(hash, "hex")}, ${samples.length}, ${packed})
  `.execute(db);
}
