/** What the Python method of an operation takes and gives. */
import {
  getNamedType,
  isInputObjectType,
  isInputType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { Shape } from "./python-class.ts";
import type { PythonTypes } from "./python-types.ts";
import { className, pythonName, refuseDoubles } from "./python-words.ts";
import { type Documents, fieldsOf, type SelectedField } from "./selection.ts";

/** A variable, as an argument of a method. */
export type Argument = {
  name: string;
  variable: string;
  annotation: string;
  isRequired: boolean;
  about: string;
  /** Says what it is where it is not given. */
  byDefault: string;
};

export type Method = {
  operation: OperationDefinitionNode;
  name: string;
  about: string;
  args: Argument[];
  /** The field at the operation's top, which is what the method returns. */
  key: string;
  shape: Shape;
  /** What the rows of the result are, where it is a page. */
  rows: string | undefined;
};

export function methodOf(
  operation: OperationDefinitionNode,
  documents: Documents,
  types: PythonTypes,
): Method {
  const name = operation.name?.value;
  const root = documents.schema.getRootType(operation.operation);
  if (!name || !root) throw new Error("An operation without a name has no Python form.");
  const [top, ...more] = fieldsOf([operation.selectionSet], root, documents);
  if (!top?.field || more.length > 0)
    throw new Error(`${name} has to have one field at its top, for Python.`);
  const args = argumentsOf(operation, documents, types);
  refuseDoubles(
    name,
    args.map((arg) => arg.name),
  );
  const rows = args.some(({ variable }) => variable === "after")
    ? rowsOf(top, name, documents, types)
    : undefined;
  const shape = types.shapeOf(top.field.type, top.sets, rows ? `${name}Page` : className(name));
  return { operation, name: pythonName(name), about: commentOf(operation), args, key: top.key, shape, rows };
}

function rowsOf(
  { field, sets }: SelectedField,
  name: string,
  documents: Documents,
  types: PythonTypes,
): string | undefined {
  const type = field && getNamedType(field.type);
  if (!type || !isObjectType(type)) return undefined;
  const within = fieldsOf(sets, type, documents);
  const nodes = within.find(({ key }) => key === "nodes");
  if (!nodes?.field || !within.some(({ key }) => key === "pageInfo")) return undefined;
  const { annotation } = types.shapeOf(nodes.field.type, nodes.sets, `${name}PageNodes`);
  return /^list\[(.+)\]$/.exec(annotation)?.[1];
}

function argumentsOf(
  operation: OperationDefinitionNode,
  documents: Documents,
  types: PythonTypes,
): Argument[] {
  const abouts = meanings(operation, documents);
  return (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => {
    const name = variable.name.value;
    const given = typeFromAST(documents.schema, type);
    if (!isInputType(given)) throw new Error(`$${name} is of a type that the schema does not have.`);
    const isRequired = type.kind === Kind.NON_NULL_TYPE && !defaultValue;
    const byDefault = defaultValue ? ` ${print(defaultValue)} where it is not given.` : "";
    return {
      name: pythonName(name),
      variable: name,
      annotation: types.givenAnnotation(given),
      isRequired,
      about: (abouts.get(name) ?? "") + byDefault,
      byDefault,
    };
  });
}

// What the schema says about the argument, or the field of an argument, that a variable is given to.
function meanings(operation: OperationDefinitionNode, { schema }: Documents): Map<string, string> {
  const found = new Map<string, string>();
  const typeInfo = new TypeInfo(schema);
  const note = (name: string, about: string | null | undefined) => found.set(name, about ?? "");
  visit(
    operation,
    visitWithTypeInfo(typeInfo, {
      Argument: ({ value }) => {
        if (value.kind === Kind.VARIABLE) note(value.name.value, typeInfo.getArgument()?.description);
      },
      ObjectField: ({ name, value }) => {
        const owner = getNamedType(typeInfo.getParentInputType());
        if (value.kind === Kind.VARIABLE && owner && isInputObjectType(owner))
          note(value.name.value, owner.getFields()[name.value]?.description);
      },
    }),
  );
  return found;
}

// The comment above the operation.
function commentOf({ loc }: OperationDefinitionNode): string {
  const lines: string[] = [];
  for (let token = loc?.startToken.prev; token?.kind === "Comment"; token = token.prev) {
    lines.unshift(token.value.trim());
  }
  return lines.join(" ");
}
