/**
 * Fetches a payload over HTTPS from whatever address Terra gave. The address is not trusted: each host is checked as
 * it is connected to, redirects are followed by hand and checked alike, and size and time have their limits.
 */
import type { IncomingMessage } from "node:http";
import { Agent, type RequestOptions, request } from "node:https";
import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { payloadUrl, Refused, withoutSecrets } from "./payload-url.ts";
import { checkedLookup, checkLiteralHost, type MayConnect } from "./public-address.ts";

export type DownloadOptions = {
  /** Of the payload, as it comes and inflated. */
  maxBytes: number;
  mayConnect: MayConnect;
  /** Certificates to trust instead of Node's own and those of NODE_EXTRA_CA_CERTS. */
  ca?: string;
};

export type Download = {
  signal: AbortSignal;
  /** Asked whether so many bytes more may be held in memory. */
  hold: (bytes: number) => boolean;
};

export type Downloader = {
  /** @throws Refused where no attempt can succeed, else an Error whose message may be shown. */
  download(url: string | null, download: Download): Promise<Buffer>;
  close(): void;
};

const MOST_REDIRECTS = 3;
const IDLE_MS = 10_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const inflaters = new Map<string, () => Transform>([
  ["gzip", () => createGunzip()],
  ["x-gzip", () => createGunzip()],
  ["deflate", () => createInflate()],
  ["br", () => createBrotliDecompress()],
  ["zstd", () => createZstdDecompress()],
]);

export function openDownloader(options: DownloadOptions): Downloader {
  const { ca, mayConnect } = options;
  // Connections are kept: in ping mode every event of a destination comes from the same host.
  const agent = new Agent({
    keepAlive: true,
    ...(ca === undefined ? {} : { ca }),
    lookup: checkedLookup(mayConnect),
  });

  async function download(text: string | null, { signal, hold }: Download): Promise<Buffer> {
    let url = payloadUrl(text);
    try {
      for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
        checkLiteralHost(url.hostname, mayConnect);
        const response = await answerOf(url, { agent, signal });
        const { statusCode = 0, headers } = response;
        if (!REDIRECTS.has(statusCode)) return await payloadOf(response, options.maxBytes, hold);
        response.destroy();
        url = payloadUrl(headers.location ?? null, url);
      }
    } catch (error) {
      throw reasonOf(url, error, signal);
    }
    throw new Refused(`url: redirected more than ${MOST_REDIRECTS} times; wanted: the payload`);
  }

  return { download, close: () => agent.destroy() };
}

function answerOf(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = { accept: "application/json", "accept-encoding": "gzip, br" };
  const asked = request(url, { ...options, headers, timeout: IDLE_MS });
  asked.on("response", resolve);
  asked.on("error", reject);
  asked.on("timeout", () => asked.destroy(new Error(`said nothing for ${IDLE_MS / 1000} s`)));
  asked.end();
  return promise;
}

type Hold = Download["hold"];

async function payloadOf(response: IncomingMessage, maxBytes: number, hold: Hold): Promise<Buffer> {
  try {
    if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`);
    if (Number(response.headers["content-length"]) > maxBytes) throw tooLarge(maxBytes);
    return await inflated(response, maxBytes, hold);
  } finally {
    // Read to its end, it has given its connection back already.
    response.destroy();
  }
}

async function inflated(response: IncomingMessage, maxBytes: number, hold: Hold): Promise<Buffer> {
  const encoding = (response.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const inflater = inflaters.get(encoding);
  if (!inflater && encoding !== "identity" && encoding !== "")
    throw new Refused(
      `the content-encoding ${encoding.slice(0, 50)} came; wanted: gzip, deflate, br, zstd or none`,
    );
  const collected: Buffer[] = [];
  const counted = (limited: boolean) =>
    async function* (chunks: AsyncIterable<Buffer>) {
      let bytes = 0;
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw tooLarge(maxBytes);
        if (limited && !hold(chunk.length)) throw new Error("too many payloads are being fetched at once");
        yield chunk;
      }
    };
  const collect = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) collected.push(chunk);
  };
  if (inflater) await pipeline(response, counted(false), inflater(), counted(true), collect);
  else await pipeline(response, counted(true), collect);
  return Buffer.concat(collected);
}

function tooLarge(maxBytes: number): Refused {
  return new Refused(
    `the payload is larger than ${maxBytes} bytes: raise TERRARIUM_MAX_BODY_BYTES to take it`,
  );
}

// What TLS and the network say names hosts and certificates, never the query.
function reasonOf(url: URL, error: unknown, signal: AbortSignal): Error {
  if (error instanceof Refused) return error;
  const { code, message } = error as { code?: unknown; message?: string };
  const reason = signal.aborted ? "took too long" : typeof code === "string" ? code : message;
  return new Error(`${withoutSecrets(url)}: ${reason}`, { cause: error });
}
