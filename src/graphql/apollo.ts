/** Apollo Server, told to leave to `execution` all that holds on every transport. */
import {
  ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequest,
  type GraphQLRequestContext,
  type GraphQLRequestListener,
  type HTTPGraphQLRequest,
} from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { GraphQLError } from "graphql";
import type { Viewer } from "../access/viewer.ts";
import { ERRORS, TerrariumError } from "../errors.ts";
import type { Context } from "./context.ts";
import type { Execution } from "./execution.ts";
import { landingPage as sandboxPage } from "./landing-page.ts";

/** Not started yet. */
export function createApollo(execution: Execution, landingPage: boolean): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema: execution.schema,
    parseOptions: execution.parseOptions,
    validationRules: execution.rules,
    formatError: (_formatted, error) => execution.mask(error),
    // Whether the schema is told is among the rules.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: quiet(execution),
    plugins: [
      checking(execution),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      landingPage ? sandboxPage() : ApolloServerPluginLandingPageDisabled(),
    ],
  });
}

// Apollo's messages quote errors, and those may quote a person's values.
function quiet({ log }: Execution) {
  const say = (level: "debug" | "info" | "warn" | "error") => () =>
    log(level, "Apollo Server had something to say.");
  return { debug: say("debug"), info: say("info"), warn: say("warn"), error: say("error") };
}

function checking(execution: Execution): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ request, contextValue }): Promise<GraphQLRequestListener<Context>> => {
      const startedAt = performance.now();
      const refusal = putDocument(request, contextValue.viewer, execution);
      return {
        didResolveOperation: async ({ operation, document, operationName, request: { variables } }) => {
          if (refusal) throw withStatus(refusal, ERRORS[refusal.code].status);
          if (operation?.operation === "subscription") throw withStatus(subscriptionRefused(), 400);
          const args = { schema: execution.schema, document, operationName, variableValues: variables };
          const refused = execution.refusalOf(args);
          if (refused) throw withStatus(refused, 400);
        },
        willSendResponse: async (request) => {
          execution.onOperation({
            name: request.operationName ?? null,
            type: request.operation?.operation ?? null,
            outcome: outcomeOf(request, execution),
            seconds: (performance.now() - startedAt) / 1000,
          });
        },
      };
    },
  };
}

// Apollo takes a refusal only of an operation that it has read, so that one stands in for what is not read at all.
function putDocument(
  request: GraphQLRequest,
  viewer: Viewer,
  execution: Execution,
): TerrariumError | undefined {
  try {
    const { query, extensions, http } = request;
    const documentId = http && documentIdIn(http);
    request.query = execution.documentOf({ query, extensions, documentId }, viewer);
    // Nothing is stored by its hash, with which Apollo's clients send a document of theirs the second time.
    if (request.query) delete request.extensions?.["persistedQuery"];
    return undefined;
  } catch (error) {
    if (!(error instanceof TerrariumError)) throw error;
    request.query = "{ __typename }";
    delete request.extensions?.["persistedQuery"];
    return error;
  }
}

function documentIdIn({ method, body, search }: HTTPGraphQLRequest): unknown {
  if (method === "GET") return new URLSearchParams(search).get("documentId");
  return typeof body === "object" && body !== null && "documentId" in body ? body.documentId : undefined;
}

function outcomeOf({ errors }: GraphQLRequestContext<Context>, execution: Execution) {
  return errors?.[0] ? execution.codeOf(errors[0]) : "OK";
}

function subscriptionRefused(): TerrariumError {
  return new TerrariumError(
    "BAD_USER_INPUT",
    "A subscription needs a WebSocket, opened on this path with the protocol graphql-transport-ws, or server-sent events from /graphql/stream.",
  );
}

/** The error as Apollo answers it, with this status of HTTP. */
export function withStatus(error: TerrariumError | GraphQLError, status: number): GraphQLError {
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status } } });
}
