/** What of a record a viewer may see, by the privacy of its metrics and of its series' columns. */
import { maySee } from "../access/policy.ts";
import type { Study, Viewer } from "../access/viewer.ts";
import { type ItemClass, metricsOf } from "./metric.ts";
import type { Columns } from "./record-selection.ts";
import type { RecordDefinition } from "./record-types.ts";
import type { SeriesColumnDefinition, SeriesDefinition } from "./series.ts";
import type { Column, Samples } from "./series-codec.ts";

/** Of the columns of a table, those that the viewer may see: the others are not read. */
export function visibleColumns(viewer: Viewer, { record }: RecordDefinition, columns: Columns): Columns {
  const hidden = hiddenIn(viewer, record);
  return hidden.length === 0 ? columns : columns.filter((column) => !hidden.includes(column));
}

/** The names of what the viewer may not see of a record, or of an item of its lists. */
export function hiddenIn(viewer: Viewer, owner: ItemClass): readonly string[] {
  const { study } = viewer;
  if (study === null) return NOTHING;
  const known = hiddenByStudy.get(study) ?? new Map<ItemClass, readonly string[]>();
  hiddenByStudy.set(study, known);
  const names = known.get(owner) ?? hiddenNames(viewer, owner);
  known.set(owner, names);
  return names;
}

const NOTHING: readonly string[] = [];
const hiddenByStudy = new WeakMap<Study, Map<ItemClass, readonly string[]>>();

function hiddenNames(viewer: Viewer, owner: ItemClass): readonly string[] {
  return metricsOf(owner)
    .filter(({ privacy }) => !maySee(viewer, privacy))
    .map(({ name }) => name);
}

/** The samples with the columns that the viewer may see. One that we do not know may say anything of a person. */
export function visibleSamples(viewer: Viewer, definition: SeriesDefinition, samples: Samples): Samples {
  if (viewer.study === null) return samples;
  const { nested } = definition;
  const columns = samples.columns.flatMap((column): Column[] => {
    if (nested && column.kind === "rows" && column.name === nested.leaf)
      return [{ ...column, columns: column.columns.filter((inner) => isVisible(viewer, nested, inner)) }];
    return isVisible(viewer, definition, column) ? [column] : [];
  });
  return { ...samples, columns };
}

function isVisible(
  viewer: Viewer,
  { timeLeaf, columns }: { timeLeaf: string | null; columns: readonly SeriesColumnDefinition[] },
  { name }: Column,
): boolean {
  const known = columns.find((column) => column.name === name);
  return known ? maySee(viewer, known.privacy) : name === timeLeaf;
}
