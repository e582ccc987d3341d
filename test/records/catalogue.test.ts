/** Every field of Terra's catalogue is carried by exactly one line of its record, item or series. */
import { readFileSync } from "node:fs";
import {
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  isEnumType,
  isInterfaceType,
  isObjectType,
} from "graphql";
import { buildSchema, Query, Resolver } from "type-graphql";
import { describe, expect, test } from "vitest";
import type { CodeEnum } from "../../src/records/code-enum.ts";
import { HealthRecord } from "../../src/records/health-record.ts";
import { type ItemClass, type Metric, metricsOf, partsOfClass } from "../../src/records/metric.ts";
import { metadataTimes } from "../../src/records/record-times.ts";
import { type RecordDefinition, recordDefinitions } from "../../src/records/record-types.ts";
import { SeriesName, seriesDefinitions } from "../../src/records/series.ts";

type CatalogueRow = {
  model: string;
  path: string;
  kind: string;
  type: string;
  unit: string | null;
  codes?: number[];
};
type Line = { path: string; kind: string; unit: string | null; codes: CodeEnum | null };

const catalogue: CatalogueRow[] = JSON.parse(
  readFileSync(new URL("../data/terra/catalogue.json", import.meta.url), "utf8"),
);

@Resolver()
class AnyRecord {
  @Query(() => HealthRecord, { nullable: true })
  record(): HealthRecord | null {
    return null;
  }

  @Query(() => SeriesName, { nullable: true })
  seriesName(): SeriesName | null {
    return null;
  }
}

const schema = await buildSchema({
  resolvers: [AnyRecord],
  orphanedTypes: recordDefinitions.map(({ record }) => record),
});

describe.each(recordDefinitions)("$record.name", (definition) => {
  const rows = catalogue.filter((row) => row.model === definition.record.name);
  const lines = linesOf(definition);

  test("carries each field of Terra's once, with its kind, its unit and its codes", () => {
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.flatMap((row) => faultsOf(row, lines))).toEqual([]);
  });

  test("has no line that Terra does not send", () => {
    const known = new Set(rows.map((row) => row.path));
    expect(lines.map((line) => line.path).filter((path) => !known.has(path))).toEqual([]);
  });

  test("says Terra's path at the end of every description", () => {
    expect(undescribed(definition.record)).toEqual([]);
  });

  test("has no two fields of one name, and none of the base record's", () => {
    const names = metricsOf(definition.record).flatMap(({ name, kind, shownAs }) =>
      kind === "code" ? [name, name.replace(/Code$/, "")] : [shownAs],
    );
    const added = ["id", "connection", "user", "provider", "delivery", "series"];
    const all = [...names, ...added, ...Object.keys(interfaceOf("HealthRecord").getFields())];
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
  });
});

test("a name means one GraphQL type in all records, so that a mixed list can be asked for it", () => {
  const types = new Map<string, Set<string>>();
  for (const { record } of recordDefinitions) {
    for (const { name, type } of fieldsOf(record)) {
      types.set(name, (types.get(name) ?? new Set()).add(String(type)));
    }
  }
  expect([...types].filter(([, names]) => names.size > 1)).toEqual([]);
});

test("every series name has one shape, described with the paths where Terra sends it", () => {
  const shapes = seriesDefinitions.flatMap(({ name, nested }) => [name, ...(nested ? [nested.name] : [])]);
  expect([...shapes].sort()).toEqual(Object.keys(SeriesName).sort());
  const type = schema.getType("SeriesName");
  const described = isEnumType(type)
    ? type.getValues().map(({ name, description }) => [name, description])
    : [];
  expect(Object.fromEntries(described)).toMatchObject({
    HEART_RATE:
      "Heart rate. Terra: `heart_rate_data.detailed.hr_samples`, `heart_data.heart_rate_data.detailed.hr_samples`.",
    ECG_SIGNAL: "The curve of an electrocardiogram (ECG). Terra: `heart_data.ecg_signal[].raw_signal`.",
  });
});

test("the totals that run over a window are marked, and no others", () => {
  const cumulative = seriesDefinitions.filter((series) => series.cumulative).map(({ name }) => name);
  expect(cumulative).toEqual(["STEPS", "DISTANCE", "FLOORS_CLIMBED", "CALORIES"]);
});

function faultsOf(row: CatalogueRow, lines: readonly Line[]): string[] {
  const place = `${row.model} ${row.path}`;
  const found = lines.filter((line) => line.path === row.path);
  const [line] = found;
  if (!line || found.length > 1) return [`${place} is carried by ${found.length} lines`];
  const known = new Set(kindsOf(row));
  return [
    ...(known.has(line.kind) ? [] : [`${place} is ${line.kind} and not ${[...known].join(" or ")}`]),
    ...(line.unit === row.unit ? [] : [`${place} has the unit ${line.unit} and not ${row.unit}`]),
    ...(row.codes ?? [])
      .filter((code) => !line.codes?.nameOf(code))
      .map((code) => `${place} does not know code ${code}`),
  ];
}

// The catalogue has them as plain numbers, their documentation as codes.
const CODES_BY_DOCUMENTATION = new Set([
  "readiness_data.recovery_level",
  "details.metadata.type",
  "details.steps[].type",
]);

function kindsOf({ path, kind, type, codes }: CatalogueRow): string[] {
  if (path === "metadata.start_time" || path === "metadata.end_time") return ["base"];
  if (kind === "sample_array") return ["series"];
  if (codes) return ["code", "series number"];
  if (CODES_BY_DOCUMENTATION.has(path)) return ["code"];
  const kinds: Record<string, string[]> = {
    int: ["int", "series number"],
    integer: ["int", "series number"],
    number: ["float", "series number"],
    string: ["text", "series text", "series time"],
    boolean: ["boolean"],
    "map<string,number>": ["map"],
    "array<number>": ["pair", "series pair"],
    "array<DeviceDataType>": ["texts"],
    "array<string>": ["texts"],
    "array<integer>": ["ints"],
  };
  return kinds[type] ?? ["list"];
}

/** Every line that serves a record: its own, its items' and their parts', its series and their columns. */
function linesOf({ record, series, day, times }: RecordDefinition): Line[] {
  const hasBase = day !== "none" && times === metadataTimes;
  const base = hasBase ? ["metadata.start_time", "metadata.end_time"] : [];
  return [
    ...base.map((path) => plain(path, "base")),
    ...shownMetrics(record).flatMap((metric) => [metric, ...itemLines(metric)]),
    ...series.flatMap(({ path, definition: { timeLeaf, columns, nested } }) => [
      plain(path, "series"),
      ...sampleLines(path, { timeLeaf, columns }),
      ...(nested ? [plain(`${path}[].${nested.leaf}`, "series")] : []),
      ...(nested ? sampleLines(`${path}[].${nested.leaf}`, nested) : []),
    ]),
  ];
}

// Items are told with the path of one record; in another the list may lie elsewhere, with the same leaves.
// An item that holds items of its own kind is told once.
function itemLines({ path, item, timeLeaf }: Metric, outer: readonly ItemClass[] = []): Line[] {
  if (!item || outer.includes(item())) return [];
  const lines = withParts(item()).flatMap((metric) => {
    const line = { ...metric, path: `${path}[].${metric.path.slice(metric.path.lastIndexOf("[].") + 3)}` };
    return [line, ...itemLines(line, [...outer, item()])];
  });
  if (timeLeaf) expect(lines.map((line) => line.path)).toContain(`${path}[].${timeLeaf}`);
  return lines;
}

function withParts(item: ItemClass): Metric[] {
  return [...metricsOf(item), ...partsOfClass(item).flatMap(({ part }) => withParts(part()))];
}

/** The metrics that have a field of their own: of others the class says how they are shown. */
function shownMetrics(record: ItemClass): Metric[] {
  return metricsOf(record).filter(({ name, shownAs }) => name === shownAs);
}

type Samples = Pick<(typeof seriesDefinitions)[number], "timeLeaf" | "columns">;

function sampleLines(path: string, { timeLeaf, columns }: Samples): Line[] {
  return [
    ...(timeLeaf ? [plain(`${path}[].${timeLeaf}`, "series time")] : []),
    ...columns.map(({ name, kind, unit, codes }) => ({
      path: `${path}[].${name}`,
      kind: `series ${kind}`,
      unit,
      codes,
    })),
  ];
}

function plain(path: string, kind: string): Line {
  return { path, kind, unit: null, codes: null };
}

function fieldsOf(type: ItemClass) {
  return Object.values(interfaceOf(type.name).getFields());
}

function interfaceOf(name: string): GraphQLObjectType | GraphQLInterfaceType {
  const type = schema.getType(name);
  if (isObjectType(type) || isInterfaceType(type)) return type;
  throw new Error(`The schema has no type ${name} with fields.`);
}

/** The fields of Terra's whose description does not end with their path, and those that share it with another. */
function undescribed(type: ItemClass, seen = new Set<ItemClass>()): string[] {
  if (seen.has(type)) return [];
  seen.add(type);
  const inner = [
    ...metricsOf(type).flatMap(({ item }) => (item ? [item()] : [])),
    ...partsOfClass(type).map(({ part }) => part()),
  ];
  return [
    ...[...shownMetrics(type), ...partsOfClass(type)]
      .filter(({ name, path }) => fieldsWith(type, path).join() !== name)
      .map(({ name }) => `${type.name}.${name}`),
    ...inner.flatMap((one) => undescribed(one, seen)),
  ];
}

function fieldsWith(type: ItemClass, path: string): string[] {
  return fieldsOf(type)
    .filter(({ description }) => description?.endsWith(` Terra: \`${path}\`.`))
    .map(({ name }) => name);
}
