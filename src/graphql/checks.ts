/** What is looked at of a request before it is run: its text, its document, what it would cost. Alike on every transport. */
import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  type GraphQLSchema,
  type ParseOptions,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from "graphql";
import type { Viewer } from "../access/viewer.ts";
import { TerrariumError } from "../errors.ts";
import { type Costing, createCosting } from "./cost.ts";
import { checkText, forgetPlaces } from "./document-text.ts";
import { isBottomless, type Limits, rulesOf } from "./limits.ts";
import { DEFAULT_PAGE_SIZE } from "./pages.ts";
import { type DocumentRequest, documentOf, type TrustedDocuments } from "./trusted-documents.ts";

/** An operation of this cost may fail in so many places that GraphQL is not to look each up in the document. */
const MANY_ROWS = 1_000;

/** An operation as a client sends it. */
export type OperationRequest = DocumentRequest & {
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
};

export type Checks = {
  schema: GraphQLSchema;
  parseOptions: ParseOptions;
  /** The rules beside GraphQL's own. */
  rules: ValidationRule[];
  /** The text of the document that a request wants run. @throws TerrariumError where the viewer may not run it. */
  documentOf(request: DocumentRequest, viewer: Viewer): string;
  /** What is wrong with an operation by its cost, of a document that fits the rules; null where nothing is. */
  refusalOf(args: ExecutionArgs): GraphQLError | null;
  /** Parses and checks a request: what `execute` takes, or what is wrong with it. */
  prepare(request: OperationRequest, viewer: Viewer): ExecutionArgs | GraphQLError[];
};

export type ChecksOptions = {
  schema: GraphQLSchema;
  limits: Limits;
  /** What end users may run; without it, anything. */
  trustedDocuments?: TrustedDocuments | null;
  /** Told what every operation costs that could be run, whether it then is or not. */
  onCost?: (cost: number) => void;
};

export function createChecks({
  schema,
  limits,
  trustedDocuments = null,
  onCost = () => {},
}: ChecksOptions): Checks {
  const costOf = createCosting(schema);
  const checks: Omit<Checks, "prepare"> = {
    schema,
    parseOptions: { maxTokens: limits.maxTokens },
    rules: rulesOf(limits),
    documentOf: (request, viewer) => {
      checkText(request.query ?? "", limits);
      return documentOf(request, viewer, trustedDocuments);
    },
    refusalOf: (args) => refusalOf(args, costOf, limits, onCost),
  };
  return { ...checks, prepare: (request, viewer) => prepare(request, viewer, checks) };
}

function prepare(
  request: OperationRequest,
  viewer: Viewer,
  checks: Omit<Checks, "prepare">,
): ExecutionArgs | GraphQLError[] {
  const document = checked(request, viewer, checks);
  if (Array.isArray(document)) return document;
  const { operationName, variables } = request;
  const args = {
    schema: checks.schema,
    document,
    operationName: operationName ?? null,
    variableValues: variables ?? null,
  };
  const refusal = checks.refusalOf(args);
  return refusal ? [refusal] : args;
}

function checked(
  request: OperationRequest,
  viewer: Viewer,
  { schema, parseOptions, rules, documentOf }: Omit<Checks, "prepare">,
): DocumentNode | GraphQLError[] {
  try {
    const document = parse(documentOf(request, viewer), parseOptions);
    const errors = validate(schema, document, [...specifiedRules, ...rules]);
    return errors.length > 0 ? [...errors] : document;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    if (error instanceof TerrariumError || (error instanceof RangeError && isBottomless(error)))
      return [wrapped(error)];
    throw error;
  }
}

function refusalOf(
  args: ExecutionArgs,
  costOf: Costing,
  { maxCost }: Limits,
  onCost: (cost: number) => void,
): GraphQLError | null {
  try {
    const cost = costOf(args);
    onCost(cost);
    if (cost > MANY_ROWS) forgetPlaces(args.document);
    return cost > maxCost ? wrapped(tooCostly(maxCost, cost)) : null;
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    if (error instanceof TerrariumError) return wrapped(error);
    throw error;
  }
}

function wrapped(error: Error): GraphQLError {
  return new GraphQLError(error.message, { originalError: error });
}

function tooCostly(limit: number, cost: number): TerrariumError {
  return new TerrariumError(
    "QUERY_TOO_COMPLEX",
    `An operation may cost ${limit}, about one for each row that it asks for: each list's first (${DEFAULT_PAGE_SIZE} where it is not ` +
      `given) times that of the lists around it, and more for series. This one costs ${cost}. Give a smaller first, ` +
      "or ask in several operations.",
  );
}
