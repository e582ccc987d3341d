/** What a selection asks for, fragments spread out. */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

export type Documents = { schema: GraphQLSchema; fragments: ReadonlyMap<string, FragmentDefinitionNode> };

/** A field of a result. `field` is undefined for `__typename`. */
export type SelectedField = {
  key: string;
  field: GraphQLField<unknown, unknown> | undefined;
  sets: SelectionSetNode[];
};

/** The fields that an object of the type has in the result; of an abstract type, those that every object has. */
export function fieldsOf(
  sets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  documents: Documents,
): SelectedField[] {
  const fields = new Map<string, SelectedField>();
  for (const node of fieldNodes(sets, type, documents)) {
    const key = node.alias?.value ?? node.name.value;
    const known = fields.get(key) ?? { key, field: fieldOf(type, node.name.value), sets: [] };
    if (node.selectionSet) known.sets.push(node.selectionSet);
    fields.set(key, known);
  }
  return [...fields.values()];
}

/** The object types that parts of the selection are only for. */
export function narrowerTypes(
  sets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  documents: Documents,
): string[] {
  if (!isAbstractType(type)) return [];
  const names = sets.flatMap(({ selections }) =>
    selections.flatMap((selection) => {
      const part = partOf(selection, type, documents);
      if (!part) return [];
      if (part.type === type || isAbstractType(part.type)) return narrowerTypes([part.set], type, documents);
      return [part.type.name];
    }),
  );
  return [...new Set(names)].sort();
}

/** The fragment that the selection consists of, where it is nothing else and holds for all objects of the type. */
export function soleFragment(
  sets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  documents: Documents,
): FragmentDefinitionNode | undefined {
  const selections = sets.flatMap((set) => set.selections);
  const names = new Set(
    selections.map((selection) => (selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : "")),
  );
  const [name] = names;
  const fragment = names.size === 1 && name ? documents.fragments.get(name) : undefined;
  const condition = fragment && documents.schema.getType(fragment.typeCondition.name.value);
  return condition && holdsFor(condition, type, documents.schema) ? fragment : undefined;
}

function fieldNodes(
  sets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  documents: Documents,
): FieldNode[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((selection) => {
      if (selection.directives?.length) throw new Error("Directives in operations have no Python form yet.");
      if (selection.kind === Kind.FIELD) return [selection];
      const part = partOf(selection, type, documents);
      return part && holdsFor(part.type, type, documents.schema)
        ? fieldNodes([part.set], type, documents)
        : [];
    }),
  );
}

function partOf(selection: SelectionNode, type: GraphQLCompositeType, { schema, fragments }: Documents) {
  if (selection.kind === Kind.FIELD) return undefined;
  const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
  if (!fragment) return undefined;
  const condition = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
  return isCompositeType(condition) ? { type: condition, set: fragment.selectionSet } : undefined;
}

function holdsFor(condition: GraphQLNamedType, type: GraphQLCompositeType, schema: GraphQLSchema): boolean {
  if (condition === type) return true;
  return isAbstractType(condition) && !isUnionType(type) && schema.isSubType(condition, type);
}

function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isUnionType(type) ? undefined : type.getFields()[name];
}
