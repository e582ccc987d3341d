/** Replays on a database, for tests that open no gateway. */
import type { Pool } from "pg";
import { readConfig } from "../src/config.ts";
import { openDatabase } from "../src/database/connection.ts";
import { openReplays } from "../src/deliveries/open-replays.ts";
import type { Replays } from "../src/deliveries/replays.ts";
import { createMetrics } from "../src/metrics.ts";
import { openIngest } from "../src/webhook/open-ingest.ts";
import { readAsOn } from "./feed/feed-database.ts";

export function replaysOn(pool: Pool): Replays {
  const db = openDatabase(pool);
  const log = () => {};
  const { replay } = openIngest({ config: readConfig({}), pool, db, log, metrics: createMetrics() });
  return openReplays(readAsOn(pool), replay);
}
