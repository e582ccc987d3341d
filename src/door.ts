/** What a door is: a Fastify plugin that is given the rooms. What it opens, it closes in its own `onClose` hook. */
import type { FastifyPluginAsync } from "fastify";
import type { Kysely } from "kysely";
import type pg from "pg";
import type { Database } from "./database/database.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { CompleteConfig } from "./secrets.ts";
import type { Ingest } from "./webhook/open-ingest.ts";

export type Rooms = {
  config: CompleteConfig;
  log: Log;
  metrics: Metrics;
  /** The database that is written to, the embedded one's too: for a connection of one's own, as LISTEN needs. */
  databaseUrl: string;
  /** Writes, as the owner. */
  writePool: pg.Pool;
  /** Kysely over the write pool. */
  db: Kysely<Database>;
  /** Reads of GraphQL operations. */
  readPool: pg.Pool;
  /** Whether reads take the role terrarium_reader; not where DATABASE_READ_URL names a reader of its own. */
  takesReaderRole: boolean;
  /** Where deliveries go to be stored, and to be replayed. */
  ingest: Ingest;
};

export type Door = FastifyPluginAsync<Rooms>;
