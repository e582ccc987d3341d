import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createMinuteLimit } from "../../src/graphql/minute-limit.ts";
import { networkOf } from "../../src/graphql/network-of.ts";

afterEach(() => void vi.useRealTimers());

describe("a limit a minute", () => {
  test("says how long to wait, and is over when that time is", async () => {
    vi.useFakeTimers();
    const limit = createMinuteLimit(2);
    expect([await limit.count("a"), await limit.count("a")]).toEqual([0, 0]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect([await limit.count("a"), await limit.waitOf("a"), await limit.waitOf("b")]).toEqual([40, 40, 0]);
    await vi.advanceTimersByTimeAsync(40_000);
    expect([await limit.waitOf("a"), await limit.count("a")]).toEqual([0, 0]);
  });

  test("is not stretched by asking on", async () => {
    vi.useFakeTimers();
    const limit = createMinuteLimit(1);
    for (let second = 0; second < 60; second++) {
      await limit.count("a");
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(await limit.count("a")).toBe(0);
  });

  test("looking does not count", async () => {
    const limit = createMinuteLimit(1);
    for (let n = 0; n < 5; n++) expect(await limit.waitOf("a")).toBe(0);
    expect(await limit.count("a")).toBe(0);
  });

  test("holds for more keys than are counted apart, and those counted apart are not held up by them", async () => {
    const limit = createMinuteLimit(2, 100);
    for (let n = 0; n < 100; n++) await limit.count(`early ${n}`);
    // As many keys as share a count, many times over.
    let refused = 0;
    for (let n = 0; n < 100_000; n++) refused += (await limit.count(`late ${n}`)) > 0 ? 1 : 0;
    expect(refused).toBeGreaterThan(50_000);
    for (let n = 0; n < 100; n++) expect(await limit.count(`early ${n}`)).toBe(0);
  });

  test("makes room again for keys of their own when a minute is over", async () => {
    vi.useFakeTimers();
    const limit = createMinuteLimit(1, 10);
    for (let n = 0; n < 5_000; n++) await limit.count(`flood ${n}`);
    await vi.advanceTimersByTimeAsync(60_000);
    for (let n = 0; n < 10; n++) expect(await limit.count(`later ${n}`)).toBe(0);
  });

  test("takes no more memory for a flood of addresses than for a few thousand", async () => {
    const limit = createMinuteLimit(10);
    for (let n = 0; n < 100_000; n++) await limit.count(`first ${n}`);
    const before = heldBytes();
    for (let n = 0; n < 200_000; n++) await limit.count(`flood ${n}`);
    expect(heldBytes() - before).toBeLessThan(16 * 1024 * 1024);
  });
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::FFFF:cb00:7107", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:0001:2::", "2001:db8:1:2::/64"],
  ["2001:db8::6", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["203.0.113.7:443", "203.0.113.7"],
  ["[2001:db8:1:2::6]:443", "2001:db8:1:2::/64"],
  ["", "unknown"],
  ["x".repeat(10_000), "unknown"],
])("%s counts as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

// What is only waiting to be collected is not held.
function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}
