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
import type { ErrorCode } from "../errors.ts";
import type { Feed } from "../feed/feed.ts";
import type { Log } from "../log.ts";
import type { Context, GatewayFacts } from "./context.ts";
import { isBottomless, type Limits, sizeRule } from "./limits.ts";
import { codeOf, maskError } from "./masking.ts";
import { openQuotas, type QuotaConfig, type Quotas } from "./quotas.ts";
import { type LimitName, type Refuse, refuserOf } from "./rate-limited.ts";
import { openRates, type RateConfig, type Rates } from "./rates.ts";
import { rowsRefused } from "./row-limit.ts";

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
  log: Log;
  /** Told of every operation. */
  onOperation: (outcome: OperationOutcome) => void;
  /** Told of every subscription that begins, and that ends. */
  onSubscription?: (change: 1 | -1) => void;
  /** Told of everything that there was too much of. */
  onRateLimited?: (limit: LimitName) => void;
};

/** An operation as a client sends it. */
export type OperationRequest = {
  query: string;
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
  /** Parses and checks a request: what `execute` takes, or what is wrong with it. */
  prepare(request: OperationRequest): ExecutionArgs | GraphQLError[];
  mask(error: unknown): GraphQLFormattedError;
  codeOf(error: unknown): ErrorCode;
  onOperation: (outcome: OperationOutcome) => void;
  onSubscription: (change: 1 | -1) => void;
};

export function createExecution(options: ExecutionOptions): Execution {
  const { schema, limits, log } = options;
  const parseOptions = { maxTokens: limits.maxTokens };
  const rules = [sizeRule(limits)];
  const rateLimited = refuserOf(options.onRateLimited ?? (() => {}));
  return {
    schema,
    log,
    parseOptions,
    rules,
    access: options.access,
    rates: openRates(options.allowances, rateLimited),
    quotas: openQuotas(options.allowances, rateLimited),
    rateLimited,
    contextOf: (viewer) => contextOf(viewer, options),
    prepare: (request) => prepare(request, schema, rules, parseOptions),
    mask: (error) => maskError(error, limits, log),
    codeOf: (error) => codeOf(error, limits),
    onOperation: options.onOperation,
    onSubscription: options.onSubscription ?? (() => {}),
  };
}

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

function prepare(
  { query, operationName, variables }: OperationRequest,
  schema: GraphQLSchema,
  rules: ValidationRule[],
  parseOptions: ParseOptions,
): ExecutionArgs | GraphQLError[] {
  const document = checked(query, schema, rules, parseOptions);
  if (Array.isArray(document)) return document;
  const args = { schema, document, operationName: operationName ?? null, variableValues: variables ?? null };
  const refused = rowsRefused(args);
  return refused ? [new GraphQLError(refused.message, { originalError: refused })] : args;
}

function checked(
  query: string,
  schema: GraphQLSchema,
  rules: ValidationRule[],
  options: ParseOptions,
): DocumentNode | GraphQLError[] {
  try {
    const document = parse(query, options);
    const errors = validate(schema, document, [...specifiedRules, ...rules]);
    return errors.length > 0 ? [...errors] : document;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    if (error instanceof RangeError && isBottomless(error))
      return [new GraphQLError(error.message, { originalError: error })];
    throw error;
  }
}
