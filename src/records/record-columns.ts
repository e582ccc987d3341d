/** The columns of a record's table: what every record has, then a column a metric. */
import { type RawBuilder, sql } from "kysely";
import { metricsOf } from "./metric.ts";
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

/** All columns, to be read; said one by one, since a statement that was prepared with `*` breaks when a column is added. */
export const readColumns = remembering((definition) =>
  sql.raw(
    columnsOf(definition)
      .map((column) => `r.${column}`)
      .join(", "),
  ),
);

/** `insert into dailies (...) select ... from json_populate_recordset(`: what comes before the rows of an upsert. */
export const upsertHead = remembering((definition) => {
  const list = columnsOf(definition).join(", ");
  return sql.raw(
    `insert into ${definition.table} (${list}) select ${list} from json_populate_recordset(null::${definition.table}, `,
  );
});

/** What comes behind them. */
export const upsertTail = remembering((definition) => {
  const news = columnsOf(definition).slice(KEY.length);
  return sql.raw(
    `) on conflict (${KEY.map(columnOf).join(", ")}) do update set ${news.map((column) => `${column} = excluded.${column}`).join(", ")}`,
  );
});

const columns = new Map<string, string>();

/** The column of a metric: its name in snake_case, as Kysely's plugin writes it. */
export function columnOf(name: string): string {
  const known = columns.get(name);
  if (known !== undefined) return known;
  const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columns.set(name, column);
  return column;
}

function columnsOf({ record }: RecordDefinition): string[] {
  return [...KEY, ...COMMON, ...metricsOf(record).map(({ name }) => name)].map(columnOf);
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
