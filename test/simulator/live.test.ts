import { expect, test } from "vitest";
import { openTestGateway } from "../gateway.ts";
import { allRecords, withoutOwn } from "./all-records.ts";
import { runSimulation, startSimulation } from "./run-simulation.ts";
import { DAY } from "./world/bodies.ts";

const whose = ["--users", "1", "--seed", "7"];

test("goes on from the end of the history until it is told to end, and a later run goes on from there", async () => {
  await using watched = await openTestGateway();
  const target = ["--url", watched.url, "--secret", watched.secret];
  const live = startSimulation([
    ...whose,
    "--days",
    "1",
    "--until",
    "2026-03-10",
    "--live",
    "--speed",
    "40000",
    ...target,
  ]);
  await expect.poll(() => linesOf(live.out()).length, { timeout: 20_000 }).toBeGreaterThan(5);
  live.child.kill("SIGINT");
  expect(await live.ended).toBe(0);
  expect(live.out()).toContain("Live from 2026-03-11 00:00 UTC on");
  expect(live.out()).toMatch(/^\d+ deliveries, .* in \d+\.\d s/m);
  const lines = linesOf(live.out());
  expect(lines[0]?.time).toMatch(/^2026-03-11 /);
  for (const ofOne of Map.groupBy(lines, ({ account }) => account).values()) {
    const times = ofOne.map(({ time }) => time);
    expect(times).toEqual([...times].sort());
  }

  await using fresh = await openTestGateway();
  const days = [...whose, "--days", "5", "--until", "2026-03-14"];
  const later = await runSimulation([...days, ...target]);
  const whole = await runSimulation([...days, "--url", fresh.url, "--secret", fresh.secret]);
  expect([later.code, whole.code]).toEqual([0, 0]);
  const records = withoutOwn(await allRecords(fresh));
  expect(records.length).toBeGreaterThan(0);
  expect(withoutOwn(await allRecords(watched))).toEqual(records);
});

test("plays the days before now until it has caught up, and sends nothing before its time", async () => {
  await using gateway = await openTestGateway();
  const target = ["--url", gateway.url, "--secret", gateway.secret];
  const live = startSimulation([...whose, "--days", "1", "--live", "--speed", "1000000", ...target]);
  await expect.poll(live.out, { timeout: 20_000 }).toContain("Caught up with now");
  live.child.kill("SIGINT");
  expect(await live.ended).toBe(0);
  const now = Date.now();
  const times = linesOf(live.out()).map(({ time }) => Date.parse(`${time}Z`));
  expect(times.length).toBeGreaterThan(20);
  expect(now - Math.min(...times)).toBeGreaterThan(1.5 * DAY);
  expect(Math.max(...times)).toBeLessThanOrEqual(now);
  expect(live.out()).toMatch(/in real time, one delivery in about \d+ minutes\./);
});

/** The deliveries of the live part: when they were emitted, and whose they are. */
function linesOf(out: string): { time: string; account: string }[] {
  const lines = out.matchAll(/^(\d{4}-\d\d-\d\d \d\d:\d\d) {2}(\S+ +\S+) /gm);
  return [...lines].map(([, time = "", account = ""]) => ({ time, account }));
}
