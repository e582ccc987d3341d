/** The tables of records, derived from the records' classes; the drift test holds the migrations to them. */
import type { ColumnType, Generated } from "kysely";
import type { StoredVersion } from "../merge/stored-version.ts";
import type { Tie } from "../merge/version.ts";
import type { Activity } from "./activity.ts";
import type { Athlete } from "./athlete.ts";
import type { Body } from "./body.ts";
import type { Daily } from "./daily.ts";
import type { HealthObservation } from "./health-observation.ts";
import type { HealthRecord } from "./health-record.ts";
import type { Hormone } from "./hormone.ts";
import type { LabReport } from "./lab-report.ts";
import type { Menstruation } from "./menstruation.ts";
import type { Nutrition } from "./nutrition.ts";
import type { PlannedWorkout } from "./planned-workout.ts";
import type { Sleep } from "./sleep.ts";

export type RecordTables = {
  activities: RecordColumns & MetricsOf<Activity>;
  athletes: RecordColumns & MetricsOf<Athlete>;
  bodies: RecordColumns & MetricsOf<Body>;
  dailies: RecordColumns & MetricsOf<Daily>;
  health_observations: RecordColumns & MetricsOf<HealthObservation>;
  hormones: RecordColumns & MetricsOf<Hormone>;
  lab_reports: RecordColumns & MetricsOf<LabReport>;
  menstruations: RecordColumns & MetricsOf<Menstruation>;
  nutritions: RecordColumns & MetricsOf<Nutrition>;
  planned_workouts: RecordColumns & MetricsOf<PlannedWorkout>;
  sleeps: RecordColumns & MetricsOf<Sleep>;
};

export type RecordTable = keyof RecordTables;

/** What a record has beside its metrics. Timestamps, dates and int8 are texts, so that nothing of them is lost. */
export type RecordColumns = {
  connectionId: string;
  key: string;
  localDate: string | null;
  startText: string | null;
  startInstant: string | null;
  startWall: string | null;
  startOffsetMinutes: number | null;
  endText: string | null;
  endInstant: string | null;
  endWall: string | null;
  endOffsetMinutes: number | null;
  utcOffset: string | null;
  terraUserId: string;
  clockMicros: string | null;
  arrivedAt: string;
  deliveryId: string;
  tie: Json<Tie>;
  tombstone: Json<StoredVersion, null>;
  sectionVersions: ColumnType<Record<string, unknown>, string | undefined, string>;
  revision: Generated<number>;
  deleted: Generated<boolean>;
  extra: Json<Record<string, unknown>, null>;
  createdAt: Generated<string>;
  updatedAt: Generated<string>;
};

/** One piece of a series, packed by the series codec. */
export type SeriesTables = {
  series: {
    connectionId: string;
    type: string;
    key: string;
    name: string;
    windowStart: Generated<string>;
    windowEnd: Generated<string>;
    version: Json<StoredVersion>;
    hash: Buffer;
    count: number;
    packed: Buffer;
  };
};

// A getter shows a column of another name.
export type MetricsOf<Shape extends HealthRecord> = {
  [Name in Exclude<keyof Shape, keyof HealthRecord | "status">]: Column<Shape[Name]>;
};

type Column<Value> = NonNullable<Value> extends object ? Json<NonNullable<Value>, null> : Value;

/** Read as it is; written as JSON text, since the driver would take a list for an array of PostgreSQL's. */
type Json<Value, Absent = never> = ColumnType<Value | Absent, string | Absent, string | Absent>;
