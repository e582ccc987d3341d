/**
 * What holds for every GraphQL operation, whichever way it came: the rules for its document, its context, what a
 * client is told of an error, and what is measured. Each transport takes them from here, so that none can forget one.
 */
import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type ParseOptions,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from "graphql";
import type { Access } from "../access/access.ts";
import type { Keys } from "../access/keys.ts";
import { settingsOfViewer, standingOfViewer } from "../access/settings-of-viewer.ts";
import type { Tickets } from "../access/tickets.ts";
import type { Viewer } from "../access/viewer.ts";
import { ReadSession, type ReadSource } from "../database/read-session.ts";
import type { Replays } from "../deliveries/replays.ts";
import { type ErrorCode, TerrariumError } from "../errors.ts";
import type { Feed } from "../feed/feed.ts";
import type { Log } from "../log.ts";
import type { Context, GatewayFacts } from "./context.ts";
import { type Costing, createCosting } from "./cost.ts";
import { checkText, forgetPlaces } from "./document-text.ts";
import { isBottomless, type Limits, rulesOf } from "./limits.ts";
import { codeOf, maskError } from "./masking.ts";
import { DEFAULT_PAGE_SIZE } from "./pages.ts";
import { openQuotas, type QuotaConfig, type Quotas } from "./quotas.ts";
import { type LimitName, type Refuse, refuserOf } from "./rate-limited.ts";
import { openRates, type RateConfig, type Rates } from "./rates.ts";
import { type DocumentRequest, documentOf, type TrustedDocuments } from "./trusted-documents.ts";

/** An operation of this cost may fail in so many places that GraphQL is not to look each up in the document. */
const MANY_ROWS = 1_000;

/** An operation that is over, or a subscription that was opened or refused. */
export type OperationOutcome = {
  /** As the client named it; null where it did not. */
  name: string | null;
  /** Null where the document was refused before it was known. */
  type: "query" | "mutation" | "subscription" | null;
  outcome: "OK" | ErrorCode;
  seconds: number;
};

export type ExecutionOptions = {
  schema: GraphQLSchema;
  access: Access;
  reads: ReadSource;
  /** Whether PostgreSQL is told what the viewer may see, or that they may see all. */
  rowSecurity: boolean;
  feed: Feed;
  gateway: GatewayFacts;
  replays: Replays;
  keys: Keys;
  tickets: Tickets;
  limits: Limits;
  allowances: RateConfig & QuotaConfig;
  /** What end users may run; without it, anything. */
  trustedDocuments?: TrustedDocuments | null;
  log: Log;
  /** Told of every operation. */
  onOperation: (outcome: OperationOutcome) => void;
  /** Told of every subscription that begins, and that ends. */
  onSubscription?: (change: 1 | -1) => void;
  /** Told of everything that there was too much of. */
  onRateLimited?: (limit: LimitName) => void;
  /** Told what every operation costs that could be run, whether it then is or not. */
  onCost?: (cost: number) => void;
};

/** An operation as a client sends it. */
export type OperationRequest = DocumentRequest & {
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
};

export type Execution = {
  schema: GraphQLSchema;
  log: Log;
  parseOptions: ParseOptions;
  /** The rules beside GraphQL's own. */
  rules: ValidationRule[];
  access: Access;
  rates: Rates;
  quotas: Quotas;
  /** A refusal that is counted. */
  rateLimited: Refuse;
  /** A context of its own for each operation, and for each event of a subscription; end its session. */
  contextOf(viewer: Viewer): Context;
  /** The text of the document that a request wants run. @throws TerrariumError where the viewer may not run it. */
  documentOf(request: DocumentRequest, viewer: Viewer): string;
  /** What is wrong with an operation by its cost, of a document that fits the rules; null where nothing is. */
  refusalOf(args: ExecutionArgs): GraphQLError | null;
  /** Parses and checks a request: what `execute` takes, or what is wrong with it. */
  prepare(request: OperationRequest, viewer: Viewer): ExecutionArgs | GraphQLError[];
  mask(error: unknown): GraphQLFormattedError;
  codeOf(error: unknown): ErrorCode;
  onOperation: (outcome: OperationOutcome) => void;
  onSubscription: (change: 1 | -1) => void;
};

export function createExecution(options: ExecutionOptions): Execution {
  const { schema, limits, log, trustedDocuments = null, onCost = () => {} } = options;
  const costOf = createCosting(schema);
  const checks: Checks = {
    schema,
    parseOptions: { maxTokens: limits.maxTokens },
    rules: rulesOf(limits),
    documentOf: (request, viewer) => {
      checkText(request.query ?? "", limits);
      return documentOf(request, viewer, trustedDocuments);
    },
    refusalOf: (args) => refusalOf(args, costOf, limits, onCost),
  };
  const rateLimited = refuserOf(options.onRateLimited ?? (() => {}));
  return {
    ...checks,
    log,
    access: options.access,
    rates: openRates(options.allowances, rateLimited),
    quotas: openQuotas(options.allowances, rateLimited),
    rateLimited,
    contextOf: (viewer) => contextOf(viewer, options),
    prepare: (request, viewer) => prepare(request, viewer, checks),
    mask: (error) => maskError(error, limits, log),
    codeOf: (error) => codeOf(error, limits),
    onOperation: options.onOperation,
    onSubscription: options.onSubscription ?? (() => {}),
  };
}

type Checks = Pick<Execution, "schema" | "parseOptions" | "rules" | "documentOf" | "refusalOf">;

function contextOf(
  viewer: Viewer,
  { reads, rowSecurity, feed, gateway, replays, keys, tickets }: ExecutionOptions,
): Context {
  const loaders = new Map<string, unknown>();
  return {
    viewer,
    session: new ReadSession({
      ...reads,
      viewer: { settings: settingsOfViewer(viewer, rowSecurity), stands: standingOfViewer(viewer) },
    }),
    feed,
    gateway,
    replays,
    keys,
    tickets,
    loader<Loader>(name: string, make: () => Loader): Loader {
      if (!loaders.has(name)) loaders.set(name, make());
      return loaders.get(name) as Loader;
    },
  };
}

function prepare(request: OperationRequest, viewer: Viewer, checks: Checks): ExecutionArgs | GraphQLError[] {
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
  { schema, parseOptions, rules, documentOf }: Checks,
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
