/** Where a request comes from, behind the proxies of TRUST_PROXY: one answer for requests and for sockets. */
import type { IncomingMessage } from "node:http";
import proxyAddr from "@fastify/proxy-addr";
import type { Config } from "./settings.ts";

/** Whether the proxy at this address, so many hops from us, is believed. */
export type Trust = (address: string, hop: number) => boolean;

// Fastify takes no number of hops, since a count alone is easily one too many; whoever gives one has counted.
export function trustOf(setting: Config["trustProxy"]): Trust {
  if (typeof setting === "boolean") return () => setting;
  if (typeof setting === "number") return (_address, hop) => hop < setting;
  return proxyAddr.compile(setting);
}

/** The address of whoever asks, as the nearest proxies that are believed say it. */
export function addressOf(request: IncomingMessage, trust: Trust): string {
  return proxyAddr(request, trust) ?? "";
}

/** The host that was asked, as the nearest proxy says it where that is believed; null where nobody says. */
export function hostOf({ headers, socket }: IncomingMessage, trust: Trust): string | null {
  const forwarded = headers["x-forwarded-host"];
  if (forwarded === undefined || !trust(socket.remoteAddress ?? "", 0)) return headers.host ?? null;
  return String(forwarded).split(",").at(-1)?.trim() ?? null;
}
