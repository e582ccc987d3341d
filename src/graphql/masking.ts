/**
 * What a client is told of an error. Ours say what to do and pass as they are; GraphQL's own speak of the client's
 * document and pass too; of anything else only an id goes out, and the log has the same id.
 */
import { randomUUID } from "node:crypto";
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from "graphql";
import { type ErrorCode, TerrariumError } from "../errors.ts";
import { factsOf, type Log } from "../log.ts";
import { isBottomless, type Limits, stoppedAtTokens } from "./limits.ts";

const told: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "BAD_USER_INPUT",
  "NOT_FOUND",
  "QUERY_TOO_COMPLEX",
  "RATE_LIMITED",
  "CANNOT_STORE_NOW",
  "CANNOT_VERIFY_NOW",
]);

/** GraphQL's messages quote values, however long these are. */
const MAX_MESSAGE = 2_000;

/** A result whose errors are for the log alone, until they are masked. */
export type Unmasked = {
  data?: FormattedExecutionResult["data"] | undefined;
  errors?: readonly GraphQLError[] | undefined;
  extensions?: FormattedExecutionResult["extensions"] | undefined;
};

export function maskError(error: unknown, limits: Limits, log: Log): GraphQLFormattedError {
  const code = codeOf(error, limits);
  const place = error instanceof GraphQLError ? placeOf(error) : {};
  if (code !== "INTERNAL_SERVER_ERROR")
    return { message: messageOf(error, limits), ...place, extensions: { code } };
  const id = randomUUID();
  const cause = causeOf(error);
  // Our own are no faults: the client has gone, or the answer was ready before a field was.
  log(cause instanceof TerrariumError ? "debug" : "error", "A GraphQL operation failed.", {
    id,
    ...factsOf(cause),
  });
  return {
    message: `Something went wrong here. The log knows it as ${id}.`,
    ...place,
    extensions: { code, id },
  };
}

/** A result as its client is told it. */
export function maskResult(
  { data, errors, extensions }: Unmasked,
  mask: (error: unknown) => GraphQLFormattedError,
): FormattedExecutionResult {
  return {
    ...(errors && { errors: errors.map(mask) }),
    ...(data !== undefined && { data }),
    ...(extensions && { extensions }),
  };
}

/** The code that an error has for clients. */
export function codeOf(error: unknown, limits: Limits): ErrorCode {
  const cause = causeOf(error);
  if (cause instanceof TerrariumError) return told.has(cause.code) ? cause.code : "INTERNAL_SERVER_ERROR";
  if (isDocumentBottomless(error)) return "QUERY_TOO_COMPLEX";
  if (!(error instanceof GraphQLError && cause instanceof GraphQLError)) return "INTERNAL_SERVER_ERROR";
  if (stoppedAtTokens(cause, limits) || isUncheckable(cause)) return "QUERY_TOO_COMPLEX";
  return isOfTheRequest(error, cause) ? "BAD_USER_INPUT" : "INTERNAL_SERVER_ERROR";
}

// With a path, a field failed while it ran. Then GraphQL speaks of an argument where it names its place in the
// document, and otherwise of a value that we gave it and that does not fit its type.
function isOfTheRequest(error: GraphQLError, cause: GraphQLError): boolean {
  return error.path === undefined || (cause !== error && cause.nodes !== undefined);
}

function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

// GraphQL itself gives up a check that takes too long, with this message and no place.
function isUncheckable(cause: unknown): boolean {
  return cause instanceof GraphQLError && cause.message === "Validation aborted." && !cause.nodes;
}

function isDocumentBottomless(error: unknown): boolean {
  return error instanceof GraphQLError && error.path === undefined && isBottomless(causeOf(error));
}

function messageOf(error: unknown, { introspection }: Limits): string {
  if (isDocumentBottomless(error)) return "The document nests too deeply to be read. Ask for less at once.";
  const cause = causeOf(error);
  if (isUncheckable(cause))
    return "The document has more fields of the same names than can be compared. Ask for each field once.";
  const message = error instanceof Error ? error.message : "";
  const told = introspection || cause instanceof TerrariumError ? message : withoutSuggestions(message);
  return told.length > MAX_MESSAGE ? `${told.slice(0, MAX_MESSAGE)}...` : told;
}

// Whoever may not ask for the schema would learn it by guesses. A suggestion is always the end of a message.
function withoutSuggestions(message: string): string {
  return message.replace(/ Did you mean .*$/s, "");
}

function placeOf({ locations, path }: GraphQLError): Pick<GraphQLFormattedError, "locations" | "path"> {
  return { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
}
