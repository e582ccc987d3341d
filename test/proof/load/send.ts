/** Sends deliveries as Terra does: what was not taken comes again, the same bytes with the same trace id. */
import { setTimeout as sleep } from "node:timers/promises";
import { signBody } from "../../../src/terra/signature.ts";
import type { Target } from "./target.ts";

export type Delivery = { traceId: string; body: Buffer<ArrayBuffer>; headers: Record<string, string> };

/** Of one request; status 0 where no answer came. */
export type Answer = { status: number; retryAfter: string | null; milliseconds: number };

const longestAnswerMs = 20_000;
const againMs = 40;

/** Sent once. */
export async function post({ url, secret }: Target, { body, headers, traceId }: Delivery): Promise<Answer> {
  const started = performance.now();
  const answered = (status: number, retryAfter: string | null): Answer => ({
    status,
    retryAfter,
    milliseconds: performance.now() - started,
  });
  try {
    const response = await fetch(`${url}/webhooks/terra`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-terra-trace-id": traceId,
        "terra-signature": signBody(body, secret, Math.floor(Date.now() / 1000)),
        ...headers,
      },
      body,
      signal: AbortSignal.timeout(longestAnswerMs),
    });
    await response.arrayBuffer();
    return answered(response.status, response.headers.get("retry-after"));
  } catch {
    return answered(0, null);
  }
}

/** Sent until it is answered with anything but "not now"; says each answer. */
export async function sendUntilTaken(
  target: Target,
  delivery: Delivery,
  onAnswer: (answer: Answer) => void,
): Promise<Answer> {
  for (;;) {
    const answer = await post(target, delivery);
    onAnswer(answer);
    if (answer.status !== 0 && answer.status !== 503) return answer;
    await sleep(againMs);
  }
}
