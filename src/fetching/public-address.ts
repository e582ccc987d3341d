/**
 * Which addresses are of the public internet. What the gateway is told to fetch could else be asked of its own
 * machine, its network or its cloud's metadata. By the IANA registries of special-purpose addresses.
 */
import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { BlockList, isIP, isIPv6, type LookupFunction } from "node:net";
import { Refused } from "./payload-url.ts";

const special: [network: string, bits: number][] = [
  // This network, private ones, carriers' NAT, loopback, link-local (there clouds keep their metadata).
  ...blocks("0.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16"),
  // Protocols' own, documentation, old relays, benchmarks, multicast, reserved and broadcast.
  ...blocks("192.0.0.0/24 192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 192.88.99.0/24 198.18.0.0/15"),
  ...blocks("224.0.0.0/4 240.0.0.0/4"),
  // Of IPv6's global unicast: protocols' own with Teredo, documentation, 6to4.
  ...blocks("2001::/23 2001:db8::/32 3fff::/20 2002::/16"),
];
// Everything else is not public: unspecified, loopback, mapped, NAT64, unique-local, link-local, multicast.
const globalUnicast = listOf(blocks("2000::/3"));
const notPublic = listOf(special);

/** Whether an address may be connected to. */
export type MayConnect = (address: string) => boolean;

export function isPublicAddress(address: string): boolean {
  if (isIPv6(address)) return globalUnicast.check(address, "ipv6") && !notPublic.check(address, "ipv6");
  return isIP(address) === 4 && !notPublic.check(address, "ipv4");
}

/**
 * A host as a URL has it, where it is an address itself: it is connected to without being looked up.
 * @throws Refused
 */
export function checkLiteralHost(host: string, mayConnect: MayConnect): void {
  const address = host.replace(/^\[(.*)\]$/, "$1");
  if (isIP(address) !== 0 && !mayConnect(address)) throw refusalOf(host);
}

/**
 * Looks a host up for a connection, and fails with Refused unless all its addresses may be connected to: a name of
 * the public internet has no others. What was checked is what is connected to.
 */
export function checkedLookup(mayConnect: MayConnect): LookupFunction {
  const addressesOf = lookedUpOnce();
  return (host, { family = 0, all }, callback) => {
    addressesOf(host, Number(String(family).replace("IPv", ""))).then(
      (found) => {
        const refused = found.find(({ address }) => !mayConnect(address));
        if (refused) callback(refusalOf(`${host} (${refused.address})`), "");
        else callback(null, all ? found : (found[0]?.address ?? ""), found[0]?.family);
      },
      (error) => callback(error, ""),
    );
  };
}

// A lookup holds one of the few threads that Node compresses with, too: of a resolver that hangs, one for each host.
function lookedUpOnce(): (host: string, family: number) => Promise<LookupAddress[]> {
  const underWay = new Map<string, Promise<LookupAddress[]>>();
  return (host, family) => {
    const key = `${family} ${host}`;
    const found =
      underWay.get(key) ?? lookup(host, { family, all: true }).finally(() => underWay.delete(key));
    underWay.set(key, found);
    return found;
  };
}

function refusalOf(host: string): Refused {
  return new Refused(
    `url: ${host} is not on the public internet; wanted: a public host, or TERRARIUM_FETCH_PRIVATE_ADDRESSES=true`,
  );
}

function blocks(text: string): [string, number][] {
  return text.split(" ").map((block) => {
    const [network = "", bits] = block.split("/");
    return [network, Number(bits)];
  });
}

function listOf(networks: readonly [string, number][]): BlockList {
  const list = new BlockList();
  for (const [network, bits] of networks) list.addSubnet(network, bits, isIPv6(network) ? "ipv6" : "ipv4");
  return list;
}
