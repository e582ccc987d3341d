/** The write door with all that stands behind it, as the gateway plugs it in. */

import { keepPartitions } from "../deliveries/partitions.ts";
import type { Door } from "../door.ts";
import { keepRetiring } from "../retention/retire-connections.ts";
import { watchTransfers } from "../transfers/watch-transfers.ts";
import { openIntake } from "./intake.ts";
import { openPrepareThread } from "./prepare-thread.ts";
import type { Outcome } from "./store-batch.ts";
import { webhookDoor } from "./webhook-door.ts";

export const openWebhook: Door = async (app, { config, db, writePool, log, metrics }) => {
  const stopPartitions = await keepPartitions(db, log);
  const stopWatching = watchTransfers(db, log);
  const stopRetiring = keepRetiring(
    db,
    {
      DEAUTHENTICATED: config.eraseDeauthenticatedHours,
      REVOKED: config.eraseRevokedHours,
      DEGRADED: config.eraseDegradedHours,
    },
    log,
  );
  const intake = openIntake({
    pool: writePool,
    log,
    queueBytes: config.queueBytes,
    observe: ({ size, seconds }) => {
      metrics.batchSize.observe(size);
      metrics.batchSeconds.observe(seconds);
    },
    queued: ({ length, bytes }) => {
      metrics.queueLength.set(length);
      metrics.queueBytes.set(bytes);
    },
  });
  const thread = openPrepareThread(config.queueBytes);
  // By now all requests are answered.
  app.addHook("onClose", async () => {
    stopPartitions();
    await stopWatching();
    await stopRetiring();
    await intake.close();
    await thread.close();
  });
  const observe = ({ type, state, duplicate }: Outcome) =>
    duplicate ? metrics.duplicates.inc() : metrics.countDelivery(type, state);
  await app.register(webhookDoor, { ...config, intake, thread, log, observe });
};
