import { once } from "node:events";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";

/** A request that breaks off in the middle of its body, as when a line goes down. */
export async function cutShort(url: string, body: Buffer, headers: Record<string, string>): Promise<void> {
  const open = url.startsWith("https:") ? requestHttps : requestHttp;
  const request = open(url, {
    method: "POST",
    headers: { ...headers, "content-length": String(body.length) },
  });
  const closed = once(request, "close").catch(() => undefined);
  request.on("error", () => undefined);
  request.write(body.subarray(0, Math.floor(body.length / 2)), () => request.destroy());
  await closed;
}
