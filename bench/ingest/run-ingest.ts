/** The whole comparison: every size, then with slow syncs, then small deliveries beside large ones. */
import { startLoad } from "../load/load.ts";
import type { Server } from "../machine/server.ts";
import type { Options } from "../options.ts";
import { type Progress, showProgress } from "../progress.ts";
import { startBareLimit } from "./bare-limit.ts";
import { type BesideRound, runBesideChunks, stepsBesideChunks } from "./beside-chunks.ts";
import { type Contender, type ContenderName, connectionsOf } from "./contender.ts";
import { type HttpLoad, httpLoad } from "./http-load.ts";
import type { Round } from "./measure-round.ts";
import { startOrdinary } from "./ordinary.ts";
import { runRounds, stepsOfRounds } from "./run-rounds.ts";
import { startTerrarium } from "./terrarium.ts";

export type IngestRun = {
  rounds: Round[];
  /** Or why there are none. */
  slowSyncs: Round[] | string;
  besideChunks: BesideRound[];
};

/** What is added to every sync, how many requests are then under way, and of what size. */
export const SLOW = { slowedByMs: 2, connections: 256, sizeKb: 1 };

type Start = (server: Server, load: HttpLoad, connections: number) => Promise<Contender>;

const starts: Record<ContenderName, Start> = {
  terrarium: startTerrarium,
  "ordinary-same-work": (server, load) => startOrdinary(server, load, "ordinary-same-work"),
  "ordinary-insert-only": (server, load) => startOrdinary(server, load, "ordinary-insert-only"),
  "bare-database-limit": (server) => startBareLimit(server),
};

/** @throws VoidRun; Error when a contender does not start. */
export async function runIngest(
  server: Server,
  options: Options,
  running: AsyncDisposableStack,
): Promise<IngestRun> {
  const chosen = Object.entries(starts).filter(([name]) => options.contenders?.includes(name) ?? true);
  if (chosen.length === 0)
    throw new Error(`--contenders of ingest wants some of ${Object.keys(starts).join(", ")}.`);
  const handlers = chosen.filter(([name]) => name !== "bare-database-limit").length;
  const progress = showProgress(
    (options.parts.includes("sizes") ? options.sizesKb.length : 0) * stepsOfRounds(options, chosen.length) +
      (options.parts.includes("slow-syncs") ? stepsOfRounds(options, handlers) : 0) +
      (options.parts.includes("chunks") ? stepsBesideChunks(options) : 0),
  );
  running.defer(() => progress.end());
  const load = httpLoad(running.adopt(startLoad(), ({ stop }) => stop()));
  const contenders: Contender[] = [];
  for (const [name, start] of chosen) {
    progress.say(`${name}: starting`);
    contenders.push(running.adopt(await start(server, load, connectionsOf(options)), ({ stop }) => stop()));
  }
  return {
    rounds: await everySize(server, options, contenders, progress),
    slowSyncs: await slowSyncs(server, options, contenders, progress),
    besideChunks: await besideChunks(server, options, contenders, progress, running),
  };
}

async function everySize(
  server: Server,
  options: Options,
  contenders: readonly Contender[],
  progress: Progress,
): Promise<Round[]> {
  if (!options.parts.includes("sizes")) return [];
  const connections = connectionsOf(options);
  const rounds: Round[] = [];
  for (const sizeKb of options.sizesKb) {
    const conditions = { name: `${sizeKb} KB`, sizeKb, connections, slowedByMs: 0 };
    rounds.push(...(await runRounds(server, options, contenders, conditions, progress)));
  }
  return rounds;
}

async function slowSyncs(
  server: Server,
  options: Options,
  contenders: readonly Contender[],
  progress: Progress,
): Promise<Round[] | string> {
  if (!options.parts.includes("slow-syncs")) return "it was not asked for";
  if (typeof server.syncs === "string") return server.syncs;
  // The bare limit answers nobody: there are no connections that would wait.
  const handlers = contenders.filter(({ name }) => name !== "bare-database-limit");
  return await runRounds(server, options, handlers, { ...SLOW, name: "slow syncs" }, progress);
}

async function besideChunks(
  server: Server,
  options: Options,
  contenders: readonly Contender[],
  progress: Progress,
  running: AsyncDisposableStack,
): Promise<BesideRound[]> {
  const terrarium = contenders.find(({ name }) => name === "terrarium");
  if (!options.parts.includes("chunks") || terrarium?.port == null) return [];
  const { port } = terrarium;
  const load = running.adopt(startLoad(), ({ stop }) => stop());
  return await runBesideChunks(server, options, { ...terrarium, port }, load, progress);
}
