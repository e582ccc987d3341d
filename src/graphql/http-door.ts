/** GraphQL over HTTP: Apollo Server on Fastify, with the rules, masking and context that every transport has. */
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
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import type { Viewer } from "../access/viewer.ts";
import { ERRORS, TerrariumError } from "../errors.ts";
import { addressOf, type Trust } from "../trusted-proxies.ts";
import type { Context } from "./context.ts";
import { allowOrigins } from "./cors.ts";
import type { Execution } from "./execution.ts";
import { LANDING_PAGE_POLICY, landingPage as sandboxPage } from "./landing-page.ts";
import { MAX_REQUEST_BYTES } from "./limits.ts";
import { RateLimited } from "./rate-limited.ts";

export type HttpDoorOptions = {
  /** Whether a browser that comes to the path is shown Apollo Sandbox. */
  landingPage: boolean;
  /** Whose pages may ask; "*" is everybody's. */
  origins: readonly string[];
  /** Which proxies are believed. */
  trust: Trust;
  path?: string;
};

const ONE_OPERATION =
  "A request is one operation; a list came. Send each by itself, or put what belongs together into one operation.";

/** Opens `/graphql` for POST, and for queries by GET. Call it in `app.register`, so that its error answers stay its own. */
export async function openHttpDoor(
  app: FastifyInstance,
  execution: Execution,
  { landingPage, origins, trust, path = "/graphql" }: HttpDoorOptions,
): Promise<void> {
  const apollo = createApollo(execution, landingPage);
  await apollo.start();
  // Fastify answers what is in flight before it calls this.
  app.addHook("onClose", () => apollo.stop());
  app.setErrorHandler((error, _request, reply) => refuse(error, execution, reply));
  if (landingPage) app.addHook("onSend", async (_request, reply) => allowSandbox(reply));
  await app.register(
    async (door) => {
      if (origins.length > 0) await allowOrigins(door, origins);
      // A person's data: a browser keeps an answer to a GET on its disk otherwise.
      door.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
      door.addHook("onRequest", ({ raw }) => execution.rates.countRequest(addressOf(raw, trust)));
      answerOperations(door, apollo, execution, trust);
    },
    { prefix: path },
  );
}

function answerOperations(
  door: FastifyInstance,
  apollo: ApolloServer<Context>,
  execution: Execution,
  trust: Trust,
): void {
  // Plain text is what any site's page may send unasked.
  door.removeContentTypeParser("text/plain");
  door.route({
    method: ["GET", "POST"],
    url: "",
    bodyLimit: MAX_REQUEST_BYTES,
    handler: async function answer(request, reply) {
      if (Array.isArray(request.body)) throw new TerrariumError("BAD_USER_INPUT", ONE_OPERATION);
      let context: Context | undefined;
      const handle = fastifyApolloHandler(apollo, {
        context: async () => {
          context = await openContext(execution, request, reply, trust);
          return context;
        },
      });
      try {
        return await handle.call(door, request, reply);
      } finally {
        void context?.session.end();
      }
    },
  });
}

// Apollo gives a page its content, but not its headers. The Sandbox opens a window of its own for those who log in there.
function allowSandbox(reply: FastifyReply): void {
  if (!String(reply.getHeader("content-type")).startsWith("text/html")) return;
  reply.header("content-security-policy", LANDING_PAGE_POLICY);
  reply.header("cross-origin-opener-policy", "same-origin-allow-popups");
}

async function openContext(
  execution: Execution,
  request: FastifyRequest,
  reply: FastifyReply,
  trust: Trust,
): Promise<Context> {
  const viewer = await viewerOf(execution, request, trust).catch((error: unknown) => {
    throw error instanceof TerrariumError ? withStatus(error, refusalStatus(error, reply)) : error;
  });
  const context = execution.contextOf(viewer);
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) void context.session.cancel();
  });
  return context;
}

async function viewerOf(
  { access, rates }: Execution,
  { headers, raw }: FastifyRequest,
  trust: Trust,
): Promise<Viewer> {
  const viewer = await rates.admit(addressOf(raw, trust), { authorization: headers.authorization }, access);
  await rates.countViewer(viewer);
  return viewer;
}

// Says in the answer when to come again, where that is known.
function refusalStatus(error: unknown, reply: FastifyReply): number {
  if (!(error instanceof TerrariumError)) return statusOf(error);
  if (!(error instanceof RateLimited)) return ERRORS[error.code].status;
  reply.header("retry-after", String(error.retryAfterSeconds));
  return error.status;
}

function withStatus(error: TerrariumError | GraphQLError, status: number): GraphQLError {
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status } } });
}

function createApollo(execution: Execution, landingPage: boolean): ApolloServer<Context> {
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
    "A subscription needs a WebSocket: open one on this path with the protocol graphql-transport-ws.",
  );
}

// What is refused before Apollo sees it, in the shape that GraphQL clients read.
function refuse(error: unknown, execution: Execution, reply: FastifyReply): FastifyReply {
  const status = refusalStatus(error, reply);
  return reply.code(status).send({ errors: [execution.mask(ofFastify(error, status))] });
}

function ofFastify(error: unknown, status: number): unknown {
  if (error instanceof TerrariumError || status >= 500) return error;
  return new TerrariumError(status === 413 ? "QUERY_TOO_COMPLEX" : "BAD_USER_INPUT", wanted(status));
}

function statusOf(error: unknown): number {
  if (error instanceof TerrariumError) return ERRORS[error.code].status;
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" && status >= 400 ? status : 500;
}

function wanted(status: number): string {
  if (status === 413)
    return `A request may have ${MAX_REQUEST_BYTES} bytes; this one has more. Ask for less at once.`;
  if (status === 415) return "A request's content is JSON: send it with `content-type: application/json`.";
  return "A request is a JSON object with a query: this one could not be read.";
}
