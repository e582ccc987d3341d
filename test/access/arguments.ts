/** Every argument of the schema's queries that takes an id, a cursor or a text, walked, so that a new one is tried too. */
import { readFileSync } from "node:fs";
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
} from "graphql";

type AnyField = GraphQLField<unknown, unknown>;

export type Argument = {
  /** As `users.referenceIds`. */
  name: string;
  field: string;
  takes: "id" | "cursor" | "text";
  isList: boolean;
  /** The operation that gives it; its value is `$value`. */
  query: string;
};

/** What texts are that are neither ids nor cursors. A new one is to be added where it belongs. */
const TEXTS: Record<string, Argument["takes"]> = {
  after: "cursor",
  referenceId: "id",
  referenceIds: "id",
  reference: "id",
  providers: "text",
  types: "text",
};

const schema = buildSchema(readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8"));

/** Those of queries. */
export const queryArguments: Argument[] = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(
  (field) =>
    field.args.flatMap((argument) => {
      const takes = takenBy(argument);
      return takes ? [argumentOf(field, argument, takes)] : [];
    }),
);

function takenBy({ name, type }: GraphQLArgument): Argument["takes"] | null {
  const named = getNamedType(type);
  if (named.name === "ID") return "id";
  if (isInputObjectType(named) && Object.values(named.getFields()).some((field) => isText(field.type)))
    throw new Error(`${name} holds texts within: try them too.`);
  if (named.name !== "String") return null;
  const takes = TEXTS[name];
  if (!takes) throw new Error(`What the argument ${name} takes is not said here: an id, a cursor or a text.`);
  return takes;
}

function isText(type: GraphQLArgument["type"]): boolean {
  return ["ID", "String"].includes(getNamedType(type).name);
}

function argumentOf(field: AnyField, { name, type }: GraphQLArgument, takes: Argument["takes"]): Argument {
  return {
    name: `${field.name}.${name}`,
    field: field.name,
    takes,
    isList: isListType(getNullableType(type)),
    query: `query ($value: ${String(type)}) { ${field.name}(${name}: $value) ${selectionOf(field)} }`,
  };
}

function selectionOf({ type }: AnyField): string {
  const named = getNamedType(type);
  const isPage = isObjectType(named) && named.getFields()["nodes"] !== undefined;
  return isPage ? "{ totalCount nodes { __typename } pageInfo { endCursor } }" : "{ __typename }";
}
