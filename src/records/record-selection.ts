/** Which columns an operation asks for: what nobody selects is not read. */
import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from "graphql";
import { metricsOf } from "./metric.ts";
import type { RecordDefinition } from "./record-types.ts";

/** Columns of a record's table, by their names in camelCase. */
export type Columns = readonly string[];

/** The columns that the field's own selection needs, where the field gives one record. */
export function columnsOfRecord(info: GraphQLResolveInfo, definition: RecordDefinition): Columns {
  return columnsFor(definition, selectionSets(info.fieldNodes), info);
}

/** The columns that the nodes of the field's page need. */
export function columnsOfPage(info: GraphQLResolveInfo, definition: RecordDefinition): Columns {
  const page = fieldsIn(selectionSets(info.fieldNodes), info);
  const edges = fieldsIn(selectionSets(named(page, "edges")), info);
  return columnsFor(definition, selectionSets([...named(page, "nodes"), ...named(edges, "node")]), info);
}

/** Every column that some field of the type needs. */
export function allColumns(definition: RecordDefinition): Columns {
  return [...new Set([...columnsByField(definition).values()].flat())];
}

function columnsFor(
  definition: RecordDefinition,
  sets: SelectionSetNode[],
  info: GraphQLResolveInfo,
): Columns {
  const columns = columnsByField(definition);
  const fields = fieldsIn(sets, info, new Set(["HealthRecord", definition.record.name]));
  return [...new Set(fields.flatMap((field) => columns.get(field.name.value) ?? []))];
}

// The key, the start, the person and the provider come with every row.
const BASE: [field: string, columns: string[]][] = [
  ["startTime", ["startText"]],
  ["endTime", ["endText"]],
  ["localDate", ["localDate"]],
  ["utcOffset", ["utcOffset"]],
  ["createdAt", ["createdAt"]],
  ["updatedAt", ["updatedAt"]],
  ["revision", ["revision"]],
  ["delivery", ["deliveryId", "arrivedAt"]],
];

const fieldsByDefinition = new WeakMap<RecordDefinition, Map<string, string[]>>();

function columnsByField(definition: RecordDefinition): Map<string, string[]> {
  const known = fieldsByDefinition.get(definition);
  if (known) return known;
  const columns = new Map(BASE);
  for (const { name, kind, shownAs } of metricsOf(definition.record)) {
    columns.set(shownAs, [name]);
    if (kind === "code") columns.set(name.replace(/Code$/, ""), [name]);
  }
  fieldsByDefinition.set(definition, columns);
  return columns;
}

function named(fields: FieldNode[], name: string): FieldNode[] {
  return fields.filter((field) => field.name.value === name);
}

function selectionSets(fields: readonly FieldNode[]): SelectionSetNode[] {
  return fields.flatMap((field) => field.selectionSet ?? []);
}

/** The fields that selections hold, through fragments on the given types, or on any where none are given. */
function fieldsIn(sets: SelectionSetNode[], info: GraphQLResolveInfo, types?: Set<string>): FieldNode[] {
  const found: FieldNode[] = [];
  const walked = new Set<SelectionSetNode>();
  const walk = (set: SelectionSetNode | undefined, type: string | undefined): void => {
    if (!set || walked.has(set) || (type && types && !types.has(type))) return;
    walked.add(set);
    for (const selection of set.selections) {
      const fragment = selection.kind === "FragmentSpread" ? info.fragments[selection.name.value] : selection;
      if (fragment?.kind === "Field") found.push(fragment);
      else walk(fragment?.selectionSet, fragment?.typeCondition?.name.value);
    }
  };
  for (const set of sets) walk(set, undefined);
  return found;
}
