/** What the write door stores through, and replays too: opened once, so that no terraUserId is in two transactions. */
import type { Kysely } from "kysely";
import type { Pool } from "pg";
import type { Database } from "../database/database.ts";
import type { Replay } from "../deliveries/replays.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import type { Config } from "../settings.ts";
import { type Intake, openIntake } from "./intake.ts";
import { openPreparation, type Prepare } from "./prepare.ts";
import type { PrepareRules } from "./prepare-arrived.ts";
import { type Handler, openReplay } from "./replay.ts";

export type Ingest = {
  intake: Intake;
  prepare: Prepare;
  replay: Replay;
  /** How events are tried that are more than their bodies, by their types: whoever tries them puts it here. */
  handlers: Map<string, Handler>;
  /** Takes nothing more, and resolves when all that was taken is settled. */
  close(): Promise<void>;
};

export type IngestOptions = {
  config: PrepareRules & Pick<Config, "queueBytes">;
  /** Of pipelining clients. */
  pool: Pool;
  db: Kysely<Database>;
  log: Log;
  metrics: Metrics;
};

export function openIngest({ config, pool, db, log, metrics }: IngestOptions): Ingest {
  const { queueBytes } = config;
  const intake = openIntake({
    pool,
    log,
    queueBytes,
    observe: ({ size, seconds }) => {
      metrics.batchSize.observe(size);
      metrics.batchSeconds.observe(seconds);
    },
    queued: ({ length, bytes }) => {
      metrics.queueLength.set(length);
      metrics.queueBytes.set(bytes);
    },
  });
  const { prepare, close: endThreads } = openPreparation(rulesOf(config), queueBytes);
  const handlers = new Map<string, Handler>();
  const observe = () => metrics.replays.inc();
  const replay = openReplay({ db, intake, prepare, log, handlers, observe });
  const close = async () => {
    await intake.close();
    await endThreads();
  };
  return { intake, prepare, replay, handlers, close };
}

// These alone: a thread gets a copy of what it is given.
function rulesOf(config: PrepareRules): PrepareRules {
  const { devIds, signingSecrets, signatureToleranceSeconds, rejectOldSignatures } = config;
  return { devIds, signingSecrets, signatureToleranceSeconds, rejectOldSignatures };
}
