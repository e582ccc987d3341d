/** The matrix, for people to read: kinds of viewers down, types across. */
import type { GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema } from "graphql";
import type { Outcome } from "./comparison.ts";
import { reachableTypes, typesFrom } from "./reachable.ts";

export type TableRow = { viewer: string; rows: string; outcomes: ReadonlyMap<string, Outcome> };

const LEGEND = [
  "Fields of each type, with those of its parts: seen as they are · by another name n (pseudonyms, closed cursors) · hidden h; — none of it.",
  "Rows: whose data, by which provider, of which type of record; what is another's is not there at all.",
];

const RECORDS: Record<string, string> = {
  Activity: "Activity",
  Athlete: "Athlete",
  Body: "Body",
  Daily: "Daily",
  HealthObservation: "HealthObs",
  Hormone: "Hormone",
  LabReport: "LabReport",
  Menstruation: "Menstr.",
  Nutrition: "Nutrition",
  PlannedWorkout: "Workout",
  Sleep: "Sleep",
};

const OTHERS: Record<string, readonly string[]> = {
  Series: ["Series", "SeriesColumn"],
  User: ["User", "UserEvent"],
  Connection: ["Connection", "ConnectionEvent", "ConnectionNotice"],
  Transfer: ["Transfer"],
  Events: ["RecordSaved", "RecordDeleted", "ConnectionChanged", "TransferProgressed"],
  Delivery: ["Delivery"],
  Ingest: ["IngestStatus", "Healthcheck"],
  ApiKey: ["ApiKey"],
  Viewer: ["Viewer"],
  Mutations: ["Mutation", "CreatedApiKey", "Ticket", "DeliveryReplay"],
  Queries: ["Query", "Subscription"],
};

export function matrixOf(schema: GraphQLSchema, rows: readonly TableRow[]): string {
  const records = Object.entries(RECORDS).map(([name, shown]) => ({
    shown,
    record: name,
    types: partsOf(schema, name),
  }));
  const named = Object.entries(OTHERS).map(([shown, types]) => ({ shown, types }));
  const paging = [...reachableTypes(schema).keys()].filter((name) => /(Page|Edge|PageInfo)$/.test(name));
  const others = [...named, { shown: "Pages", types: paging }];
  return ["", ...LEGEND, "", ...tableOf(records, rows), "", ...tableOf(others, rows), ""].join("\n");
}

/** The record's type, and those of what it is made of. */
function partsOf(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name) as GraphQLObjectType | GraphQLInterfaceType;
  const others = ["User", "Connection", "Delivery", "Series", "HealthRecord"];
  return [...typesFrom(schema, [type], (one) => !others.includes(one.name)).keys()];
}

/** Of a record: parts that it shares with others are its own only where it is seen itself. */
type Column = { shown: string; types: readonly string[]; record?: string };

function tableOf(columns: readonly Column[], rows: readonly TableRow[]): string[] {
  const lines = [
    ["", "rows", ...columns.map(({ shown }) => shown)],
    ...rows.map(({ viewer, rows: whose, outcomes }) => [
      viewer,
      whose,
      ...columns.map((column) => cellOf(column, outcomes)),
    ]),
  ];
  const widths = lines[0]?.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0))) ?? [];
  return lines.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function cellOf({ types, record }: Column, outcomes: ReadonlyMap<string, Outcome>): string {
  if (record && !outcomes.has(`${record}.revision`)) return "—";
  const found = [...outcomes].filter(([field]) => types.includes(field.split(".")[0] ?? ""));
  const count = (wanted: Outcome) => found.filter(([, outcome]) => outcome === wanted).length;
  const [seen, named, hidden] = [count("as it is"), count("by another name"), count("hidden")];
  const parts = [`${seen}`, named ? `${named}n` : "", hidden ? `${hidden}h` : ""];
  return found.length === 0 ? "—" : parts.filter((part) => part !== "").join("·");
}
