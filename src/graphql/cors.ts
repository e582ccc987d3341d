/** Which other origins' pages may ask, as browsers want it said. */
import fastifyCors from "@fastify/cors";
import type { FastifyInstance } from "fastify";

/** What Apollo's and other GraphQL clients send. */
const HEADERS = [
  "authorization",
  "content-type",
  "accept",
  "apollo-require-preflight",
  "apollographql-client-name",
  "apollographql-client-version",
  "x-apollo-operation-name",
  "x-apollo-operation-id",
  "x-apollo-operation-type",
];
/** As long as any browser remembers it. */
const REMEMBERED_SECONDS = 7_200;

/**
 * Allows pages of these origins, or of all by "*", to ask at the paths of this scope. Without credentials: nobody is
 * known by a cookie here, so a page has what its own script sends and nothing of what the browser keeps.
 */
export async function allowOrigins(scope: FastifyInstance, origins: readonly string[]): Promise<void> {
  await scope.register(fastifyCors, {
    origin: [...origins],
    credentials: false,
    methods: ["GET", "POST"],
    allowedHeaders: HEADERS,
    exposedHeaders: ["retry-after"],
    maxAge: REMEMBERED_SECONDS,
  });
  // Pages that let in nothing unasked read what says that it is for them.
  scope.addHook("onRequest", (_request, reply, done) => {
    if (reply.hasHeader("access-control-allow-origin")) {
      reply.header("cross-origin-resource-policy", "cross-origin");
    }
    done();
  });
}
