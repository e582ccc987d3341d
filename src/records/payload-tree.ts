/** A record's lines as a tree by Terra's path, made once, so that a payload is walked once whatever it holds. */
import { sectionOf, sectionOfArray } from "../merge/section.ts";
import { isPlainObject } from "../terra/sent-values.ts";
import type { Values } from "./content.ts";
import { type ItemClass, isArray, type Metric, metricsOf, partsOfClass } from "./metric.ts";
import { metadataTimes } from "./record-times.ts";
import type { RecordDefinition } from "./record-types.ts";
import type { SeriesDefinition } from "./series.ts";

export type PayloadNode = {
  /** Terra's, from the record or the item. */
  path: string;
  /** Of a record's metric or series: the section that it belongs to. */
  section: string;
  children: Map<string, PayloadNode>;
  metric?: Metric;
  /** Whether it is one of the two times that say when the record was. */
  isWhen?: boolean;
  series?: SeriesDefinition;
  /** The name of the part that an object of a list's item is. */
  part?: string;
};

const trees = new Map<object, PayloadNode>();

/** The tree of a record's element, which may be an earlier payload's. */
export function payloadTreeOf(definition: RecordDefinition, element: Values): PayloadNode {
  const { older, record } = definition;
  const former = older && !isPlainObject(element[older.without]) ? older : null;
  return remembered(former ?? record, () => {
    const root = node("");
    for (const metric of metricsOf(definition.record)) {
      const section = sectionOfMetric(definition, metric);
      Object.assign(at(root, former ? formerPath(former, metric.path) : metric.path), { metric, section });
    }
    for (const { path, definition: series } of definition.series)
      Object.assign(at(root, path), { series, section: sectionOfArray(path) });
    if (definition.times === metadataTimes)
      for (const path of ["metadata.start_time", "metadata.end_time"]) at(root, path).isWhen = true;
    return root;
  });
}

/** The section that a metric is in. */
export function sectionOfMetric({ alone }: RecordDefinition, metric: Metric): string {
  return isArray(metric) || alone.includes(metric.path)
    ? sectionOfArray(metric.path)
    : sectionOf(metric.path);
}

function formerPath({ moved }: NonNullable<RecordDefinition["older"]>, path: string): string {
  const place = moved.find(({ now }) => path === now || path.startsWith(`${now}.`));
  return place ? place.formerly + path.slice(place.now.length) : path;
}

/** The tree of a list's item, by paths relative to the item. */
export function itemTreeOf(item: ItemClass): PayloadNode {
  return remembered(item, () => {
    const root = node("");
    addItem(root, item);
    return root;
  });
}

function addItem(root: PayloadNode, item: ItemClass): void {
  for (const metric of metricsOf(item)) at(root, itemPath(metric.path)).metric = metric;
  for (const { path, name, part } of partsOfClass(item)) {
    at(root, itemPath(path)).part = name;
    addItem(root, part());
  }
}

/** `meals[].macros.calories` -> `macros.calories`. */
function itemPath(path: string): string {
  return path.slice(path.lastIndexOf("[].") + 3);
}

function remembered(of: object, make: () => PayloadNode): PayloadNode {
  const tree = trees.get(of) ?? make();
  trees.set(of, tree);
  return tree;
}

function at(root: PayloadNode, path: string): PayloadNode {
  let here = root;
  for (const step of path.split(".")) {
    const next = here.children.get(step) ?? node(here.path === "" ? step : `${here.path}.${step}`);
    here.children.set(step, next);
    here = next;
  }
  return here;
}

function node(path: string): PayloadNode {
  return { path, section: sectionOf(path), children: new Map() };
}
