import { isIP } from "node:net";

/**
 * Whom an address is counted as: IPv4 as itself, also where it is written as IPv6, and IPv6 by its first 64 bits, since
 * whoever has one such address has all of that network. What is no address, as a proxy may say, is one together.
 */
export function networkOf(address: string): string {
  const plain = withoutPort(address).split("%")[0] ?? "";
  const version = isIP(plain);
  if (version === 0) return "unknown";
  if (version === 4) return plain;
  const groups = groupsOf(plain);
  return isMapped(groups) ? ipv4Of(groups) : `${groups.slice(0, 4).join(":")}::/64`;
}

// Some proxies write the port behind it.
function withoutPort(address: string): string {
  return address.replace(/^\[([^\]]*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");
}

// A URL has it in one form: small letters, no zeros before, the last four bytes as two groups.
function groupsOf(address: string): string[] {
  const { hostname } = new URL(`http://[${address}]`);
  const [before = [], after = []] = hostname
    .slice(1, -1)
    .split("::")
    .map((part) => part.split(":").filter(Boolean));
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...zeros, ...after];
}

function isMapped(groups: string[]): boolean {
  return groups[5] === "ffff" && groups.slice(0, 5).every((group) => group === "0");
}

function ipv4Of(groups: string[]): string {
  const bytes = groups.slice(6).flatMap((group) => {
    const number = Number.parseInt(group, 16);
    return [number >> 8, number & 0xff];
  });
  return bytes.join(".");
}
