import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6 } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8);
loopback.addAddress("::1", "ipv6");

const ownName = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** Headers by which proxies, tunnels and clouds say for whom they ask, or that they stand between. */
const handedOn =
  /forward|proxy|^via$|^cdn-loop$|(real|client|remote|connecting)-?(ip|addr)|^(cf|fly|tailscale|x-(amzn|arr|azure|envoy|original))-/;

/**
 * Whether a browser on this very machine asks for a page to show to whoever sits there. All must hold, since each
 * alone can be had from outside: a proxy on this machine asks from a loopback address too, a name of anybody's may
 * lead to 127.0.0.1 (DNS rebinding), and any page on the web may ask this address from within the right browser.
 * What carries bytes without reading them (`ssh -R`, socat) cannot be told from a browser: production fills in no key.
 */
export function isOwnBrowser({ socket, headers }: IncomingMessage): boolean {
  return (
    isLoopback(socket.remoteAddress ?? "") &&
    ownName.test(headers.host ?? "") &&
    !Object.keys(headers).some((name) => handedOn.test(name)) &&
    isFirstHand(headers) &&
    isVisit(headers)
  );
}

function isLoopback(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

// All browsers say so, and it holds for one hop: a proxy drops it, or puts its own in its place. A plain `proxy_pass` of
// nginx names our own host, and this is all that tells it.
function isFirstHand({ connection }: IncomingMessage["headers"]): boolean {
  return connection?.toLowerCase() === "keep-alive";
}

// Any page may send people here, as a link does, but no script may fetch or frame what they are shown: not a script
// from our own origin either, since Apollo's runs there. Browsers that say nothing of this still keep others' scripts out.
function isVisit(headers: IncomingMessage["headers"]): boolean {
  if (headers["sec-fetch-site"] === undefined) return true;
  return headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
}
