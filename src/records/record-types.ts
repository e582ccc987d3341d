/** What all generic code reads of the types of records: their tables, keys, days and series. */
import type { KeyRule } from "../merge/record-key.ts";
import type { DataType } from "../terra/envelope.ts";
import { Activity } from "./activity.ts";
import { Athlete } from "./athlete.ts";
import { Body } from "./body.ts";
import { Daily } from "./daily.ts";
import type { HealthRecord, RecordType } from "./health-record.ts";
import { Menstruation } from "./menstruation.ts";
import { Nutrition } from "./nutrition.ts";
import { type SeriesDefinition, seriesOf } from "./series.ts";
import { Sleep } from "./sleep.ts";
import type { RecordTable } from "./tables.ts";

export type RecordClass = new () => HealthRecord;

export type RecordDefinition = {
  type: RecordType;
  terraType: DataType;
  table: RecordTable;
  record: RecordClass;
  /** How its local date is found: of a day's window, of the waking, of the moment it began; or it has none. */
  day: "day" | "sleep" | "moment" | "none";
  /** Whether several windows of one day make one record, each with its own samples and lists. */
  windowed: boolean;
  keyedBy: KeyRule;
  /** The leaf, and its code, by which an element deletes its record (rule 8 of docs/rules.md). */
  deletedBy: { path: string; code: number } | null;
  series: { path: string; definition: SeriesDefinition }[];
};

// A sleep's upload types are another list, in which 4 deletes nothing.
const UPLOAD_TYPE_DELETE = { path: "metadata.upload_type", code: 4 };

export const recordDefinitions: readonly RecordDefinition[] = [
  define("ACTIVITY", "activity", "activities", Activity, {
    day: "moment",
    keyedBy: "id-or-start-and-end",
    deletedBy: UPLOAD_TYPE_DELETE,
  }),
  define("ATHLETE", "athlete", "athletes", Athlete, { day: "none", keyedBy: "one" }),
  define("BODY", "body", "bodies", Body, { windowed: true }),
  define("DAILY", "daily", "dailies", Daily, { deletedBy: UPLOAD_TYPE_DELETE }),
  define("MENSTRUATION", "menstruation", "menstruations", Menstruation, { windowed: true }),
  define("NUTRITION", "nutrition", "nutritions", Nutrition, { windowed: true }),
  define("SLEEP", "sleep", "sleeps", Sleep, { day: "sleep", keyedBy: "id-or-start" }),
];

const byType = new Map(recordDefinitions.map((definition) => [definition.type, definition]));
const byTerraType = new Map<string | null, RecordDefinition>(
  recordDefinitions.map((definition) => [definition.terraType, definition]),
);

export function definitionOf(type: RecordType): RecordDefinition {
  const definition = byType.get(type);
  if (!definition) throw new Error(`There is no record type ${type}.`);
  return definition;
}

/** The definition of the records that an event of this type carries; undefined where it carries none. */
export function definitionOfTerraType(terraType: string | null): RecordDefinition | undefined {
  return byTerraType.get(terraType);
}

function define(
  type: RecordType,
  terraType: DataType,
  table: RecordTable,
  record: RecordClass,
  odd: Partial<Pick<RecordDefinition, "day" | "windowed" | "keyedBy" | "deletedBy">> = {},
): RecordDefinition {
  // A record has its class's type; writable, since the row of a mixed list may carry it too.
  Object.defineProperty(record.prototype, "type", { value: type, writable: true });
  return {
    type,
    terraType,
    table,
    record,
    day: "day",
    windowed: false,
    keyedBy: "local-date",
    deletedBy: null,
    series: seriesOf(type),
    ...odd,
  };
}
