/** Each proof for some seconds, on the gateway's sources. `npm run proof` runs them for long, on the built one. */
import { expect, test } from "vitest";
import { crash } from "./crash/crash.ts";
import { deadlock } from "./deadlock/deadlock.ts";
import { fuzz } from "./fuzz/fuzz.ts";
import { hostile } from "./hostile/hostile.ts";
import { overload } from "./overload/overload.ts";
import { quietProgress } from "./progress.ts";
import type { Proof } from "./proof.ts";

const sources = ["--import", "tsx", "src/main.ts"];
const longestMs = 180_000;

async function prove({ options, run }: Proof, given: Record<string, number>) {
  await using opened = new AsyncDisposableStack();
  const defaults = Object.entries(options).map(([name, option]) => [name, option.default]);
  const { counts, broken } = await run(
    { opened, gateway: sources, say: () => undefined, progress: () => quietProgress },
    { ...Object.fromEntries(defaults), ...given },
  );
  expect(broken).toEqual([]);
  return counts;
}

test("loses, doubles and forgets nothing through ten kills and a full disk", {
  timeout: longestMs,
}, async () => {
  const counts = await prove(crash, {
    kills: 10,
    seed: 7,
    connections: 8,
    "longest-life": 300,
    "full-for": 500,
  });
  expect(Number(counts["gateway killed"]) + Number(counts["PostgreSQL killed"])).toBe(10);
  expect(counts["gateway killed"]).toBeGreaterThan(0);
  expect(counts["PostgreSQL killed"]).toBeGreaterThan(0);
  expect(counts["deliveries answered 200"]).toBeGreaterThan(10);
});

test("four gateways that want the same rows never deadlock", { timeout: longestMs }, async () => {
  expect(await prove(deadlock, { seconds: 3 })).toMatchObject({ deadlocks: 0 });
});

// How much gets through says nothing on a machine that others use too, nor what memory does in three seconds.
test("offered more than it takes, refuses the rest and loses nothing", { timeout: longestMs }, async () => {
  const short = { seconds: 3, peak: 2, lead: 1, connections: 2_000 };
  await prove(overload, { ...short, least: 10, patience: 5_000, growth: 60 });
});

test("takes, stores and shows whatever mutated deliveries hold", { timeout: longestMs }, async () => {
  expect(await prove(fuzz, { cases: 2_000 })).toMatchObject({ "mutated deliveries": expect.any(Number) });
});

test("answers attacks in bounded memory, and takes what comes beside them", {
  timeout: longestMs,
}, async () => {
  const counts = await prove(hostile, { slow: 1, bombs: 20, longest: 30_000 });
  expect(counts["taken from others"]).toBeGreaterThan(10);
});
