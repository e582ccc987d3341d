import { expect, test } from "vitest";
import { openListener } from "../../src/database/listener.ts";
import { openLine } from "../freezable-line.ts";
import { openTestDatabase } from "../gateway.ts";
import { openTestPool } from "../pool.ts";

async function openHeard({ pingMs = 5_000 } = {}) {
  await using opened = new AsyncDisposableStack();
  const { url } = opened.use(await openTestDatabase());
  const pool = opened.adopt(openTestPool(url, { max: 2 }), (each) => each.end());
  const line = opened.use(await openLine(url));
  const listener = opened.use(await openListener({ databaseUrl: line.url, log: () => {}, pingMs }));
  const heard: string[] = [];
  for (const channel of ["one", "other"]) {
    await listener.listen(channel, {
      hear: (payload) => void heard.push(`${channel}: ${payload}`),
      miss: () => void heard.push(`${channel} missed, connected: ${listener.isConnected()}`),
    });
  }
  const all = opened.move();
  return { listener, heard, pool, line, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

test("tells each channel's notifications in the order of their commits", async () => {
  await using test = await openHeard();
  await test.pool.query("notify one, 'a'; notify other, 'b'; notify nobody, 'x'");
  await test.pool.query("notify other, 'c'");
  await test.pool.query("notify one, 'd'");
  await expect
    .poll(() => test.heard, { timeout: 5_000 })
    .toEqual(["one: a", "other: b", "other: c", "one: d"]);
});

test("is disconnected while it is cut off, and tells everybody in turn when it is back", async () => {
  await using test = await openHeard();
  test.line.cut();
  await expect.poll(() => test.listener.isConnected(), { timeout: 5_000 }).toBe(false);
  await test.pool.query("notify one, 'lost'");
  expect(test.heard).toEqual([]);
  test.line.mend();
  await expect
    .poll(() => test.heard, { timeout: 10_000 })
    .toEqual(["one missed, connected: true", "other missed, connected: true"]);
  await test.pool.query("notify one, 'a'");
  await expect.poll(() => test.heard.at(-1), { timeout: 5_000 }).toBe("one: a");
});

test("listens again when its backend was ended", async () => {
  await using test = await openHeard();
  await test.pool.query(
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and application_name = 'terrarium listener'",
  );
  await expect.poll(() => test.heard, { timeout: 5_000 }).toContain("other missed, connected: true");
  await test.pool.query("notify one, 'a'");
  await expect.poll(() => test.heard.at(-1), { timeout: 5_000 }).toBe("one: a");
});

test("listens again when the line is dead without a word", async () => {
  await using test = await openHeard({ pingMs: 100 });
  test.line.freeze();
  await expect.poll(() => test.heard, { timeout: 5_000 }).toContain("one missed, connected: true");
});
