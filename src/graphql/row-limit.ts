/**
 * How many rows an operation may ask for. A page holds at most `first` rows, and a page within it at most its own
 * `first` for each of them: the product is known from the document and its variables, before anything is read.
 */
import {
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { TerrariumError } from "../errors.ts";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "./pages.ts";

export const MAX_ROWS = 250_000;

/** What is wrong with a valid operation that asks for too many rows; null where it does not. */
export function rowsRefused(args: ExecutionArgs): TerrariumError | null {
  const rows = rowsAsked(args);
  if (rows <= MAX_ROWS) return null;
  return new TerrariumError(
    "QUERY_TOO_COMPLEX",
    `An operation may ask for ${MAX_ROWS} rows: each list's first (${DEFAULT_PAGE_SIZE} where it is not given), times ` +
      `that of the lists around it. This one asks for ${rows}. Give a smaller first, or ask in several operations.`,
  );
}

function rowsAsked({ schema, document, operationName, variableValues }: ExecutionArgs): number {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return 0;
  const given = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  // Execution says what is wrong with the variables.
  if (!given.coerced) return 0;
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return counter(schema, fragments, given.coerced)(operation.selectionSet, root);
}

type Variables = Record<string, unknown>;
type Count = (set: SelectionSetNode, type: GraphQLNamedType | undefined) => number;

// Each fragment is counted once, so that fragments that spread each other many times cost no more than they are long.
function counter(
  schema: GraphQLSchema,
  fragments: readonly FragmentDefinitionNode[],
  variables: Variables,
): Count {
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const counted = new Map<string, number>();
  const countSet: Count = (set, type) =>
    set.selections.reduce((sum, selection) => sum + count(selection, type), 0);
  const count = (selection: SelectionNode, type: GraphQLNamedType | undefined): number => {
    if (selection.kind === Kind.FIELD) return countField(selection, fieldOf(type, selection));
    if (selection.kind === Kind.FRAGMENT_SPREAD) return countFragment(selection.name.value);
    const condition = selection.typeCondition;
    return countSet(selection.selectionSet, condition ? schema.getType(condition.name.value) : type);
  };
  const countField = (node: FieldNode, field: GraphQLField<unknown, unknown> | undefined): number => {
    if (!node.selectionSet || !field) return 0;
    const within = countSet(node.selectionSet, getNamedType(field.type));
    return isPage(field) ? pageRows(node, variables) * (1 + within) : within;
  };
  const countFragment = (name: string): number => {
    const fragment = byName.get(name);
    if (!fragment) return 0;
    const rows =
      counted.get(name) ?? countSet(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    counted.set(name, rows);
    return rows;
  };
  return countSet;
}

function fieldOf(type: GraphQLNamedType | undefined, { name }: FieldNode) {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
}

function isPage({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ name }) => name === "first");
}

// What is no page size is refused by its field, when it is asked.
function pageRows({ arguments: given = [] }: FieldNode, variables: Variables): number {
  const value = given.find(({ name }) => name.value === "first")?.value;
  const first =
    value?.kind === Kind.INT
      ? Number(value.value)
      : value?.kind === Kind.VARIABLE
        ? variables[value.name.value]
        : undefined;
  return typeof first === "number" ? Math.min(Math.max(first, 0), MAX_PAGE_SIZE) : DEFAULT_PAGE_SIZE;
}
