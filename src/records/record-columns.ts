/** The columns of a record's table: what every record has, then a column a metric. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { Values } from "./content.ts";
import { metricsOf } from "./metric.ts";
import type { TablePlaces } from "./record-row.ts";
import type { RecordDefinition } from "./record-types.ts";
import type { RecordColumns } from "./tables.ts";

const KEY = ["connectionId", "key"] as const satisfies readonly (keyof RecordColumns)[];

const COMMON = [
  "localDate",
  "startText",
  "startInstant",
  "startWall",
  "startOffsetMinutes",
  "endText",
  "endInstant",
  "endWall",
  "endOffsetMinutes",
  "utcOffset",
  "terraUserId",
  "clockMicros",
  "arrivedAt",
  "deliveryId",
  "tie",
  "tombstone",
  "sectionVersions",
  "revision",
  "deleted",
  "extra",
  "createdAt",
  "updatedAt",
] as const satisfies readonly (keyof RecordColumns)[];

/** A row that was read as JSON, by our names. */
export function inNames(definition: RecordDefinition, columns: Record<string, unknown>): Values {
  const row: Values = {};
  for (const name of namesOf(definition)) row[name] = columns[columnOf(name)];
  return row;
}

/** `insert into dailies (...) select ... from unnest(`: what comes before the rows of an upsert. */
export const upsertHead = remembering((definition) => {
  const list = columnsOf(definition).join(", ");
  return sql.raw(`insert into ${definition.table} (${list}) select ${list} from unnest(`);
});

/** `::dailies[]) on conflict ...`: what comes behind them. */
export const upsertTail = remembering((definition) => {
  const news = columnsOf(definition).slice(KEY.length);
  return sql.raw(
    `::${definition.table}[]) on conflict (${KEY.map(columnOf).join(", ")}) do update set ${news.map((column) => `${column} = excluded.${column}`).join(", ")}`,
  );
});

const places = new Map<RecordDefinition, TablePlaces>();

/** Where a record's table has its columns, asked once: a later release may add some while this one still runs. */
export async function placesInTable(
  db: Kysely<Database>,
  definition: RecordDefinition,
): Promise<TablePlaces> {
  const known = places.get(definition);
  if (known) return known;
  const { rows } = await sql<{ name: string; isDropped: boolean }>`
    select attname as name, attisdropped as is_dropped from pg_attribute
     where attrelid = ${definition.table}::regclass and attnum > 0
     order by attnum`.execute(db);
  const order = rows.filter(({ isDropped }) => !isDropped).map(({ name }) => name);
  const made = {
    count: order.length,
    everMade: rows.length,
    places: new Map(namesOf(definition).map((name) => [name, order.indexOf(columnOf(name))])),
  };
  places.set(definition, made);
  return made;
}

/** To be asked again. */
export function forgetPlaces(definition: RecordDefinition): void {
  places.delete(definition);
}

const columns = new Map<string, string>();

/** The column of a metric: its name in snake_case, as Kysely's plugin writes it. */
function columnOf(name: string): string {
  const known = columns.get(name);
  if (known !== undefined) return known;
  const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columns.set(name, column);
  return column;
}

function columnsOf(definition: RecordDefinition): string[] {
  return namesOf(definition).map(columnOf);
}

const names = new Map<RecordDefinition, string[]>();

/** All that a record of this type may have, by our names. */
export function namesOf(definition: RecordDefinition): string[] {
  const known = names.get(definition);
  if (known) return known;
  const made = [...KEY, ...COMMON, ...metricsOf(definition.record).map(({ name }) => name)];
  names.set(definition, made);
  return made;
}

// A record has some two hundred columns: their texts are made once.
function remembering(make: (definition: RecordDefinition) => RawBuilder<unknown>) {
  const made = new Map<RecordDefinition, RawBuilder<unknown>>();
  return (definition: RecordDefinition): RawBuilder<unknown> => {
    const text = made.get(definition) ?? make(definition);
    made.set(definition, text);
    return text;
  };
}
