/**
 * What Prometheus may ask. Labels have a bounded number of values: what comes from outside, an event's type or an
 * operation's name, becomes "other" where it could be anything.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = ReturnType<typeof createMetrics>;

export type OperationOutcome = "ok" | "error" | "refused";

const mostOperationNames = 200;

/** The types of Terra's events, today's and those of earlier years. */
export const TERRA_TYPES: ReadonlySet<string> = new Set([
  ...["activity", "athlete", "body", "daily", "menstruation", "nutrition", "sleep"],
  ...[
    "hormone",
    "health_observation",
    "planned_workout",
    "route",
    "lab_report",
    "lab_report.completed",
    "lab_report.failed",
  ],
  ...[
    "auth",
    "auth_cancelled",
    "deauth",
    "user_reauth",
    "access_revoked",
    "connection_error",
    "permission_change",
  ],
  ...[
    "google_no_datasource",
    "processing",
    "large_request_processing",
    "large_request_sending",
    "rate_limit_hit",
  ],
  ...["healthcheck", "s3_payload", "s3_upload", "request_processing", "request_completed", "connexion_error"],
  ...["internal_server_error", "processed_activity", "coach.registered", "athlete.registered"],
]);

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return { registry, ...webhookMetrics([registry]), ...graphqlMetrics([registry]) };
}

function webhookMetrics(registers: Registry[]) {
  const deliveries = new Counter({
    name: "terrarium_deliveries_total",
    help: "Deliveries stored, by Terra's event type and by state.",
    labelNames: ["type", "state"],
    registers,
  });
  return {
    /** A delivery that is committed: its `type` as it came, its state as stored. */
    countDelivery(type: string | null, state: string): void {
      deliveries.inc({ type: type !== null && TERRA_TYPES.has(type) ? type : "other", state });
    },
    duplicates: new Counter({
      name: "terrarium_duplicates_total",
      help: "Deliveries that had come before, and were not stored again.",
      registers,
    }),
    refusals: new Counter({
      name: "terrarium_refusals_total",
      help: "Deliveries that were not taken, by the code of the answer.",
      labelNames: ["code"],
      registers,
    }),
    payloadFetches: new Counter({
      name: "terrarium_payload_fetches_total",
      help: "Attempts to fetch what an s3_payload points at, by what its delivery became: APPLIED, PENDING (it is tried again) or FAILED.",
      labelNames: ["state"],
      registers,
    }),
    replays: new Counter({
      name: "terrarium_replays_total",
      help: "Stored deliveries that were tried again, by somebody's wish or by themselves.",
      registers,
    }),
    batchSize: new Histogram({
      name: "terrarium_batch_size",
      help: "Deliveries committed in one transaction.",
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
      registers,
    }),
    batchSeconds: new Histogram({
      name: "terrarium_batch_seconds",
      help: "Time from the start of a batch's transaction to its commit, in seconds.",
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    queueLength: new Gauge({
      name: "terrarium_queue_length",
      help: "Deliveries that wait to be stored.",
      registers,
    }),
    queueBytes: new Gauge({
      name: "terrarium_queue_bytes",
      help: "Bytes of the bodies that wait to be stored.",
      registers,
    }),
  };
}

function graphqlMetrics(registers: Registry[]) {
  const names = new Set<string>();
  const operations = new Counter({
    name: "terrarium_graphql_operations_total",
    help: "GraphQL operations, by name, type (query, mutation, subscription) and outcome.",
    labelNames: ["operation", "type", "outcome"],
    registers,
  });
  const seconds = new Histogram({
    name: "terrarium_graphql_operation_seconds",
    help: "Time of a GraphQL operation, in seconds.",
    labelNames: ["operation", "type"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  return {
    /** An operation that has ended, by its name in the document; a document may give none. */
    countOperation(
      name: string | null,
      type: string,
      outcome: OperationOutcome,
      durationSeconds: number,
    ): void {
      const operation = bounded(name ?? "anonymous", names);
      operations.inc({ operation, type, outcome });
      seconds.observe({ operation, type }, durationSeconds);
    },
    rateLimited: new Counter({
      name: "terrarium_rate_limited_total",
      help: "What there was too much of at the GraphQL door, and was refused, by the limit.",
      labelNames: ["limit"],
      registers,
    }),
    operationCost: new Histogram({
      name: "terrarium_graphql_operation_cost",
      help: "What GraphQL operations cost, as it is known before they are run: about one for each row asked for.",
      buckets: [10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 250_000, 1_000_000],
      registers,
    }),
    sockets: new Gauge({ name: "terrarium_sockets", help: "Open WebSocket connections.", registers }),
    eventStreams: new Gauge({
      name: "terrarium_event_streams",
      help: "Open streams of GraphQL over server-sent events.",
      registers,
    }),
    subscriptions: new Gauge({ name: "terrarium_subscriptions", help: "Running subscriptions.", registers }),
    feedPosition: new Gauge({
      name: "terrarium_feed_position",
      help: "Number of the newest change that this gateway has read from the feed.",
      registers,
    }),
  };
}

function bounded(name: string, names: Set<string>): string {
  if (names.has(name)) return name;
  if (names.size >= mostOperationNames || name.length > 100) return "other";
  names.add(name);
  return name;
}
