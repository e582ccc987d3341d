/**
 * Everything that Terra's models have, delivered, comes back over GraphQL as it went in. The test knows the schema by
 * introspection alone: it finds a field by the Terra path in its description.
 */
import { readFileSync } from "node:fs";
import {
  buildClientSchema,
  type GraphQLEnumType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  type IntrospectionQuery,
  isLeafType,
  isObjectType,
} from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestGateway, type TestGateway } from "./gateway.ts";
import { read } from "./graphql-client.ts";
import { deliver, sampleText } from "./terra-client.ts";

type CataloguePath = { model: string; path: string; kind: string };
type Json = Record<string, unknown>;
type Column = { name: string; numbers: (number | null)[] | null; texts: (string | null)[] | null };
type Series = { name: string; start: string | null; offsets: (number | null)[] | null; columns: Column[] };

const catalogue: CataloguePath[] = JSON.parse(
  readFileSync(new URL("./data/terra/catalogue.json", import.meta.url), "utf8"),
);
const lists: Record<string, string> = {
  Activity: "activities",
  Athlete: "athletes",
  Body: "bodies",
  Daily: "dailies",
  HealthObservation: "healthObservations",
  Hormone: "hormones",
  LabReport: "labReports",
  Menstruation: "menstruations",
  Nutrition: "nutritions",
  PlannedWorkout: "plannedWorkouts",
  Sleep: "sleeps",
};

/** They come back in ISO-8601. */
const TIMES = new Set(["metadata.start_time", "metadata.end_time"]);

/** The samples that have every field of a model, in the order in which they happened. */
const samples: Record<string, string[]> = {
  HealthObservation: ["health_observation__schema-full-coverage"],
  LabReport: ["lab_report.failed__schema-full-coverage", "lab_report.completed__layered-results"],
  PlannedWorkout: ["planned_workout__every-field"],
};

let gateway: TestGateway;
let schema: GraphQLSchema;
beforeAll(async () => {
  gateway = await openTestGateway();
  schema = buildClientSchema(await read<IntrospectionQuery>(gateway, getIntrospectionQuery()));
});
afterAll(() => gateway.close());

describe.each(Object.keys(lists))("%s", (model) => {
  let sent: Json;
  let record: Json;

  beforeAll(async () => {
    sent = {};
    for (const name of samples[model] ?? [`${model.toLowerCase()}__schema-full-coverage`]) {
      const text = sampleText(name);
      expect((await deliver(gateway, text)).status).toBe(200);
      Object.assign(sent, elementOf(JSON.parse(text)));
    }
    const query = `{ ${lists[model]}(first: 1, order: OLDEST_FIRST) { nodes { ${selectionOf(typeOf(model))} series { name start offsets columns { name numbers texts } } } } }`;
    record = (await read<Record<string, { nodes: Json[] }>>(gateway, query))[lists[model] as string]
      ?.nodes[0] as Json;
  });

  const paths = catalogue.filter((row) => row.model === model);

  test.each(
    paths
      .filter(({ path }) => !path.includes("[]"))
      .filter(({ kind }) => kind !== "sample_array")
      .map(({ path }) => path),
  )("%s", (path) => {
    const field = fieldOf(typeOf(model), path);
    const value = record[field];
    const item = getNamedType(typeOf(model).getFields()[field]?.type as GraphQLOutputType);
    // A list of objects is compared field by field below; here only that it has as many.
    if (isObjectType(item)) expect((value as unknown[]).length).toBe((at(sent, path) as unknown[]).length);
    else if (TIMES.has(path)) expect(value).toBe(String(at(sent, path)).replace(" ", "T"));
    else expect(value).toEqual(at(sent, path));
  });

  test.each(
    paths
      .filter(
        ({ kind, path }) => path.includes("[]") && !insideSamples(paths, path) && kind !== "sample_array",
      )
      .map(({ path }) => path),
  )("%s", (path) => {
    const [list, inner] = split(path);
    const field = fieldOf(typeOf(model), list);
    const items = record[field] as Json[];
    const item = getNamedType(
      typeOf(model).getFields()[field]?.type as GraphQLOutputType,
    ) as GraphQLObjectType;
    const sentItems = at(sent, list) as Json[];
    expect(sentItems.length).toBeGreaterThan(0);
    for (const [i, sentItem] of sentItems.entries())
      expect(counted(valueIn(item, items[i] as Json, path))).toEqual(counted(at(sentItem, inner)));
  });

  test.each(paths.filter(({ kind }) => kind === "sample_array").map(({ path }) => path))("%s", (path) => {
    const name = seriesNameOf(path);
    const series = (record["series"] as Series[]).find((one) => one.name === name);
    expect(series, `series ${name}`).toBeDefined();
    const rows = rowsOf(sent, path);
    expect(rows.length).toBeGreaterThan(0);
    for (const leaf of new Set(rows.flatMap((row) => Object.keys(row))))
      expectColumn(series as Series, rows, leaf);
  });
});

/** What an event says of one record: of a lab report's, what stands beside `data` too. */
function elementOf({ athlete, data, user, ...event }: Json): Json {
  const [element] = [athlete ?? data].flat() as Json[];
  return user ? (element as Json) : { ...event, ...element };
}

function typeOf(name: string): GraphQLObjectType {
  return schema.getType(name) as GraphQLObjectType;
}

function pathOf(description: string | null | undefined): string | undefined {
  return /Terra: `([^`]+)`\.$/.exec(description ?? "")?.[1];
}

function fieldOf(type: GraphQLObjectType, path: string): string {
  const found = Object.values(type.getFields()).filter(({ description }) => pathOf(description) === path);
  expect(
    found.map(({ name }) => name),
    `fields of ${type.name} for ${path}`,
  ).toHaveLength(1);
  return found[0]?.name as string;
}

// An item's fields carry their whole path; those of a type that records share carry the path of the most.
function valueIn(type: GraphQLObjectType, item: Json, path: string): unknown {
  for (const field of Object.values(type.getFields())) {
    const own = pathOf(field.description);
    if (own && (own === path || path.endsWith(`.${own}`))) return item[field.name];
    const inner = getNamedType(field.type);
    if (!isObjectType(inner) || !own) continue;
    if (path.startsWith(`${own}.`)) return valueIn(inner, item[field.name] as Json, path);
    if (path.startsWith(`${own}[].`))
      return (item[field.name] as Json[]).map((one) => valueIn(inner, one, path));
  }
  throw new Error(`${type.name} has no field for ${path}`);
}

/** A list of objects as their number: their fields are compared one by one. */
function counted(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.some((one) => typeof one === "object") ? value.length : value;
}

// A block of steps holds steps: of a type that is inside itself, so many levels.
const MOST_INSIDE_ITSELF = 3;

function selectionOf(type: GraphQLObjectType, outer: readonly GraphQLObjectType[] = []): string {
  return Object.values(type.getFields())
    .filter(({ name, description }) => name === "id" || pathOf(description) !== undefined)
    .filter(
      ({ type: inner }) => outer.filter((one) => one === getNamedType(inner)).length < MOST_INSIDE_ITSELF,
    )
    .map((field) => {
      const named = getNamedType(field.type);
      return isLeafType(named)
        ? field.name
        : `${field.name} { ${selectionOf(named as GraphQLObjectType, [...outer, named as GraphQLObjectType])} }`;
    })
    .join(" ");
}

function at(value: unknown, path: string): unknown {
  if (!path.includes("[].")) return leafAt(value, path);
  const [list, inner] = split(path);
  return (leafAt(value, list) as Json[]).map((item) => at(item, inner));
}

function leafAt(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((here, step) => (here as Json | undefined)?.[step], value);
}

function split(path: string): [string, string] {
  const place = path.indexOf("[].");
  return [path.slice(0, place), path.slice(place + 3)];
}

function insideSamples(paths: CataloguePath[], path: string): boolean {
  return paths.some(({ kind, path: array }) => kind === "sample_array" && path.startsWith(`${array}[]`));
}

function seriesNameOf(path: string): string {
  const names = (schema.getType("SeriesName") as GraphQLEnumType).getValues();
  const found = names.filter(({ description }) => description?.split("Terra: ")[1]?.includes(`\`${path}\``));
  expect(
    found.map(({ name }) => name),
    `series for ${path}`,
  ).toHaveLength(1);
  return found[0]?.name as string;
}

function rowsOf(sent: Json, path: string): Json[] {
  if (!path.includes("[]")) return at(sent, path) as Json[];
  const [outer, inner] = split(path);
  return (at(sent, outer) as Json[]).flatMap((row) => row[inner] as Json[]);
}

function expectColumn({ start, offsets, columns }: Series, rows: Json[], leaf: string): void {
  const values = rows.map((row) => row[leaf] ?? null);
  if (values.every(Array.isArray) && typeof (values[0] as unknown[])[0] === "object") return;
  if (leaf === "timestamp" || leaf === "start_timestamp") {
    const times = offsets?.map((offset) => Date.parse(start as string) + (offset as number) * 1000);
    expect(times).toEqual(values.map((value) => Date.parse(value as string)));
  } else if (values.every(Array.isArray)) {
    for (const side of [0, 1])
      expect(columnOf(columns, `${leaf}[${side}]`).numbers).toEqual(
        values.map((pair) => (pair as number[])[side]),
      );
  } else {
    const column = columnOf(columns, leaf);
    expect(typeof values[0] === "number" ? column.numbers : column.texts).toEqual(values);
  }
}

function columnOf(columns: Column[], name: string): Column {
  const found = columns.find((column) => column.name === name);
  expect(found, `column ${name}`).toBeDefined();
  return found as Column;
}
