/** The write door with the jobs that go with it, as the gateway plugs it in. */
import type { FastifyInstance } from "fastify";
import { keepPartitions } from "../deliveries/partitions.ts";
import type { Door, Rooms } from "../door.ts";
import type { ErrorCode } from "../errors.ts";
import { openFetcher } from "../fetching/open-fetcher.ts";
import { isPublicAddress } from "../fetching/public-address.ts";
import { keepRetiring } from "../retention/retire-connections.ts";
import { isS3Payload, S3_PAYLOAD_TYPES } from "../terra/s3-payload.ts";
import { watchTransfers } from "../transfers/watch-transfers.ts";
import { openBodyRoom } from "./body-room.ts";
import type { Outcome } from "./outcomes-of-batch.ts";
import { retryPending } from "./retry-pending.ts";
import { openTurnstile } from "./turnstile.ts";
import { webhookDoor } from "./webhook-door.ts";

// Of the largest size.
const BODIES_AT_ONCE = 16;

/** `ca`: certificates that payloads' hosts may have instead of publicly trusted ones. */
export type WebhookOptions = { ca?: string };

export const openWebhook: Door = createWebhook({});

export function createWebhook(options: WebhookOptions): Door {
  return (app, rooms) => openDoor(app, rooms, options);
}

async function openDoor(
  app: FastifyInstance,
  { config, db, log, metrics, ingest }: Rooms,
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
  const turnstile = openTurnstile(config.queueBytes);
  const inflating = openTurnstile(2 * config.maxBodyBytes, 64 * config.maxBodyBytes);
  const bodies = openBodyRoom(BODIES_AT_ONCE * config.maxBodyBytes);
  const count = ({ type, state, duplicate }: Outcome) =>
    duplicate ? metrics.duplicates.inc() : metrics.countDelivery(type, state);
  const fetcher = openFetcher({
    ...{ ...config, ...options, mayConnect: config.fetchPrivateAddresses ? () => true : isPublicAddress },
    ...{ ...ingest, db, log, observe: count },
    attempted: (state) => metrics.payloadFetches.inc({ state }),
  });
  for (const type of S3_PAYLOAD_TYPES) ingest.handlers.set(type, fetcher.fetch);
  const stopRetrying = retryPending({ db, log, ...ingest });
  // By now all requests are answered.
  app.addHook("onClose", async () => {
    await Promise.all([stopPartitions(), stopWatching(), stopRetiring(), stopRetrying()]);
    await fetcher.close();
  });
  const observe = (outcome: Outcome) => {
    count(outcome);
    if (isS3Payload(outcome.type) && outcome.state === "PENDING") fetcher.wake();
  };
  const refused = (code: ErrorCode) => metrics.refusals.inc({ code });
  await app.register(webhookDoor, {
    ...config,
    ...ingest,
    turnstile,
    inflating,
    bodies,
    log,
    observe,
    refused,
  });
}
