/** The HTTP shell that every door is plugged into: errors, the log, health, metrics, and a close that hangs on nobody. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
} from "fastify";
import { ERRORS, type ErrorCode, TerrariumError } from "./errors.ts";
import { factsOf, type Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { protect } from "./protection.ts";
import { answerRefused, refuse } from "./refuse.ts";
import type { Config } from "./settings.ts";
import type { HealthcheckDetail } from "./status/status-watch.ts";
import { trustOf } from "./trusted-proxies.ts";

export type Readiness = {
  database: "reachable" | "unreachable";
  migrations: "applied" | "pending" | "unknown";
  /** Terra's last healthcheck, which decides nothing here; absent before the first. */
  healthcheck?: HealthcheckDetail | undefined;
};

export type HttpOptions = Pick<Config, "trustProxy"> & {
  log: Log;
  metrics: Pick<Metrics, "registry">;
  ready(): Promise<Readiness>;
};

const readinessMs = 1_500;
const requestMs = 120_000;
/** How long requests under way may hold up the close. */
const graceMs = 3_000;

/** Not listening yet, and not a promise: whoever awaits a Fastify instance starts it, and doors are registered first. */
export function openHttp(options: HttpOptions): FastifyInstance {
  const app: FastifyInstance = fastify({
    logger: false,
    trustProxy: trustOf(options.trustProxy),
    genReqId: () => randomUUID(),
    // An address that cannot be read comes past no hook: it is refused at one that can.
    frameworkErrors: (error, { raw }, reply) => {
      raw.url = "/";
      refuse(app, raw, reply.raw, new TerrariumError("BAD_USER_INPUT", error.message));
    },
    requestTimeout: requestMs,
    // Some clients offer HTTP/2 with every first request, and go on without when the offer is passed over.
    http: { shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === "websocket" },
  });
  protect(app);
  answerRefused(app);
  logRequests(app, options.log);
  answerErrors(app, options.log);
  closeOrderly(app);
  healthDoors(app, options);
  return app;
}

// The route as it is written, not as it was asked for: an address may hold what nobody should log.
function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook("onResponse", (request, reply, done) => {
    log("debug", "request", {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? "none",
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    });
    done();
  });
}

const codeOfStatus: Record<number, ErrorCode> = {
  401: "UNAUTHENTICATED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  413: "BODY_TOO_LARGE",
  415: "NOT_JSON_CONTENT",
  429: "RATE_LIMITED",
};

function answerErrors(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((_request, reply) =>
    answer(reply, 404, "NOT_FOUND", "There is nothing at this address."),
  );
  app.setErrorHandler((error: FastifyError | TerrariumError, request, reply) => {
    const status = error instanceof TerrariumError ? ERRORS[error.code].status : (error.statusCode ?? 500);
    if (status < 400 || status === 500) return internal(error, request, reply, log);
    if (status === 503) reply.header("retry-after", "5");
    const code = error instanceof TerrariumError ? error.code : (codeOfStatus[status] ?? "BAD_USER_INPUT");
    return answer(reply, status, code, error.message);
  });
}

// What went wrong inside is for the log; the id leads there.
function internal(error: Error, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  log("error", "a request failed", { requestId: request.id, ...factsOf(error) });
  return answer(
    reply,
    500,
    "INTERNAL_SERVER_ERROR",
    `Something went wrong here; the log knows it as ${request.id}.`,
  );
}

function answer(reply: FastifyReply, status: number, error: ErrorCode, message: string): FastifyReply {
  return reply.code(status).send({ error, message });
}

// Without the header a client that keeps its connection would hold the close up for as long as it keeps it.
function closeOrderly(app: FastifyInstance): void {
  let cutOff: NodeJS.Timeout | undefined;
  app.addHook("preClose", async () => {
    cutOff = setTimeout(() => app.server.closeAllConnections(), graceMs);
  });
  app.addHook("onSend", (_request, reply, payload, done) => {
    if (cutOff !== undefined) reply.header("connection", "close");
    done(null, payload);
  });
  app.addHook("onClose", async () => clearTimeout(cutOff));
}

function healthDoors(app: FastifyInstance, { metrics, ready }: HttpOptions): void {
  app.get("/healthz", async () => ({ status: "alive" }));
  app.get("/readyz", async (_request, reply) => {
    const readiness = await within(readinessMs, ready);
    const isReady = readiness.database === "reachable" && readiness.migrations === "applied";
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "not ready", ...readiness });
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

async function within(milliseconds: number, ready: () => Promise<Readiness>): Promise<Readiness> {
  const enough = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: enough.signal }).catch(() => undefined);
  const readiness = await Promise.race([ready(), late]).finally(() => enough.abort());
  return readiness ?? { database: "unreachable", migrations: "unknown" };
}
