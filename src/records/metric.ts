/**
 * A metric is one line in its record's class. From that line come the GraphQL field, the column, the mapping from
 * Terra's payload, and the metric's place in the list of metrics.
 */
import "reflect-metadata";
import { Field, Float, Int } from "type-graphql";
import { JsonScalar } from "../graphql/scalars.ts";
import type { CodeEnum } from "./code-enum.ts";

/** How values of several records become one: added, averaged, the latest taken, or not at all. */
export type Aggregate = "sum" | "mean" | "last" | "none";
/**
 * What a value can give away about a person beside the measurement itself. A `key` is what the app knows them by: analysts
 * see pseudonyms in its place, whatever they were granted.
 */
export type Privacy = "none" | "identity" | "place" | "device" | "key";
export type MetricKind =
  | "int"
  | "float"
  | "boolean"
  | "text"
  | "code"
  | "ints"
  | "texts"
  | "map"
  | "pair"
  | "list";

export type ItemClass = new () => object;

export type Metric = {
  /** Terra's path inside one element of `data`, for example `heart_rate_data.summary.resting_hr_bpm`. */
  path: string;
  /** The field's name in GraphQL and TypeScript; its column is the same in snake_case. */
  name: string;
  kind: MetricKind;
  meaning: string;
  unit: string | null;
  aggregate: Aggregate;
  privacy: Privacy;
  codes: CodeEnum | null;
  /** The class of a list's items. */
  item: (() => ItemClass) | null;
  /** The leaf by which a list's items are placed in time, if they have one. */
  timeLeaf: string | null;
  /** The GraphQL field that it is shown by. */
  shownAs: string;
};

export type MetricOptions = {
  unit?: string;
  aggregate?: Aggregate;
  privacy?: Privacy;
  /** The field that shows it, where its class says how: it has no field of its own name then. */
  shownAs?: string;
};

// A property of another type than the decorator's does not compile.
type Line<Value> = <Name extends string>(target: { [N in Name]: Value | null }, name: Name) => void;

export function int(path: string, meaning: string, options: MetricOptions = {}): Line<number> {
  return line("int", () => Int, path, meaning, options);
}

export function float(path: string, meaning: string, options: MetricOptions = {}): Line<number> {
  return line("float", () => Float, path, meaning, options);
}

export function bool(path: string, meaning: string, options: MetricOptions = {}): Line<boolean> {
  return line("boolean", () => Boolean, path, meaning, options);
}

/** A text as Terra sent it; times and dates that only describe a value are texts too, so that nothing of them is lost. */
export function text(path: string, meaning: string, options: MetricOptions = {}): Line<string> {
  return line("text", () => String, path, meaning, options);
}

/**
 * A number of one of Terra's lists. The property `uploadTypeCode` holds the code as sent and brings a second field
 * `uploadType`, the GraphQL enum, null when the code is unknown.
 */
export function code(
  codes: CodeEnum,
  path: string,
  meaning: string,
  options: MetricOptions = {},
): Line<number> {
  return (target, name) => {
    const enumName = name.replace(/Code$/, "");
    Object.defineProperty(target, enumName, {
      get(this: Record<string, number | null>) {
        return codes.nameOf(this[name]);
      },
    });
    Field(() => codes.values, { nullable: true, description: `${meaning} Null when the code is unknown.` })(
      target,
      enumName,
    );
    add("code", () => Int, path, `${meaning} The code as sent.`, options, { codes })(target, name);
  };
}

/** A list of words, such as the kinds of data that a device provides. */
export function texts(path: string, meaning: string, options: MetricOptions = {}): Line<string[]> {
  return line("texts", () => [String], path, meaning, options);
}

/** A list of whole numbers, such as the codes of what is needed for a workout. */
export function ints(path: string, meaning: string, options: MetricOptions = {}): Line<(number | null)[]> {
  return line("ints", () => [Int], path, meaning, options, "itemsAndList");
}

/** An open map of names to numbers. */
export function map(
  path: string,
  meaning: string,
  options: MetricOptions = {},
): Line<Record<string, number>> {
  return line("map", () => JsonScalar, path, meaning, options);
}

/** A place as [latitude, longitude] in degrees; either may be null. */
export function pair(path: string, meaning: string, options: MetricOptions = {}): Line<(number | null)[]> {
  return line("pair", () => [Float], path, meaning, options, "itemsAndList");
}

/** A small list of objects. `timeLeaf` names the item's own leaf that says when it was. */
export function list<Item extends object>(
  item: () => new () => Item,
  path: string,
  meaning: string,
  options: MetricOptions & { timeLeaf?: string } = {},
): Line<Item[]> {
  return (target, name) =>
    add("list", () => [item()], path, meaning, options, { item, timeLeaf: options.timeLeaf ?? null })(
      target,
      name,
    );
}

/** A nested object of a list's item or of another part, such as a meal's macros: a GraphQL type of its own. */
export function part<Part extends object>(
  of: () => new () => Part,
  path: string,
  meaning: string,
): Line<Part> {
  return (target, name) => {
    Field(() => of(), { nullable: true, description: describe(path, meaning, {}) })(target, name);
    partsOf(target).push({ path, name, part: of });
  };
}

/** Whether a value of this kind is an array of Terra's: such a one is a section of its own. */
export function isArray({ kind }: Metric): boolean {
  return kind === "list" || kind === "texts" || kind === "ints" || kind === "pair";
}

export type Part = { path: string; name: string; part: () => ItemClass };

const metricsByClass = new Map<object, Metric[]>();
const partsByClass = new Map<object, Part[]>();

/** The metrics of a record's or an item's class, in the order of their lines. */
export function metricsOf(record: ItemClass): readonly Metric[] {
  return metricsByClass.get(record.prototype) ?? [];
}

export function partsOfClass(item: ItemClass): readonly Part[] {
  return partsByClass.get(item.prototype) ?? [];
}

function partsOf(target: object): Part[] {
  const parts = partsByClass.get(target) ?? [];
  partsByClass.set(target, parts);
  return parts;
}

type FieldType = Parameters<typeof Field>[0];

function line<Value>(
  kind: MetricKind,
  type: () => unknown,
  path: string,
  meaning: string,
  options: MetricOptions,
  nullable: true | "itemsAndList" = true,
): Line<Value> {
  return (target, name) => add(kind, type, path, meaning, options, {}, nullable)(target, name);
}

function add(
  kind: MetricKind,
  type: () => unknown,
  path: string,
  meaning: string,
  options: MetricOptions,
  more: { codes?: CodeEnum; item?: () => ItemClass; timeLeaf?: string | null },
  nullable: true | "itemsAndList" = true,
) {
  return (target: object, name: string): void => {
    const { shownAs = name } = options;
    const description = describe(path, meaning, options);
    if (shownAs === name) Field(type as FieldType & (() => object), { nullable, description })(target, name);
    const metrics = metricsByClass.get(target) ?? [];
    metricsByClass.set(target, metrics);
    metrics.push({
      path,
      name,
      kind,
      meaning,
      unit: options.unit ?? null,
      aggregate: options.aggregate ?? "none",
      privacy: options.privacy ?? "none",
      codes: more.codes ?? null,
      item: more.item ?? null,
      timeLeaf: more.timeLeaf ?? null,
      shownAs,
    });
  };
}

function describe(path: string, meaning: string, options: MetricOptions): string {
  const unit = options.unit ? ` Unit: ${options.unit}.` : "";
  return `${meaning}${unit} Terra: \`${path}\`.`;
}
