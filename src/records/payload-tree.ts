/** A record's lines as a tree by Terra's path, made once, so that a payload is walked once whatever it holds. */

import { sectionOf, sectionOfArray } from "../merge/section.ts";
import { type ItemClass, type Metric, metricsOf, partsOfClass } from "./metric.ts";
import type { RecordDefinition } from "./record-types.ts";
import type { SeriesDefinition } from "./series.ts";

export type PayloadNode = {
  /** Terra's, from the record or the item. */
  path: string;
  /** Of a record's metric or series: the section that it belongs to. */
  section: string;
  children: Map<string, PayloadNode>;
  metric?: Metric;
  series?: SeriesDefinition;
};

const trees = new Map<object, PayloadNode>();

export function payloadTreeOf(definition: RecordDefinition): PayloadNode {
  return remembered(definition.record, () => {
    const root = node("");
    for (const metric of metricsOf(definition.record)) {
      const leaf = at(root, metric.path);
      leaf.metric = metric;
      if (isArray(metric)) leaf.section = sectionOfArray(metric.path);
    }
    for (const { path, definition: series } of definition.series) {
      const leaf = at(root, path);
      leaf.series = series;
      leaf.section = sectionOfArray(path);
    }
    // The base class reads these two.
    at(root, "metadata.start_time");
    at(root, "metadata.end_time");
    return root;
  });
}

/** The tree of a list's item, by paths relative to the item. */
export function itemTreeOf(item: ItemClass): PayloadNode {
  return remembered(item, () => {
    const root = node("");
    for (const metric of metricsOf(item)) at(root, itemPath(metric.path)).metric = metric;
    for (const { path, part } of partsOfClass(item)) {
      for (const metric of metricsOf(part())) at(root, itemPath(metric.path)).metric = metric;
      at(root, itemPath(path));
    }
    return root;
  });
}

/** `meals[].macros.calories` -> `macros.calories`. */
export function itemPath(path: string): string {
  return path.slice(path.lastIndexOf("[].") + 3);
}

/** Whether its value is an array of Terra's, which is a section of its own. */
export function isArray({ kind }: Metric): boolean {
  return kind === "list" || kind === "texts" || kind === "pair";
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
