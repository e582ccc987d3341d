/**
 * What an operation costs, known from its document and variables before anything is read: about one for each row that
 * it may bring, and more for what takes longer than a row. All weights are here.
 */
import {
  type ExecutionArgs,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
  validate,
} from "graphql";
import { type ComplexityEstimatorArgs, createComplexityRule } from "graphql-query-complexity";
import { sizeOfArguments } from "./argument-size.ts";
import { MAX_PARTS } from "./limits.ts";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "./pages.ts";

/** A list without pages, such as a user's connections, is taken to have so many rows. */
const ROWS_WITHOUT_PAGES = 10;
/** The samples of a record: of one name, and of all. */
const SERIES = 20;
const ALL_SERIES = 100;
/** A delivery's body as it came has to be unpacked. */
const BODY = 10;
/** What a page costs at the least: with one row or none it takes about as long as with some. */
const PAGE = 20;
/** Arguments are read again for each row around them: past those that are free, so many characters cost one. */
const FREE_CHARACTERS = 200;
const CHARACTERS = 20;
/** What introspection lists: the types, and what each of them has. */
const INTROSPECTED_TYPES = 40;
const INTROSPECTED_PARTS = 15;

/**
 * The cost of an operation; 0 where it has a mistake that is named when it is run. Throws BAD_USER_INPUT where a list
 * among its arguments is too long, and GraphQL's error where a directive has no value.
 */
export type Costing = (args: ExecutionArgs) => number;

export function createCosting(schema: GraphQLSchema): Costing {
  const pages = typesOfPages(schema);
  const estimate = (field: ComplexityEstimatorArgs) =>
    costOfField(field, pages) + costOfArguments(field.args);
  return ({ document, operationName, variableValues }) => {
    const operation = getOperationAST(document, operationName);
    if (!operation) return 0;
    let cost = 0;
    const rule = createComplexityRule({
      estimators: [estimate],
      maximumComplexity: Number.POSITIVE_INFINITY,
      // Fragments are walked through each time that they are spread: the rules for documents allow as much.
      maxQueryNodes: MAX_PARTS + 1,
      variables: { ...variableValues },
      ...(operation.name && { operationName: operation.name.value }),
      onComplete: (complexity) => {
        cost = complexity;
      },
    });
    // What is wrong with an argument is its field's to say, and must not end the count.
    validate(schema, document, [rule], { maxErrors: Number.POSITIVE_INFINITY });
    return cost;
  };
}

function costOfField(
  { type, field, args, childComplexity: within }: ComplexityEstimatorArgs,
  pages: ReadonlySet<string>,
): number {
  if (isPage(field)) return Math.max(pageSize(args["first"]) * (1 + within), PAGE);
  if (field.name === "series") return costOfSeries(args["names"]);
  if (type.name === "Delivery" && field.name === "body") return BODY;
  if (!isCompositeType(getNamedType(field.type)) || pages.has(type.name)) return within;
  return rowsOf(field, type.name) * (1 + within);
}

function rowsOf(field: GraphQLField<unknown, unknown>, parent: string): number {
  if (!isListType(getNullableType(field.type))) return 1;
  if (isIntrospectionType(getNamedType(field.type)))
    return parent === "__Schema" ? INTROSPECTED_TYPES : INTROSPECTED_PARTS;
  return hasId(field) ? ROWS_WITHOUT_PAGES : 1;
}

// What has no id is part of its row, as the laps of an activity are.
function hasId(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNamedType(field.type);
  return isObjectType(type) && "id" in type.getFields();
}

function isPage({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ name }) => name === "first");
}

// What is no page size is refused by its field, when it is asked.
function pageSize(first: unknown): number {
  return typeof first === "number" ? Math.min(Math.max(first, 0), MAX_PAGE_SIZE) : DEFAULT_PAGE_SIZE;
}

function costOfArguments(args: unknown): number {
  return Math.max(Math.floor((sizeOfArguments(args) - FREE_CHARACTERS) / CHARACTERS), 0);
}

function costOfSeries(names: unknown): number {
  return Array.isArray(names) ? Math.min(names.length * SERIES, ALL_SERIES) : ALL_SERIES;
}

// A page's rows are counted with the page.
function typesOfPages(schema: GraphQLSchema): Set<string> {
  const pages = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const page = getNamedType(field.type);
      if (!isPage(field) || !isObjectType(page)) continue;
      pages.add(page.name);
      const edges = page.getFields()["edges"];
      if (edges) pages.add(getNamedType(edges.type).name);
    }
  }
  return pages;
}
