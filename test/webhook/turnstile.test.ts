import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openTurnstile } from "../../src/webhook/turnstile.ts";

const refused = { code: "CANNOT_STORE_NOW" };

/** Work that lasts until it is let go. */
function held() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { work: () => promise, letGo: () => resolve("done") };
}

function busyFor(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test("lets in what there is room for, hands its outcome back, and keeps no place for what failed", async () => {
  const turnstile = openTurnstile(1_000);
  expect(await turnstile.pass(900, async () => 1)).toBe(1);
  await expect(turnstile.pass(900, () => Promise.reject(new Error("bad")))).rejects.toThrow("bad");
  expect(await turnstile.pass(900, async () => 2)).toBe(2);
});

test("a body larger than all the room goes alone, and others wait for it in their order", async () => {
  const turnstile = openTurnstile(1_000);
  const large = held();
  const order: number[] = [];
  const all = [turnstile.pass(5_000, large.work)];
  for (const place of [1, 2, 3]) {
    all.push(
      turnstile.pass(100, async () => {
        order.push(place);
        return "small";
      }),
    );
  }
  await sleep(20);
  expect(order).toEqual([]);
  large.letGo();
  await Promise.all(all);
  expect(order).toEqual([1, 2, 3]);
});

test("refuses at once while the first has waited for two seconds, and takes again when it is in", async () => {
  const turnstile = openTurnstile(1_000);
  const inside = held();
  const first = turnstile.pass(1_000, inside.work);
  const waits = turnstile.pass(10, async () => "waited");
  expect(turnstile.whyRefused(10)).toBe(null);
  await sleep(2_050);
  expect(turnstile.whyRefused(10)).toMatch(/waiting for too long/);
  await expect(turnstile.pass(10, async () => "late")).rejects.toMatchObject(refused);
  inside.letGo();
  expect([await first, await waits]).toEqual(["done", "waited"]);
  expect(await turnstile.pass(10, async () => "again")).toBe("again");
});

test("refuses what would make more bytes wait than may", async () => {
  const turnstile = openTurnstile(1_000);
  const inside = held();
  const all = [turnstile.pass(1_000, inside.work), turnstile.pass(600, async () => "waited")];
  await expect(turnstile.pass(600, async () => "too much")).rejects.toMatchObject(refused);
  inside.letGo();
  expect(await Promise.all(all)).toEqual(["done", "waited"]);
});

test("refuses what comes at once with more than can wait", async () => {
  const turnstile = openTurnstile(1_000_000);
  const inside = held();
  const outcomes = Array.from({ length: 2_000 }, () => turnstile.pass(1, inside.work));
  const settled = Promise.allSettled(outcomes);
  await expect(outcomes.at(-1)).rejects.toMatchObject(refused);
  inside.letGo();
  const taken = (await settled).filter(({ status }) => status === "fulfilled");
  expect(taken.length).toBeGreaterThan(512);
  expect(taken.length).toBeLessThan(2_000);
});

test("work that comes at once is spread over turns, so that answers of the database come in between", async () => {
  const turnstile = openTurnstile(1_000_000);
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 0);
  await Promise.all(Array.from({ length: 40 }, () => turnstile.pass(1, async () => busyFor(1))));
  clearInterval(counting);
  expect(turns).toBeGreaterThan(5);
});

test("what is let in has as much of the time as all that comes in between", async () => {
  const turnstile = openTurnstile(1_000_000);
  let [turns, isOver] = [0, false];
  const others = (): void => {
    turns += 1;
    busyFor(15);
    if (!isOver) setImmediate(others);
  };
  others();
  await Promise.all(Array.from({ length: 100 }, () => turnstile.pass(1, async () => busyFor(1))));
  isOver = true;
  // Two of them a turn would be fifty turns.
  expect(turns).toBeLessThan(25);
});
