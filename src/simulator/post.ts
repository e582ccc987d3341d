/** One request to the gateway's write door, signed as Terra signs, and what came back. */
import { signBody } from "../terra/signature.ts";
import { reasonOf } from "./reason-of.ts";
import type { Target } from "./target.ts";

export type Posted = {
  /** 0 where no answer came. */
  status: number;
  /** What the gateway said of it: its error's code and message, or the state of what it took. */
  said: string;
  retryAfterMs: number | null;
  /** How long the answer took. */
  ms: number;
};

const longestAnswerMs = 30_000;

/** Where a gateway takes deliveries. */
export const WRITE_DOOR = "/webhooks/terra";

/** Never throws: a request without an answer is one too. */
export async function post(
  { url, path = WRITE_DOOR }: { url: string; path?: string },
  body: Buffer<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<Posted> {
  const startedAt = performance.now();
  const passed = () => performance.now() - startedAt;
  try {
    const answer = await fetch(`${url}${path}`, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(longestAnswerMs),
    });
    const text = await answer.text();
    const retryAfter = Number(answer.headers.get("retry-after") ?? Number.NaN);
    return {
      status: answer.status,
      said: saidIn(answer.status, text),
      retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1000 : null,
      ms: passed(),
    };
  } catch (error) {
    return { status: 0, said: `no answer (${reasonOf(error)})`, retryAfterMs: null, ms: passed() };
  }
}

/** The header that Terra signs a body with now. */
export function signatureOf({ secret }: Pick<Target, "secret">, body: Buffer): Record<string, string> {
  return { "terra-signature": signBody(body, secret, nowSeconds()) };
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
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
