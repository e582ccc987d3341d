/** One round of one contender: prepared, measured, checked, emptied. */
import type { Figures } from "../figures.ts";
import type { LoadResult } from "../load/result.ts";
import { type CpuUsed, cpuOfEach, cpuUsed } from "../machine/cpu-used.ts";
import type { Server } from "../machine/server.ts";
import { VoidRun } from "../void-run.ts";
import type { Check, Contender, ContenderName, RoundPlan } from "./contender.ts";

export type Round = Figures & {
  contender: ContenderName;
  sizeKb: number;
  round: number;
  deliveries: number;
  /** Of write-ahead log, for one delivery. */
  walBytes: number;
  /** Of the whole server, for one delivery; null where they cannot be counted. */
  syncs: number | null;
  bodyBytes: number;
};

export type RoundPlace = {
  sizeKb: number;
  round: number;
  /** What is added to every sync of PostgreSQL's meanwhile. */
  slowedByMs: number;
};

type Used = CpuUsed & { wal: number; syncs: number | null };

/** @throws VoidRun */
export async function measureRound(
  server: Server,
  contender: Contender,
  plan: RoundPlan,
  { sizeKb, round, slowedByMs }: RoundPlace,
): Promise<Round> {
  const bodyBytes = await contender.prepare(plan);
  await server.checkpoint();
  const before = await usedBy(server, contender);
  const result = await slowed(server, slowedByMs, () => contender.run(plan));
  const after = await usedBy(server, contender);
  if (result.failure !== null) throw new VoidRun(`${contender.name}, ${sizeKb} KB: ${result.failure}`);
  await requireAll(contender, result.answered, contender.checks(result.answered, plan.bytes));
  await empty(contender);
  return {
    contender: contender.name,
    sizeKb,
    round,
    deliveries: result.answered,
    perSecond: result.inTime / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    ...cpuOfEach(before, after, result.answered),
    loadMicros: result.loadMicros,
    walBytes: (after.wal - before.wal) / result.answered,
    syncs:
      before.syncs === null || after.syncs === null ? null : (after.syncs - before.syncs) / result.answered,
    bodyBytes,
  };
}

/**
 * What was answered is safe and applied, or the contender has cheated.
 * @throws VoidRun
 */
export async function requireAll(
  { name, client }: Contender,
  answered: number,
  checks: readonly Check[],
): Promise<void> {
  for (const { what, sql, wanted } of checks) {
    const { rows } = await client.query<Record<string, string>>(sql);
    const found = Number(Object.values(rows[0] ?? {})[0]);
    if (found === wanted) continue;
    throw new VoidRun(`${name}: answered ${answered}, but of ${what} there are ${found}, not ${wanted}`);
  }
}

export async function empty({ client, tables }: Contender): Promise<void> {
  await client.query(`truncate ${(await tables()).join(", ")}`);
}

async function slowed(
  { syncs }: Server,
  milliseconds: number,
  run: () => Promise<LoadResult>,
): Promise<LoadResult> {
  if (typeof syncs === "string") return await run();
  syncs.slowBy(milliseconds);
  return await run().finally(() => syncs.slowBy(0));
}

async function usedBy(server: Server, { pid }: Contender): Promise<Used> {
  const wal = await server.walBytes();
  const syncs = typeof server.syncs === "string" ? null : server.syncs.count();
  return { ...cpuUsed(server, pid), wal, syncs };
}
