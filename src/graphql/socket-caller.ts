/** Whether a socket is taken, before anybody has said whose it is: by where it is asked for, by whose page, from where. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { TerrariumError } from "../errors.ts";
import { addressOf, hostOf, type Trust } from "../trusted-proxies.ts";
import type { Execution } from "./execution.ts";
import { networkOf } from "./network-of.ts";
import type { SocketPlace } from "./quotas.ts";

/** Who opened a socket, as far as is known before they say it. */
export type Caller = { address: string; ticket: string | undefined; place: SocketPlace };

type CallerOptions = { path: string; origins: readonly string[]; trust: Trust };

/** Its place is given back when the stream closes. @throws TerrariumError where the socket is not to be taken. */
export async function admitCaller(
  request: IncomingMessage,
  stream: Duplex,
  { rates, quotas }: Execution,
  { path, origins, trust }: CallerOptions,
): Promise<Caller> {
  checkPath(request, path);
  checkOrigin(request, origins, trust);
  const address = addressOf(request, trust);
  await rates.countRequest(address);
  const place = quotas.takeSocket(networkOf(address));
  stream.once("close", place.giveBack);
  // Then it has closed already.
  if (stream.destroyed) place.giveBack();
  const ticket = new URLSearchParams(request.url?.split("?")[1]).get("ticket") ?? undefined;
  return { address, ticket, place };
}

function checkPath(request: IncomingMessage, path: string): void {
  if (request.url?.split("?")[0] === path) return;
  // The doors that may be there answer requests alone.
  request.url = "/";
  throw new TerrariumError("NOT_FOUND", `Sockets are opened at ${path}; there are none at this address.`);
}

// Browsers always say whose page opens a socket, and ask for no leave first. Others have no origin.
function checkOrigin(request: IncomingMessage, origins: readonly string[], trust: Trust): void {
  const { origin } = request.headers;
  if (origin === undefined || origins.includes("*") || origins.includes(origin)) return;
  if (isOwn(origin, hostOf(request, trust))) return;
  throw new TerrariumError(
    "FORBIDDEN",
    `Pages of ${origin} may open no sockets here: TERRARIUM_CORS_ORIGINS is the list of origins whose pages may.`,
  );
}

// Behind a proxy a page has come by https and its socket by http.
function isOwn(origin: string, host: string | null): boolean {
  return /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
