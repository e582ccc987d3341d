/** The samples of a series from an array that was scanned. */
import type { ScannedSamples } from "./scan-samples.ts";
import type { SeriesDefinition } from "./series.ts";
import type { Column, Samples } from "./series-codec.ts";

/** Null where a leaf is of another kind than the series has it, which is to be read and noted row by row. */
export function samplesOfScan(definition: SeriesDefinition, scanned: ScannedSamples): Samples | null {
  const columns: Column[] = [];
  const leaves = new Map(scanned.leaves.map((leaf) => [leaf.name, leaf]));
  for (const name of namesInOrder(definition, leaves.keys())) {
    const column = leaves.get(name)?.column() ?? null;
    if (column === null) continue;
    if (column.kind !== kindOf(definition, name)) return null;
    columns.push(column);
  }
  return { length: scanned.length, columns };
}

/** The series' own, then what it does not know. */
function namesInOrder({ timeLeaf, columns }: SeriesDefinition, names: Iterable<string>): Set<string> {
  const own = columns.map(({ name }) => name);
  return new Set([...(timeLeaf === null ? [] : [timeLeaf]), ...own, ...names]);
}

function kindOf({ timeLeaf, columns, nested }: SeriesDefinition, name: string): Column["kind"] {
  if (name === timeLeaf) return "time";
  if (name === nested?.leaf) return "rows";
  return columns.find((column) => column.name === name)?.kind ?? "number";
}
