/** Reads every field of everything that lists show, as the schema names them: what is stored must be readable. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildSchema,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { ask } from "../load/ask.ts";
import type { Target } from "../load/target.ts";

const schemaFile = join(import.meta.dirname, "../../../schema/schema.graphql");
const PAGE = 100;
const DEEPEST = 4;

type Page = { list: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } };

/** At most so many pages of each list. @throws Error when an answer has an error. */
export async function readEverything(target: Target, mostPages: number): Promise<number> {
  const schema = buildSchema(readFileSync(schemaFile, "utf8"));
  let read = 0;
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    if (!isList(field)) continue;
    const query = `query ($after: String) { list: ${field.name}(first: ${PAGE}, after: $after) {
      nodes ${selectionOf(schema, nodeOf(field), 0)} pageInfo { hasNextPage endCursor } } }`;
    let after: string | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const { list }: Page = await ask<Page>(target, query, { after });
      read += list.nodes.length;
      if (!list.pageInfo.hasNextPage) break;
      after = list.pageInfo.endCursor;
    }
  }
  return read;
}

type AnyField = GraphQLField<unknown, unknown>;

function isList(field: AnyField): boolean {
  return getNamedType(field.type).name.endsWith("Page") && !needsArguments(field);
}

function needsArguments({ args }: AnyField): boolean {
  return args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
}

function nodeOf({ type }: AnyField): GraphQLNamedType {
  const page = getNamedType(type);
  const nodes = isObjectType(page) ? page.getFields()["nodes"] : undefined;
  if (nodes === undefined) throw new Error(`${page.name} has no nodes.`);
  return getNamedType(nodes.type);
}

function selectionOf(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): string {
  if (isAbstractType(type)) {
    const cases = schema
      .getPossibleTypes(type)
      .map((each) => `... on ${each.name} ${typed(schema, each, depth)}`);
    return `{ __typename ${cases.join(" ")} }`;
  }
  return typed(schema, type, depth);
}

// Fields of one name that differ in type between the cases of an interface need names of their own.
function typed(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): string {
  if (!isObjectType(type)) return "{ __typename }";
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const own = getNamedType(field.type);
    const name = depth === 0 ? `${type.name}_${field.name}: ${field.name}` : field.name;
    if (needsArguments(field)) return [];
    if (!isCompositeType(own)) return [name];
    // Another thing with lists of its own: its plain fields alone.
    const isThing = /^(User|Connection|Delivery|HealthRecord)$/.test(own.name);
    if (isList(field) || depth >= DEEPEST) return [];
    return [`${name} ${isThing ? plainOf(own) : selectionOf(schema, own, depth + 1)}`];
  });
  return `{ __typename ${fields.join(" ")} }`;
}

function plainOf(type: GraphQLNamedType): string {
  if (!isObjectType(type)) return "{ __typename }";
  const plain = Object.values(type.getFields()).filter(
    (field) => !isCompositeType(getNamedType(field.type)) && !needsArguments(field),
  );
  return `{ ${plain.map(({ name }) => name).join(" ")} }`;
}
