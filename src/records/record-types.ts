/** What all generic code reads of the types of records: their tables, keys, days and series. */
import type { KeyRule } from "../merge/record-key.ts";
import type { DataType } from "../terra/envelope.ts";
import { LAB_REPORT_COMPLETED, LAB_REPORT_FAILED } from "../terra/lab-report.ts";
import { Activity } from "./activity.ts";
import { Athlete } from "./athlete.ts";
import { Body } from "./body.ts";
import type { Values } from "./content.ts";
import { Daily } from "./daily.ts";
import { HealthObservation } from "./health-observation.ts";
import type { HealthRecord, RecordType } from "./health-record.ts";
import { Hormone } from "./hormone.ts";
import { LabReport } from "./lab-report.ts";
import { Menstruation } from "./menstruation.ts";
import { Nutrition } from "./nutrition.ts";
import { PlannedWorkout } from "./planned-workout.ts";
import {
  labReportTimes,
  metadataTimes,
  plannedTimes,
  type RecordTimes,
  timestampTimes,
} from "./record-times.ts";
import { type SeriesDefinition, seriesOf } from "./series.ts";
import { Sleep } from "./sleep.ts";
import type { RecordTable } from "./tables.ts";

export type RecordClass = new () => HealthRecord;

export type RecordDefinition = {
  type: RecordType;
  terraType: DataType;
  /** The types of the events that carry it. */
  events: readonly string[];
  table: RecordTable;
  record: RecordClass;
  /** When an element's record was. */
  times: (element: Values) => RecordTimes;
  /** How its local date is found: of a day's window, of the waking, of the moment it began; or it has none. */
  day: "day" | "sleep" | "moment" | "none";
  /** Whether several windows of one day make one record, each with its own samples and lists. */
  windowed: boolean;
  keyedBy: KeyRule;
  /** Where its id is, the first that is there. */
  idAt: readonly string[];
  /** The leaf, and its code, by which an element deletes its record (rule 8 of docs/rules.md). */
  deletedBy: { path: string; code: number } | null;
  /** How earlier payloads are told, those without an object that newer ones have, and what they have elsewhere. */
  older: { without: string; moved: readonly { formerly: string; now: string }[] } | null;
  /** Leaves that are sections of their own, since events of several kinds state them. */
  alone: readonly string[];
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
  define("HEALTH_OBSERVATION", "health_observation", "health_observations", HealthObservation, {
    day: "moment",
    keyedBy: "id",
    deletedBy: { path: "observation_data.status", code: 3 },
  }),
  define("HORMONE", "hormone", "hormones", Hormone, {
    times: timestampTimes,
    day: "moment",
    keyedBy: "instant",
  }),
  define("LAB_REPORT", "lab_report", "lab_reports", LabReport, {
    events: [LAB_REPORT_COMPLETED, LAB_REPORT_FAILED],
    times: labReportTimes,
    day: "moment",
    keyedBy: "id-as-it-is",
    idAt: ["session_id"],
    alone: ["session_id", "reference_id", "upload_id", "event_id", "occurred_at"],
  }),
  define("MENSTRUATION", "menstruation", "menstruations", Menstruation, { windowed: true }),
  define("NUTRITION", "nutrition", "nutritions", Nutrition, { windowed: true }),
  define("PLANNED_WORKOUT", "planned_workout", "planned_workouts", PlannedWorkout, {
    times: plannedTimes,
    day: "moment",
    keyedBy: "id",
    idAt: ["planned_workout_id", "metadata.id"],
    older: {
      without: "details",
      moved: [
        { formerly: "metadata", now: "details.metadata" },
        { formerly: "steps", now: "details.steps" },
      ],
    },
  }),
  define("SLEEP", "sleep", "sleeps", Sleep, { day: "sleep", keyedBy: "id-or-start" }),
];

const byType = new Map(recordDefinitions.map((definition) => [definition.type, definition]));
const byTerraType = new Map<string | null, RecordDefinition>(
  recordDefinitions.flatMap((definition) => definition.events.map((event) => [event, definition])),
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
  odd: Partial<Omit<RecordDefinition, "type" | "terraType" | "table" | "record" | "series">> = {},
): RecordDefinition {
  // A record has its class's type; writable, since the row of a mixed list may carry it too.
  Object.defineProperty(record.prototype, "type", { value: type, writable: true });
  return {
    type,
    terraType,
    events: [terraType],
    table,
    record,
    times: metadataTimes,
    day: "day",
    windowed: false,
    keyedBy: "local-date",
    idAt: ["metadata.summary_id"],
    deletedBy: null,
    older: null,
    alone: [],
    series: seriesOf(type),
    ...odd,
  };
}
