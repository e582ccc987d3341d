/** The way into PostgreSQL: pools whose sessions are alike, and Kysely over them. */
import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { factsOf, type Log } from "../log.ts";
import { NamingClient } from "./naming-client.ts";

export type PoolOptions = {
  max: number;
  /** As pg_stat_activity shows it. */
  applicationName: string;
  /** How long a statement may take; none or 0: as long as it takes. */
  statementTimeoutMs?: number;
  /** Whether a client sends a statement before those that it sent have been answered, as `writeTransaction` needs it. */
  pipelines?: boolean;
  log: Log;
};

const settings = ["timezone=UTC", "datestyle=ISO"];
/**
 * What is written is found by an index. A plan is kept as long as its connection, and one that was made while the
 * tables were small would scan them as they grow.
 */
const byIndex = ["enable_seqscan=off", "plan_cache_mode=force_generic_plan"];

/** What leaves the driver as the text that PostgreSQL wrote, since JavaScript's own types would lose some of it. */
const asText = new Set<number>([
  pg.types.builtins.INT8,
  pg.types.builtins.NUMERIC,
  pg.types.builtins.DATE,
  pg.types.builtins.TIMESTAMP,
  pg.types.builtins.TIMESTAMPTZ,
]);
/** The array types of those: int8, numeric, date, timestamp, timestamptz. */
const asTextArray = new Set<number>([1016, 1231, 1182, 1115, 1185]);
const TEXT_ARRAY: number = 1009;

/** Times the time of a statement, since those that were sent before it have theirs first. */
const SILENCE = 3;

/**
 * A pool of sessions in UTC. An instant comes as `2026-01-15 08:00:00+00`, with as many microseconds as it has.
 * Nothing is connected before the first use. A connection is replaced after half an hour.
 */
export function openPool(
  url: string,
  { max, applicationName, statementTimeoutMs = 0, pipelines = false, log }: PoolOptions,
): pg.Pool {
  const pool = new pg.Pool({
    ...{ pipeline: pipelines },
    Client: NamingClient,
    connectionString: url,
    max,
    application_name: applicationName,
    options: [...settings, `statement_timeout=${statementTimeoutMs}`, ...(pipelines ? byIndex : [])]
      .map((setting) => `-c ${setting}`)
      .join(" "),
    connectionTimeoutMillis: 5_000,
    // A server that is gone without a word never says that a statement took too long.
    ...(statementTimeoutMs > 0 ? { query_timeout: SILENCE * statementTimeoutMs } : {}),
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 1_800,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser },
  });
  // Without a listener a connection that is lost while nobody uses it would end the process. At the end of the pool the
  // server may be the first to go.
  pool.on("error", (error) => {
    if (!pool.ending) log("warn", "an idle database connection was lost", factsOf(error));
  });
  // The same while somebody uses it: their statement fails, and says why.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Kysely over a pool, which stays the caller's: end the pool, and do not destroy this. */
export function openDatabase<DB>(pool: pg.Pool): Kysely<DB> {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: "text" | "binary") => {
  if (asText.has(type)) return (text: string) => text;
  if (asTextArray.has(type)) return pg.types.getTypeParser(TEXT_ARRAY);
  return format === "binary" ? pg.types.getTypeParser(type, format) : pg.types.getTypeParser(type, "text");
};
