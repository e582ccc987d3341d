/**
 * One delivery, sent as Terra sends: what was not taken for now is sent again, the same bytes with the same headers,
 * signed anew. `t` of the signature is the real time, since the gateway holds it against its own clock; when the
 * delivery was emitted is simulated.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { signBody } from "../terra/signature.ts";
import { CannotPlay } from "./cannot-play.ts";
import { reasonOf } from "./reason-of.ts";
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

const longestAnswerMs = 30_000;
const longestWaitMs = 10_000;

/** Null when the end came before an answer. @throws CannotPlay when there is no use in going on. */
export async function send(options: SendOptions, delivery: SimulatedDelivery): Promise<Answer | null> {
  const body = Buffer.from(JSON.stringify(delivery.body));
  const giveUpAt = Date.now() + options.patienceMs;
  for (let repeats = 0; ; repeats += 1) {
    const attempt = await post(options.target, delivery, body);
    if (attempt.status === 401) throw wrongSecret(options.target);
    if (!attempt.again) return { ...attempt, bytes: body.length, repeats };
    if (Date.now() >= giveUpAt) throw givenUp(options, attempt.said);
    if (options.end.aborted) return null;
    options.notice(`${attempt.said}: sent again`);
    await sleep(waitMs(attempt.retryAfterMs, repeats), undefined, { signal: options.end }).catch(
      () => undefined,
    );
    if (options.end.aborted) return null;
  }
}

type Attempt = { status: number; said: string; again: boolean; retryAfterMs: number | null };

const notForNow: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

async function post(
  target: Target,
  delivery: SimulatedDelivery,
  body: Buffer<ArrayBuffer>,
): Promise<Attempt> {
  try {
    const answer = await fetch(`${target.url}/webhooks/terra`, {
      method: "POST",
      headers: headersOf(target, delivery, body),
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(longestAnswerMs),
    });
    const said = saidIn(answer.status, await answer.text());
    const retryAfter = Number(answer.headers.get("retry-after") ?? Number.NaN);
    return {
      status: answer.status,
      said,
      again: notForNow.has(answer.status),
      retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1000 : null,
    };
  } catch (error) {
    return { status: 0, said: `no answer (${reasonOf(error)})`, again: true, retryAfterMs: null };
  }
}

function headersOf({ secret, devId }: Target, { headers }: SimulatedDelivery, body: Buffer) {
  return {
    ...headers,
    ...(devId === null ? {} : { "dev-id": devId }),
    "content-type": "application/json",
    "terra-signature": signBody(body, secret, Math.floor(Date.now() / 1000)),
  };
}

function saidIn(status: number, text: string): string {
  try {
    const { error, message, status: state } = JSON.parse(text) as Record<string, unknown>;
    if (typeof error === "string") return `${status} ${error}: ${message}`;
    if (typeof state === "string") return `${status} ${state}`;
  } catch {
    // Whatever it is, it is no answer of a gateway's.
  }
  return `${status}`;
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
