/**
 * What holds for every GraphQL operation, whichever way it came: the rules for its document, its context, what a
 * client is told of an error, and what is measured. Each transport takes them from here, so that none can forget one.
 */
import type { FormattedExecutionResult, GraphQLFormattedError } from "graphql";
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
import { type Checks, type ChecksOptions, createChecks } from "./checks.ts";
import type { Context, GatewayFacts } from "./context.ts";
import { codeOf, maskError, maskResult, type Unmasked } from "./masking.ts";
import { openQuotas, type QuotaConfig, type Quotas } from "./quotas.ts";
import { type LimitName, type Refuse, refuserOf } from "./rate-limited.ts";
import { openRates, type RateConfig, type Rates } from "./rates.ts";

/** An operation that is over, or a subscription that was opened or refused. */
export type OperationOutcome = {
  /** As the client named it; null where it did not. */
  name: string | null;
  /** Null where the document was refused before it was known. */
  type: "query" | "mutation" | "subscription" | null;
  outcome: "OK" | ErrorCode;
  seconds: number;
};

export type ExecutionOptions = ChecksOptions & {
  access: Access;
  reads: ReadSource;
  /** Whether PostgreSQL is told what the viewer may see, or that they may see all. */
  rowSecurity: boolean;
  feed: Feed;
  gateway: GatewayFacts;
  replays: Replays;
  keys: Keys;
  tickets: Tickets;
  allowances: RateConfig & QuotaConfig;
  log: Log;
  /** Told of every operation. */
  onOperation: (outcome: OperationOutcome) => void;
  /** Told of every subscription that begins, and that ends. */
  onSubscription?: (change: 1 | -1) => void;
  /** Told of everything that there was too much of. */
  onRateLimited?: (limit: LimitName) => void;
};

export type Execution = Checks & {
  log: Log;
  access: Access;
  rates: Rates;
  quotas: Quotas;
  /** A refusal that is counted. */
  rateLimited: Refuse;
  /** A context of its own for each operation, and for each event of a subscription; end its session. */
  contextOf(viewer: Viewer): Context;
  mask(error: unknown): GraphQLFormattedError;
  /** A result with its errors masked. */
  show(result: Unmasked): FormattedExecutionResult;
  codeOf(error: unknown): ErrorCode;
  onOperation: (outcome: OperationOutcome) => void;
  /** Told of what is not run, and not even known by its name. */
  onRefused: (error: unknown) => void;
  onSubscription: (change: 1 | -1) => void;
};

export function createExecution(options: ExecutionOptions): Execution {
  const { limits, log } = options;
  const rateLimited = refuserOf(options.onRateLimited ?? (() => {}));
  const mask = (error: unknown) => maskError(error, limits, log);
  const codeIn = (error: unknown) => codeOf(error, limits);
  return {
    ...createChecks(options),
    log,
    access: options.access,
    rates: openRates(options.allowances, rateLimited),
    quotas: openQuotas(options.allowances, rateLimited),
    rateLimited,
    contextOf: (viewer) => contextOf(viewer, options),
    mask,
    show: (result) => maskResult(result, mask),
    codeOf: codeIn,
    onOperation: options.onOperation,
    onRefused: (error) => options.onOperation({ name: null, type: null, outcome: codeIn(error), seconds: 0 }),
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
