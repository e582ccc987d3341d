/** A record's lines as a tree by Terra's path, made once, so that a payload is walked once whatever it holds. */
import { type ItemClass, type Metric, metricsOf, partsOfClass } from "./metric.ts";
import type { RecordDefinition } from "./record-types.ts";
import type { SeriesDefinition } from "./series.ts";

export type PayloadNode = {
  children: Map<string, PayloadNode>;
  metric?: Metric;
  series?: SeriesDefinition;
};

const trees = new Map<object, PayloadNode>();

export function payloadTreeOf(definition: RecordDefinition): PayloadNode {
  return remembered(definition.record, () => {
    const root = node();
    for (const metric of metricsOf(definition.record)) at(root, metric.path).metric = metric;
    for (const { path, definition: series } of definition.series) at(root, path).series = series;
    // The base class reads these two.
    at(root, "metadata.start_time");
    at(root, "metadata.end_time");
    return root;
  });
}

/** The tree of a list's item, by paths relative to the item. */
export function itemTreeOf(item: ItemClass): PayloadNode {
  return remembered(item, () => {
    const root = node();
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

function remembered(of: object, make: () => PayloadNode): PayloadNode {
  const tree = trees.get(of) ?? make();
  trees.set(of, tree);
  return tree;
}

function at(root: PayloadNode, path: string): PayloadNode {
  let here = root;
  for (const step of path.split(".")) {
    const next = here.children.get(step) ?? node();
    here.children.set(step, next);
    here = next;
  }
  return here;
}

function node(): PayloadNode {
  return { children: new Map() };
}
