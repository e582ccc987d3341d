/** One round of one contender: prepared, measured, checked, emptied. */
import type { Figures } from "../figures.ts";
import { type CpuUsed, cpuOfEach, cpuUsed } from "../machine/cpu-used.ts";
import type { Server } from "../machine/server.ts";
import { VoidRun } from "../void-run.ts";
import type { Contender, ContenderName, RoundPlan } from "./contender.ts";

export type Round = Figures & {
  contender: ContenderName;
  sizeKb: number;
  round: number;
  deliveries: number;
  /** Of write-ahead log, for one delivery. */
  walBytes: number;
  bodyBytes: number;
};

type Used = CpuUsed & { wal: number };

/** @throws VoidRun */
export async function measureRound(
  server: Server,
  contender: Contender,
  plan: RoundPlan,
  place: { sizeKb: number; round: number },
): Promise<Round> {
  const bodyBytes = await contender.prepare(plan);
  await server.checkpoint();
  const before = await usedBy(server, contender);
  const result = await contender.run(plan);
  const after = await usedBy(server, contender);
  if (result.failure !== null) throw new VoidRun(`${contender.name}, ${place.sizeKb} KB: ${result.failure}`);
  await check(contender, result.answered, plan.bytes);
  await contender.client.query(`truncate ${(await contender.tables()).join(", ")}`);
  return {
    contender: contender.name,
    ...place,
    deliveries: result.answered,
    perSecond: result.inTime / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    ...cpuOfEach(before, after, result.answered),
    loadMicros: result.loadMicros,
    walBytes: (after.wal - before.wal) / result.answered,
    bodyBytes,
  };
}

async function usedBy(server: Server, { pid }: Contender): Promise<Used> {
  const wal = await server.walBytes();
  return { ...cpuUsed(server, pid), wal };
}

// What was answered is safe and applied, or the contender has cheated.
async function check({ name, client, checks }: Contender, answered: number, bytes: number): Promise<void> {
  for (const { what, sql, wanted } of checks(answered, bytes)) {
    const { rows } = await client.query<Record<string, string>>(sql);
    const found = Number(Object.values(rows[0] ?? {})[0]);
    if (found === wanted) continue;
    throw new VoidRun(
      `${name}, ${bytes / 1024} KB: answered ${answered}, but of ${what} there are ${found}, not ${wanted}`,
    );
  }
}
