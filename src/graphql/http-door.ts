/**
 * GraphQL over HTTP: Apollo Server on Fastify, with the rules, masking and context that every transport has, and the
 * hooks that event streams share with it.
 */
import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Viewer } from "../access/viewer.ts";
import { ERRORS, TerrariumError } from "../errors.ts";
import { addressOf, type Trust } from "../trusted-proxies.ts";
import { createApollo, withStatus } from "./apollo.ts";
import type { Context } from "./context.ts";
import { allowOrigins } from "./cors.ts";
import type { Execution } from "./execution.ts";
import { LANDING_PAGE_POLICY } from "./landing-page.ts";
import { MAX_REQUEST_BYTES } from "./limits.ts";
import { RateLimited } from "./rate-limited.ts";
import { openStreamDoor } from "./stream-door.ts";

export type HttpDoorOptions = {
  /** Whether a browser that comes to the path is shown Apollo Sandbox. */
  landingPage: boolean;
  /** Whose pages may ask; "*" is everybody's. */
  origins: readonly string[];
  /** Which proxies are believed. */
  trust: Trust;
  /** Told how many event streams are open, at each change. */
  onStreams: (open: number) => void;
  /** How often the client of a stream is tried. */
  pingMs: number;
  path?: string;
};

const ONE_OPERATION =
  "A request is one operation; a list came. Send each by itself, or put what belongs together into one operation.";

/**
 * Opens `/graphql` for POST and for queries by GET, and `/graphql/stream` below it for answers as events. Call it in
 * `app.register`, so that its error answers stay its own.
 */
export async function openHttpDoor(
  app: FastifyInstance,
  execution: Execution,
  { landingPage, origins, trust, onStreams, pingMs, path = "/graphql" }: HttpDoorOptions,
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
      door.addHook("preHandler", async ({ body }) => {
        if (Array.isArray(body)) throw new TerrariumError("BAD_USER_INPUT", ONE_OPERATION);
      });
      // Plain text is what any site's page may send unasked.
      door.removeContentTypeParser("text/plain");
      answerOperations(door, apollo, execution, trust);
      openStreamDoor(door, execution, { trust, onStreams, pingMs });
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
  door.route({
    method: ["GET", "POST"],
    url: "",
    bodyLimit: MAX_REQUEST_BYTES,
    handler: async function answer(request, reply) {
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
