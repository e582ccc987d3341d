/**
 * Loaded into Terrarium's process ahead of it: told by the parent when to begin and when to end, it watches the
 * process's CPU, its event loop, and every statement on every connection to PostgreSQL.
 */

import { Session } from "node:inspector/promises";
import { createRequire } from "node:module";
import { type EventLoopUtilization, performance } from "node:perf_hooks";
import type pg from "pg";
import type { CpuProfile } from "./cpu-profile.ts";
import { openStatementWatch, type StatementWatch } from "./statement-watch.ts";

export type WatchQuestion = "begin" | "end";
export type Watched = { profile: CpuProfile; loopBusy: number; seconds: number; statements: StatementWatch };

const SAMPLE_MICROS = 500;

// The one that Terrarium uses, not the one of the benchmarks' own.
const { Client } = createRequire(new URL("../../package.json", import.meta.url))("pg") as typeof pg;
const statements = openStatementWatch({ Client });
const session = new Session();
session.connect();

let started: { at: number; loop: EventLoopUtilization } | null = null;

process.on("message", async (question: WatchQuestion) => {
  process.send?.(question === "begin" ? await begin() : await end());
});
// What Terrarium waits for when it ends is not this.
process.channel?.unref();

async function begin(): Promise<string> {
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: SAMPLE_MICROS });
  await session.post("Profiler.start");
  statements.begin();
  started = { at: performance.now(), loop: performance.eventLoopUtilization() };
  return "begun";
}

async function end(): Promise<Watched> {
  if (started === null) throw new Error("nothing is watched");
  const loopBusy = performance.eventLoopUtilization(started.loop).utilization;
  const seconds = (performance.now() - started.at) / 1000;
  const watched = statements.end();
  const { profile } = await session.post("Profiler.stop");
  return { profile, loopBusy, seconds, statements: watched };
}
