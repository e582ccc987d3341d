/** Terrarium under load, watched: once with its own process's CPU sampled, once with PostgreSQL's log of statements. */
import { once } from "node:events";
import { type Contender, connectionsOf, type RoundPlan } from "../ingest/contender.ts";
import { httpLoad } from "../ingest/http-load.ts";
import { DATABASE, startTerrarium } from "../ingest/terrarium.ts";
import { startLoad } from "../load/load.ts";
import type { LoadResult } from "../load/result.ts";
import { cpuUsed } from "../machine/cpu-used.ts";
import type { RunningGateway } from "../machine/gateway.ts";
import { machineCpu } from "../machine/machine-cpu.ts";
import type { Server } from "../machine/server.ts";
import type { Options } from "../options.ts";
import { showProgress } from "../progress.ts";
import { VoidRun } from "../void-run.ts";
import { type Batches, batchesSince, readBatches } from "./batch-histogram.ts";
import { type CpuByName, postgresCpu, since, threadCpu } from "./processes.ts";
import { type ServerTimes, serverStatements } from "./server-statements.ts";
import { type SessionWaits, sessionWaits } from "./session-waits.ts";
import type { Watched, WatchQuestion } from "./watch-gateway.ts";

export type Profile = {
  sizeKb: number;
  answered: number;
  perSecond: number;
  /** Of both, in microseconds. */
  wallMicros: number;
  gatewayMicros: number | null;
  postgresMicros: number | null;
  loadMicros: number;
  /** Of all cores together. */
  machine: { busy: number; idle: number } | null;
  threads: CpuByName;
  backends: CpuByName;
  watched: Watched;
  batches: Batches;
  /** Of the second run, which the log makes slower. */
  logged: { answered: number; statements: Map<string, ServerTimes>; waits: SessionWaits };
};

type Watching = Contender & { gateway: RunningGateway };

/** @throws VoidRun */
export async function runProfile(
  server: Server,
  options: Options,
  running: AsyncDisposableStack,
): Promise<Profile[]> {
  const progress = showProgress(options.sizesKb.length * 3);
  running.defer(() => progress.end());
  const load = httpLoad(running.adopt(startLoad(), ({ stop }) => stop()));
  const preload = new URL("./watch-gateway.ts", import.meta.url);
  const terrarium = running.adopt(
    await startTerrarium(server, load, connectionsOf(options), preload),
    ({ stop }) => stop(),
  );
  const profiles: Profile[] = [];
  for (const sizeKb of options.sizesKb) {
    progress.step(`${sizeKb} KB, warming up`);
    const warm = await send(server, terrarium, planOf(options, sizeKb, 0, 2000), (go) => go());
    const plan = planOf(options, sizeKb, 1, warm.inTime / warm.seconds);
    progress.step(`${sizeKb} KB, the gateway's process`);
    const watched = await watchProcess(server, terrarium, plan);
    progress.step(`${sizeKb} KB, PostgreSQL's statements`);
    profiles.push({ sizeKb, ...watched, logged: await watchServer(server, terrarium, { ...plan, seed: 2 }) });
  }
  return profiles;
}

function planOf(options: Options, sizeKb: number, seed: number, rate: number): RoundPlan {
  const seconds = seed === 0 ? options.warmUpSeconds : options.seconds;
  const count = Math.ceil(Math.min(600_000, rate * seconds * 2 + 200));
  return {
    bytes: sizeKb * 1024,
    count,
    seed,
    leadSeconds: 0,
    seconds,
    connections: connectionsOf(options),
  };
}

async function watchProcess(server: Server, terrarium: Watching, plan: RoundPlan) {
  const { result, seen } = await send(server, terrarium, plan, async (go) => {
    const before = await look(server, terrarium);
    await ask(terrarium.gateway, "begin");
    const result = await go();
    const watched = (await ask(terrarium.gateway, "end")) as Watched;
    return { result, seen: { watched, ...spent(before, await look(server, terrarium)) } };
  });
  const { answered, inTime, seconds, loadMicros } = result;
  return { ...seen, answered, perSecond: inTime / seconds, loadMicros: (loadMicros ?? 0) * answered };
}

type Look = Awaited<ReturnType<typeof look>>;

async function look(server: Server, { gateway, client, pid }: Watching) {
  return {
    batches: await readBatches(gateway.port),
    backends: await postgresCpu(client),
    threads: threadCpu(pid),
    cpu: cpuUsed(server, pid),
    machine: machineCpu(),
    at: performance.now() * 1000,
  };
}

function spent(before: Look, after: Look) {
  const between = (from: number | null, to: number | null) =>
    from === null || to === null ? null : to - from;
  const [from, to] = [before.machine, after.machine];
  return {
    wallMicros: after.at - before.at,
    gatewayMicros: between(before.cpu.process, after.cpu.process),
    postgresMicros: between(before.cpu.postgres, after.cpu.postgres),
    machine: from && to ? { busy: to.busy - from.busy, idle: to.idle - from.idle } : null,
    threads: since(before.threads, after.threads),
    backends: since(before.backends, after.backends),
    batches: batchesSince(before.batches, after.batches),
  };
}

async function watchServer(server: Server, terrarium: Watching, plan: RoundPlan): Promise<Profile["logged"]> {
  return await send(server, terrarium, plan, async (go) => {
    const { seen, statements } = await serverStatements(server, DATABASE, () =>
      sessionWaits(terrarium.client, go),
    );
    return { answered: seen.result.answered, statements, waits: seen.waits };
  });
}

// With the tables empty before it, and `around` called with what sends.
async function send<Seen>(
  server: Server,
  { client, prepare, run, tables }: Watching,
  plan: RoundPlan,
  around: (go: () => Promise<LoadResult>) => Promise<Seen>,
): Promise<Seen> {
  await prepare(plan);
  await client.query(`truncate ${(await tables()).join(", ")}`);
  await server.checkpoint();
  return await around(async () => {
    const result = await run(plan);
    if (result.failure !== null) throw new VoidRun(`${plan.bytes / 1024} KB: ${result.failure}`);
    return result;
  });
}

async function ask({ process }: RunningGateway, question: WatchQuestion): Promise<unknown> {
  const answer = once(process, "message");
  process.send(question);
  return (await answer)[0];
}
