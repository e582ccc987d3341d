import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6 } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8);
loopback.addAddress("::1", "ipv6");

const ownName = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** Headers by which proxies and tunnels say for whom they ask. */
const handedOn = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-.*)$/;

/**
 * Whether a browser on this very machine asks for a page to show to whoever sits there. All must hold, since each
 * alone can be had from outside: a proxy on this machine asks from a loopback address too, a name of anybody's may
 * lead to 127.0.0.1 (DNS rebinding), and any page on the web may ask this address from within the right browser.
 */
export function isOwnBrowser({ socket, headers, httpVersion }: IncomingMessage): boolean {
  return (
    isLoopback(socket.remoteAddress ?? "") &&
    ownName.test(headers.host ?? "") &&
    !Object.keys(headers).some((name) => handedOn.test(name)) &&
    // Browsers speak 1.1; a plain `proxy_pass` of nginx speaks 1.0, names our own host, and says nothing of itself.
    httpVersion === "1.1" &&
    isVisit(headers)
  );
}

function isLoopback(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

// A page of another site may send people here, as any link does, but not fetch or frame what they are shown.
function isVisit(headers: IncomingMessage["headers"]): boolean {
  const site = headers["sec-fetch-site"] ?? "none";
  if (site === "none" || site === "same-origin") return true;
  return headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
}
