import fc from "fast-check";
import { expect, test } from "vitest";
import { checkLiteralHost, isPublicAddress } from "../../src/fetching/public-address.ts";

test.each([
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.8",
  "192.0.2.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b:1::1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "3fff::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fec0::1",
  "ff02::1",
  "localhost",
  "",
])("%s is not of the public internet", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["1.1.1.1", "3.5.140.2", "9.255.255.255", "11.0.0.1", "52.95.150.1", "100.128.0.1", "172.32.0.1"])(
  "%s is of the public internet",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each(["2606:4700:4700::1111", "2a05:d018::1", "2001:4860:4860::8888"])("%s is so too", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  "2130706433",
  "0x7f000001",
  "0x7f.1",
  "017700000001",
  "0177.0.0.1",
  "127.1",
  "127.0.0.1.",
  "0",
  "[::1]",
  "[::ffff:127.0.0.1]",
  "[0:0:0:0:0:ffff:7f00:1]",
  "[::ffff:a9fe:a9fe]",
  "[64:ff9b::169.254.169.254]",
  "１２７.0.0.1",
])("a URL cannot hide loopback or link-local as %s", (host) => {
  const { hostname } = new URL(`https://${host}/`);
  expect(() => checkLiteralHost(hostname, isPublicAddress)).toThrow(/is not on the public internet/);
});

test("no address of a private network is public in any notation of it", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const privates = fc.oneof(
    fc.tuple(fc.constant(10), byte, byte, byte),
    fc.tuple(fc.constant(127), byte, byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  );
  fc.assert(
    fc.property(privates, (bytes) => {
      const number = bytes.reduce((sum, one) => sum * 256 + one, 0);
      const notations = [
        bytes.join("."),
        `${number}`,
        `0x${number.toString(16)}`,
        `[::ffff:${bytes.join(".")}]`,
      ];
      for (const notation of notations) {
        const { hostname } = new URL(`https://${notation}/`);
        expect(() => checkLiteralHost(hostname, isPublicAddress)).toThrow();
      }
    }),
  );
});
