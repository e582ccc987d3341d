/** One attempt to fetch what a delivery only points at, and to take it as the delivery that it stands for. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Database } from "../database/database.ts";
import { unpackBody } from "../deliveries/packed-body.ts";
import type { DeliveryKey } from "../deliveries/stored-delivery.ts";
import { TerrariumError } from "../errors.ts";
import { readTerraHeaders } from "../terra/headers.ts";
import { parseTerraJson } from "../terra/json.ts";
import { readS3Payload, type S3Payload } from "../terra/s3-payload.ts";
import { readTime } from "../terra/times.ts";
import { arrivalMicros } from "../webhook/arrival.ts";
import type { Intake } from "../webhook/intake.ts";
import type { Outcome } from "../webhook/outcomes-of-batch.ts";
import type { Prepare } from "../webhook/prepare.ts";
import { NotJson } from "../webhook/prepare-delivery.ts";
import type { ArrivedDelivery } from "../webhook/received-delivery.ts";
import type { Download, Downloader } from "./download.ts";
import { type Attempt, type Parent, readParent, saveAttempt } from "./payload-deliveries.ts";
import { Refused } from "./payload-url.ts";

export type FetchOptions = {
  prepare: Prepare;
  db: Kysely<Database>;
  intake: Intake;
  downloader: Downloader;
  /** Aborted with Closing when the gateway closes. */
  closing: AbortSignal;
  /** Told of what was fetched, once it is stored. */
  observe: (outcome: Outcome) => void;
};

const DEFAULT_LIFE_SECONDS = 300;
const LONGEST_LIFE_SECONDS = 3_600;
const LONGEST_PAUSE_MS = 30_000;

/** Why an attempt was broken off. */
export class Closing extends Error {}

/**
 * What became of the attempt, as it is stored; null where the delivery does not wait.
 * @throws Closing, with nothing changed
 */
export async function fetchPayload(
  options: FetchOptions,
  key: DeliveryKey,
  download: Download,
): Promise<Attempt | null> {
  const parent = await readParent(options.db, key);
  if (!parent) return null;
  const payload = readS3Payload(bodyOf(parent));
  const attempt = await attemptOf(options, parent, payload, download);
  await saveAttempt(options.db, key, attempt);
  return attempt;
}

async function attemptOf(
  options: FetchOptions,
  parent: Parent,
  { url, expiresInSeconds }: S3Payload,
  download: Download,
): Promise<Attempt> {
  if (parent.isFetched) return { state: "APPLIED", error: null };
  try {
    const body = await options.downloader.download(url, download);
    return { state: "APPLIED", error: null, note: await stored(options, parent, body) };
  } catch (cause) {
    options.closing.throwIfAborted();
    const error = cause instanceof Error ? cause.message : "unknown";
    if (cause instanceof NotJson) return { state: "FAILED", error: `what was fetched: ${error}` };
    if (cause instanceof Refused) return { state: "FAILED", error };
    const againInMs = pauseMs(parent, expiresInSeconds);
    if (againInMs <= 0) return { state: "FAILED", error: `${error}; the URL has expired` };
    return { state: "PENDING", error, againInMs };
  }
}

// Each twice as long as the one before, the last one up to the moment when the URL expires.
function pauseMs({ receivedAt, attempts, error }: Parent, expiresInSeconds: number | null): number {
  const failed = error === null ? attempts - 1 : attempts;
  const lifeSeconds = Math.min(expiresInSeconds ?? DEFAULT_LIFE_SECONDS, LONGEST_LIFE_SECONDS);
  const receivedMs = (readTime(receivedAt)?.instantMicros ?? 0) / 1000;
  const leftMs = receivedMs + 1000 * lifeSeconds - Date.now();
  return Math.min(1000 * 2 ** failed, LONGEST_PAUSE_MS, leftMs);
}

async function stored(options: FetchOptions, parent: Parent, body: Buffer): Promise<string> {
  const received = childOf(parent, body);
  const outcome = await untilTaken(options, async () =>
    options.intake.store(await options.prepare(received)),
  );
  options.observe(outcome);
  const became = outcome.duplicate ? "had come before" : `is the delivery ${received.id}`;
  return `payload: fetched, ${body.length} bytes; it ${became}`;
}

// What was fetched may not be to be had again: while the database is away it is kept in memory.
async function untilTaken<Taken>({ closing }: FetchOptions, take: () => Promise<Taken>): Promise<Taken> {
  for (let pause = 1_000; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await take();
    } catch (error) {
      if (!(error instanceof TerrariumError && error.code === "CANNOT_STORE_NOW")) throw error;
      await sleep(pause, undefined, { signal: closing, ref: false });
    }
  }
}

// What the headers say of the parent's own body is not so of what was fetched.
const OF_THE_BODY = ["content-length", "content-encoding", "terra-signature", "x-terra-signature"];
const TRACE_ID = "x-terra-trace-id";

function childOf(parent: Parent, body: Buffer): ArrivedDelivery {
  const headers = Object.fromEntries(
    Object.entries(parent.headers).flatMap(([name, value]) =>
      typeof value === "string" && !OF_THE_BODY.includes(name) ? [[name, value]] : [],
    ),
  );
  const { traceId } = readTerraHeaders(headers);
  if (traceId !== null) headers[TRACE_ID] = `${traceId}:s3`;
  return {
    id: randomUUID(),
    receivedMicros: arrivalMicros(),
    terra: readTerraHeaders(headers),
    headers,
    body: [body],
    secret: parent.secret,
    notes: [],
    parentId: parent.id,
  };
}

function bodyOf({ encoding, body }: Parent): Record<string, unknown> {
  return parseTerraJson(unpackBody({ encoding, packedBody: body })) as Record<string, unknown>;
}
