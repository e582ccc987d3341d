/** How large an operation is with its fragments spread out, as its document says, before anything is run. */
import {
  type ArgumentNode,
  type ConstValueNode,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValueNode,
} from "graphql";

/** Introspection is as deep and as broad as it is: of it only parts and aliases count, and aliases more. */
export type OperationSize = {
  /** Fields within fields. */
  depth: number;
  fields: number;
  aliases: number;
  /** Fields, fragments, directives and the values of arguments: what has to be walked through. */
  parts: number;
};

/** For how many an alias of introspection counts, or one within: nobody pages through the schema, all of it comes. */
const INTROSPECTION_ALIAS = 10;

const NOTHING: OperationSize = { depth: 0, fields: 0, aliases: 0, parts: 0 };

/** Measures selections. Each fragment is measured once, however often it is spread. */
export function sizer(context: ValidationContext): (set: SelectionSetNode) => OperationSize {
  const fragments = new Map<string, OperationSize>();
  const measureSet = (set: SelectionSetNode): OperationSize =>
    set.selections.map(measure).reduce(beside, NOTHING);
  const measure = (selection: SelectionNode): OperationSize => {
    const within = measureWithin(selection);
    const own = 1 + partsOf(selection.directives);
    return { ...within, parts: within.parts + own };
  };
  const measureWithin = (selection: SelectionNode): OperationSize => {
    if (selection.kind === Kind.FIELD) return measureField(selection);
    if (selection.kind === Kind.INLINE_FRAGMENT) return measureSet(selection.selectionSet);
    return measureFragment(context.getFragment(selection.name.value));
  };
  const measureField = ({ name, alias, arguments: given, selectionSet }: FieldNode): OperationSize => {
    const { depth, fields, aliases, parts } = selectionSet ? measureSet(selectionSet) : NOTHING;
    const all = { aliases: aliases + (alias ? 1 : 0), parts: parts + valuesOf(given) };
    if (!name.value.startsWith("__")) return { ...all, depth: depth + 1, fields: fields + 1 };
    return {
      ...all,
      aliases: selectionSet ? all.aliases * INTROSPECTION_ALIAS : all.aliases,
      depth: 0,
      fields: 0,
    };
  };
  const measureFragment = (fragment: FragmentDefinitionNode | null | undefined): OperationSize => {
    if (!fragment) return NOTHING;
    const name = fragment.name.value;
    const known = fragments.get(name);
    if (known) return known;
    // A fragment within itself is refused by a rule of the specification; here it only must not go round for ever.
    fragments.set(name, NOTHING);
    const size = measureSet(fragment.selectionSet);
    fragments.set(name, size);
    return size;
  };
  return measureSet;
}

/** How many fields an operation has at its top, fragments spread out. */
export function rootFields(operation: OperationDefinitionNode, context: ValidationContext): number {
  const spread = new Set<string>();
  const count = (set: SelectionSetNode): number =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + 1;
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + count(selection.selectionSet);
      const fragment = context.getFragment(selection.name.value);
      if (!fragment || spread.has(selection.name.value)) return sum;
      spread.add(selection.name.value);
      return sum + count(fragment.selectionSet);
    }, 0);
  return count(operation.selectionSet);
}

function beside(a: OperationSize, b: OperationSize): OperationSize {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
    parts: a.parts + b.parts,
  };
}

function partsOf(directives: readonly DirectiveNode[] = []): number {
  return directives.reduce((sum, { arguments: given }) => sum + 1 + valuesOf(given), 0);
}

function valuesOf(given: readonly ArgumentNode[] = []): number {
  return given.reduce((sum, { value }) => sum + valuesIn(value), 0);
}

function valuesIn(value: ValueNode | ConstValueNode): number {
  if (value.kind === Kind.LIST) return value.values.reduce((sum, each) => sum + valuesIn(each), 1);
  if (value.kind === Kind.OBJECT) return value.fields.reduce((sum, field) => sum + valuesIn(field.value), 1);
  return 1;
}
