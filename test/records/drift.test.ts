/** The migrated tables have exactly the columns that the records' classes say. */
import { type Kysely, sql } from "kysely";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, openPool } from "../../src/database/connection.ts";
import { type Metric, type MetricKind, metricsOf } from "../../src/records/metric.ts";
import { type RecordDefinition, recordDefinitions } from "../../src/records/record-types.ts";
import type { RecordColumns } from "../../src/records/tables.ts";
import { openTestDatabase, type TestDatabase } from "../gateway.ts";

type Column = { type: string; nullable: boolean };
type Columns = Map<string, Column>;

const typeOf: Record<MetricKind, string> = {
  int: "int4",
  float: "float8",
  boolean: "bool",
  text: "text",
  code: "int4",
  ints: "jsonb",
  texts: "jsonb",
  map: "jsonb",
  pair: "jsonb",
  list: "jsonb",
};

const baseColumns: Record<keyof RecordColumns, Column> = {
  connectionId: { type: "uuid", nullable: false },
  key: { type: "text", nullable: false },
  localDate: { type: "date", nullable: true },
  startText: { type: "text", nullable: true },
  startInstant: { type: "timestamptz", nullable: true },
  startWall: { type: "timestamp", nullable: true },
  startOffsetMinutes: { type: "int4", nullable: true },
  endText: { type: "text", nullable: true },
  endInstant: { type: "timestamptz", nullable: true },
  endWall: { type: "timestamp", nullable: true },
  endOffsetMinutes: { type: "int4", nullable: true },
  utcOffset: { type: "text", nullable: true },
  terraUserId: { type: "text", nullable: false },
  clockMicros: { type: "int8", nullable: true },
  arrivedAt: { type: "timestamptz", nullable: false },
  deliveryId: { type: "uuid", nullable: false },
  tie: { type: "jsonb", nullable: false },
  tombstone: { type: "jsonb", nullable: true },
  sectionVersions: { type: "jsonb", nullable: false },
  revision: { type: "int4", nullable: false },
  deleted: { type: "bool", nullable: false },
  extra: { type: "jsonb", nullable: true },
  createdAt: { type: "timestamptz", nullable: false },
  updatedAt: { type: "timestamptz", nullable: false },
};

let database: TestDatabase;
let pool: Pool;
let db: Kysely<Record<never, never>>;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = openPool(database.url, { max: 2, applicationName: "drift test", log: () => undefined });
  db = openDatabase(pool);
});

afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

describe.each(recordDefinitions)("$table", (definition) => {
  test("has a column of the right type for every metric", async () => {
    const columns = await columnsOf(definition);
    const faults = metricsOf(definition.record).flatMap((metric) => faultOf(definition, metric, columns));
    expect(faults).toEqual([]);
  });

  test("has the base columns, and none beside them and the metrics", async () => {
    const columns = await columnsOf(definition);
    const own = new Set(metricsOf(definition.record).map((metric) => columnOf(metric.name)));
    const rest = [...columns].filter(([name]) => !own.has(name));
    const base = Object.entries(baseColumns).map(([name, column]) => [columnOf(name), column]);
    expect(Object.fromEntries(rest)).toEqual(Object.fromEntries(base));
  });

  test("gives every metric back under its name", async () => {
    const names = metricsOf(definition.record).map((metric) => metric.name);
    const nulls = names.map((name) => sql`null as ${sql.ref(name)}`);
    const { rows } = await sql<object>`select ${sql.join(nulls)}`.execute(db);
    expect(Object.keys(rows[0] ?? {})).toEqual(names);
  });
});

test("series keep no column beyond what the codec writes", async () => {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns where table_name = 'series' order by column_name
  `.execute(db);
  expect(rows.map(({ name }) => name)).toEqual([
    "connection_id",
    "count",
    "hash",
    "key",
    "name",
    "packed",
    "type",
    "version",
    "window_end",
    "window_start",
  ]);
});

async function columnsOf({ table }: RecordDefinition): Promise<Columns> {
  const { rows } = await sql<{ name: string; type: string; nullable: boolean }>`
    select column_name as name, udt_name as type, is_nullable = 'YES' as nullable
      from information_schema.columns where table_name = ${table}`.execute(db);
  return new Map(rows.map(({ name, type, nullable }) => [name, { type, nullable }]));
}

function faultOf({ table, record }: RecordDefinition, { name, kind }: Metric, columns: Columns): string[] {
  const column = columnOf(name);
  const found = columns.get(column);
  if (!found) return [`${table} has no column ${column} for ${record.name}.${name}`];
  const wanted = typeOf[kind];
  return [
    ...(found.type === wanted
      ? []
      : [`${table}.${column} is ${found.type} and not ${wanted} for ${record.name}.${name}`]),
    ...(found.nullable ? [] : [`${table}.${column} is not nullable for ${record.name}.${name}`]),
  ];
}

/** The column as the database's own plugin writes it. */
function columnOf(name: string): string {
  return sql`${sql.ref(name)}`.compile(db).sql.replaceAll('"', "");
}
