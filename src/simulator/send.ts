/**
 * One delivery, sent as Terra sends: what was not taken for now is sent again, the same bytes with the same headers,
 * signed anew. `t` of the signature is the real time, since the gateway holds it against its own clock; when the
 * delivery was emitted is simulated.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { CannotPlay } from "./cannot-play.ts";
import { type Posted, post, signatureOf } from "./post.ts";
import type { Target } from "./target.ts";
import type { SimulatedDelivery } from "./world/simulated-delivery.ts";

export type Answer = {
  status: number;
  /** What the gateway said of it: its error's code and message, or the state of what it took. */
  said: string;
  bytes: number;
  /** How often it had to be sent again. */
  repeats: number;
};

export type SendOptions = {
  target: Target;
  /** How long a delivery is sent again before the gateway is given up. */
  patienceMs: number;
  /** Aborted: whatever waits to be sent again is not. */
  end: AbortSignal;
  /** Told why a delivery has to wait. */
  notice: (text: string) => void;
};

const longestWaitMs = 10_000;

/** Null when the end came before an answer. @throws CannotPlay when there is no use in going on. */
export async function send(options: SendOptions, delivery: SimulatedDelivery): Promise<Answer | null> {
  const body = bodyOf(delivery);
  const giveUpAt = Date.now() + options.patienceMs;
  for (let repeats = 0; ; repeats += 1) {
    const posted = await post(options.target, body, headersOf(options.target, delivery, body));
    const { status, said } = posted;
    if (status === 401) throw wrongSecret(options.target);
    if (!isForLater(posted)) return { status, said, bytes: body.length, repeats };
    if (Date.now() >= giveUpAt) throw givenUp(options, said);
    if (options.end.aborted) return null;
    options.notice(`${said}: sent again`);
    const wait = waitMs(posted.retryAfterMs, repeats);
    await sleep(wait, undefined, { signal: options.end }).catch(() => undefined);
    if (options.end.aborted) return null;
  }
}

const notForNow: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

function isForLater({ status }: Posted): boolean {
  return status === 0 || notForNow.has(status);
}

export function bodyOf({ body }: SimulatedDelivery): Buffer<ArrayBuffer> {
  return Buffer.from(JSON.stringify(body));
}

/** Terra's, with its signature of now. */
export function headersOf(
  target: Target,
  { headers }: SimulatedDelivery,
  body: Buffer,
): Record<string, string> {
  const { devId } = target;
  return {
    ...headers,
    ...(devId === null ? {} : { "dev-id": devId }),
    "content-type": "application/json",
    ...signatureOf(target, body),
  };
}

// Spread, so that all that waits does not come back at once.
function waitMs(retryAfterMs: number | null, repeats: number): number {
  const wait = retryAfterMs ?? 250 * 2 ** repeats;
  return Math.min(wait, longestWaitMs) * (0.75 + Math.random() / 2);
}

function wrongSecret({ url }: Target): CannotPlay {
  return new CannotPlay(
    `The gateway at ${url} refused the signature (401): the secret is not this gateway's. Pass its own as --secret, or set TERRA_SIGNING_SECRETS as it has it.`,
  );
}

function givenUp({ target, patienceMs }: SendOptions, said: string): CannotPlay {
  return new CannotPlay(
    `The gateway at ${target.url} has not taken a delivery for ${Math.round(patienceMs / 1000)} s; the last answer: ${said}. Look after it, then run this again: what it has already does not double.`,
  );
}
