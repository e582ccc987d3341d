import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Posted } from "../post.ts";
import { reasonOf } from "../reason-of.ts";

const longestAnswerMs = 8_000;

/** A request that announces more than it sends, and waits for what is said of that. */
export function announce(
  { url, path }: { url: string; path: string },
  body: Buffer,
  headers: Record<string, string>,
): Promise<Posted> {
  const startedAt = performance.now();
  const open = url.startsWith("https:") ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const end = (status: number, said: string) => {
      request.destroy();
      resolve({ status, said, retryAfterMs: null, ms: performance.now() - startedAt });
    };
    const request = open(`${url}${path}`, { method: "POST", headers, timeout: longestAnswerMs });
    request.on("response", ({ statusCode = 0 }) => end(statusCode, `${statusCode}`));
    request.on("timeout", () => end(0, "no answer in 8 s"));
    request.on("error", (error) => end(0, `no answer (${reasonOf(error)})`));
    request.write(body);
  });
}
