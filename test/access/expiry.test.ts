/** The end of a viewer's time: told to whoever watches, before anything else is refused for it. */
import { expect, test } from "vitest";
import type { Ending } from "../../src/access/ending.ts";
import { openExpiry } from "../../src/access/expiry.ts";
import { ADMIN } from "../../src/access/viewer.ts";
import { viewerOfToken } from "../../src/access/viewer-of-token.ts";

const secret = Buffer.from("a secret");
const expiringAt = (expiresAt: number) => viewerOfToken({ referenceId: "ada", expiresAt }, secret);

test("a watch is told before its viewer no longer stands, also where its timer is late", () => {
  const expiry = openExpiry();
  const viewer = expiringAt(Date.now() + 20);
  const ends: Ending[] = [];
  expiry.watch(viewer, (ending) => ends.push(ending));
  expect(expiry.stands(viewer)).toBe(true);
  while (Date.now() < (viewer.expiresAt ?? 0));
  expect(ends).toEqual([]);
  expect(expiry.stands(viewer)).toBe(false);
  expect(ends).toMatchObject([{ closeCode: 4411 }]);
});

test("each watch is told once, and none that was left", async () => {
  const expiry = openExpiry();
  const viewer = expiringAt(Date.now() + 30);
  const told: string[] = [];
  expiry.watch(viewer, () => told.push("first"));
  expiry.watch(viewer, () => told.push("second"));
  expiry.watch(viewer, () => told.push("left"))();
  expiry.watch(expiringAt(Date.now() + 60_000), () => told.push("later"))();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(expiry.stands(viewer)).toBe(false);
  expect(told.sort()).toEqual(["first", "second"]);
});

test("whoever watches a viewer whose time is over is told at once", () => {
  const expiry = openExpiry();
  const ends: Ending[] = [];
  expiry.watch(expiringAt(Date.now() - 1), (ending) => ends.push(ending));
  expect(ends).toHaveLength(1);
  // A socket's close reason holds 123 bytes.
  expect(Buffer.byteLength(`UNAUTHENTICATED: ${ends[0]?.message}`)).toBeLessThanOrEqual(123);
});

test("an admin's time is never over", () => {
  const expiry = openExpiry();
  expiry.watch(ADMIN, () => expect.unreachable())();
  expect(expiry.stands(ADMIN)).toBe(true);
});
