// Made by `npm run codegen` from the schema and its operations. Do not edit.
import type { Access } from "./access.ts";
import { type Document, sent } from "./document.ts";
import { AnswerError, type AnswerFault, HttpError, NetworkError, TerrariumError } from "./errors.ts";
import { backoffMs, LONGEST_WAIT_MS, wait } from "./wait.ts";

type Answer = { data?: unknown; errors?: readonly AnswerFault[] };

/** Sends an operation over HTTP, again where that may help, and gives the data of the answer. */
export async function ask(
  access: Access,
  document: Document,
  variables: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  for (let tries = 0; ; tries++) {
    signal?.throwIfAborted();
    try {
      return await askOnce(access, document, variables, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (tries >= access.retries || !mayTryAgain(error, document)) throw error;
      const asked = error instanceof TerrariumError ? (error.retryAfterMs ?? 0) : 0;
      if (asked > LONGEST_WAIT_MS) throw error;
      await wait(Math.max(asked, backoffMs(tries)), signal);
    }
  }
}

async function askOnce(access: Access, document: Document, variables: unknown, signal?: AbortSignal) {
  const late = AbortSignal.timeout(access.timeoutMs);
  const authorization = await access.authorization();
  try {
    const response = await fetch(access.url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", authorization },
      body: JSON.stringify({ ...sent(document), variables }),
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    return dataOf(access, response, await response.text());
  } catch (error) {
    if (error instanceof TerrariumError || signal?.aborted) throw error;
    const why = late.aborted ? `no answer came within ${access.timeoutMs} ms` : reasonOf(error);
    throw new NetworkError(`${access.url.href} could not be asked: ${why}.`, error);
  }
}

function dataOf({ url }: Access, response: Response, text: string): unknown {
  const answer = answerIn(text);
  const { status } = response;
  const retryAfterMs = retryAfterOf(response);
  if (Array.isArray(answer?.errors) && answer.errors.length > 0)
    throw new AnswerError(answer.errors, { status, retryAfterMs });
  if (!response.ok || !answer?.data) throw new HttpError(url.href, status, text, retryAfterMs);
  return answer.data;
}

function answerIn(text: string): Answer | undefined {
  try {
    const answer: Answer | null = JSON.parse(text);
    return typeof answer === "object" && answer !== null ? answer : undefined;
  } catch {
    return undefined;
  }
}

// Seconds, or a date.
function retryAfterOf({ headers }: Response): number | undefined {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

// 429 and 503 say that nothing was done. What broke on the way may have been done, so only what reads is sent again.
function mayTryAgain(error: unknown, { text }: Document): boolean {
  if (!(error instanceof TerrariumError)) return false;
  if (error.status === 429 || error.status === 503) return true;
  const isBroken = error instanceof NetworkError || error.status === 502 || error.status === 504;
  return isBroken && !/^\s*mutation\b/m.test(text);
}

// fetch hides why in the cause.
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.cause instanceof Error && error.cause.message.trim()) || error.message;
}
