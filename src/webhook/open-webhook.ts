/** The write door with all that stands behind it, as the gateway plugs it in. */
import type { FastifyInstance } from "fastify";
import { keepPartitions } from "../deliveries/partitions.ts";
import type { Door, Rooms } from "../door.ts";
import { openFetcher } from "../fetching/open-fetcher.ts";
import { isPublicAddress } from "../fetching/public-address.ts";
import { keepRetiring } from "../retention/retire-connections.ts";
import { isS3Payload } from "../terra/s3-payload.ts";
import { watchTransfers } from "../transfers/watch-transfers.ts";
import { openIntake } from "./intake.ts";
import { openPrepareThread } from "./prepare-thread.ts";
import type { Outcome } from "./store-batch.ts";
import { openTurnstile } from "./turnstile.ts";
import { webhookDoor } from "./webhook-door.ts";

/** `ca`: certificates that payloads' hosts may have instead of publicly trusted ones. */
export type WebhookOptions = { ca?: string };

export const openWebhook: Door = createWebhook({});

export function createWebhook(options: WebhookOptions): Door {
  return (app, rooms) => openDoor(app, rooms, options);
}

async function openDoor(
  app: FastifyInstance,
  { config, db, writePool, log, metrics }: Rooms,
  options: WebhookOptions,
) {
  const stopPartitions = await keepPartitions({ db, log, keepDays: config.keepDeliveriesDays });
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
  const turnstile = openTurnstile(config.queueBytes);
  const inflating = openTurnstile(2 * config.maxBodyBytes, 64 * config.maxBodyBytes);
  const count = ({ type, state, duplicate }: Outcome) =>
    duplicate ? metrics.duplicates.inc() : metrics.countDelivery(type, state);
  const fetcher = openFetcher({
    ...{ ...config, ...options, mayConnect: config.fetchPrivateAddresses ? () => true : isPublicAddress },
    ...{ db, intake, thread, log, observe: count },
    attempted: (state) => metrics.payloadFetches.inc({ state }),
  });
  // By now all requests are answered.
  app.addHook("onClose", async () => {
    await stopPartitions();
    await stopWatching();
    await stopRetiring();
    await fetcher.close();
    await intake.close();
    await thread.close();
  });
  const observe = (outcome: Outcome) => {
    count(outcome);
    if (isS3Payload(outcome.type) && outcome.state === "PENDING") fetcher.wake();
  };
  await app.register(webhookDoor, { ...config, intake, thread, turnstile, inflating, log, observe });
}
