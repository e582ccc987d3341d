/** How long small deliveries wait for their answers, by themselves and while chunks of 10 MB are taken beside them. */
import { type Load, send } from "../load/load.ts";
import type { LoadResult } from "../load/result.ts";
import { SECRET } from "../machine/gateway.ts";
import type { Server } from "../machine/server.ts";
import type { Options } from "../options.ts";
import type { Progress } from "../progress.ts";
import { DAYS_OF_CHUNK } from "../terra/chunks.ts";
import { RECORDS } from "../terra/deliveries.ts";
import { VoidRun } from "../void-run.ts";
import type { Check, Contender } from "./contender.ts";
import { empty, requireAll } from "./measure-round.ts";
import { leadOf } from "./run-rounds.ts";

export type BesideRound = {
  round: number;
  beside: "nothing" | "chunks";
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the chunks; null where there are none. */
  chunks: { perSecond: number; p50Ms: number; megabytes: number } | null;
};

/** A moderate load: many people's phones, and not a full house. */
export const SMALL_A_SECOND = 300;
export const SMALL_CONNECTIONS = 16;
const SMALL_BYTES = 1024;
/** More than anybody takes on one connection. */
const CHUNKS_A_SECOND = 25;

export function stepsBesideChunks({ rounds }: Options): number {
  return (rounds + 1) * 2;
}

/** @throws VoidRun */
export async function runBesideChunks(
  server: Server,
  options: Options,
  terrarium: Contender & { port: number },
  load: Load,
  progress: Progress,
): Promise<BesideRound[]> {
  const rounds: BesideRound[] = [];
  for (let round = 0; round <= options.rounds; round++) {
    const order = ["nothing", "chunks"] as const;
    for (const beside of round % 2 === 0 ? order : order.toReversed()) {
      const seconds = round === 0 ? options.warmUpSeconds : options.seconds;
      const measured = await measure(server, terrarium, load, { round, beside, seconds });
      if (round > 0) rounds.push(measured);
      progress.step(`1 KB beside ${beside}, round ${round}: p99 ${measured.p99Ms.toFixed(1)} ms`);
    }
  }
  return rounds;
}

type Place = { round: number; beside: BesideRound["beside"]; seconds: number };

async function measure(
  server: Server,
  terrarium: Contender & { port: number },
  load: Load,
  { round, beside, seconds }: Place,
): Promise<BesideRound> {
  const leadSeconds = leadOf(seconds);
  const time = { leadSeconds, seconds };
  const count = Math.ceil(SMALL_A_SECOND * (leadSeconds + seconds)) + SMALL_CONNECTIONS;
  const plan = { bytes: SMALL_BYTES, count, seed: round, connections: SMALL_CONNECTIONS, ...time };
  await terrarium.prepare(plan);
  const chunks = beside === "chunks" ? await prepareChunks(load, round, leadSeconds + seconds) : null;
  await server.checkpoint();
  const [small, large] = await Promise.all([
    terrarium.run({ ...plan, perSecond: SMALL_A_SECOND }),
    chunks && send(load, { port: terrarium.port, connections: 1, ...time }),
  ]);
  require200(small, "1 KB");
  if (large) require200(large, "a chunk");
  if (chunks !== null && large?.answered === chunks.count)
    throw new VoidRun("there were too few chunks for the time");
  const answered = small.answered + (large?.answered ?? 0);
  await requireAll(terrarium, answered, checksOf(small.answered, large?.answered ?? 0));
  await empty(terrarium);
  const { inTime, p50Ms, p99Ms } = small;
  return {
    round,
    beside,
    perSecond: inTime / small.seconds,
    p50Ms,
    p99Ms,
    chunks: large && {
      perSecond: large.inTime / large.seconds,
      p50Ms: large.p50Ms,
      megabytes: (chunks?.meanBytes ?? 0) / 1e6,
    },
  };
}

async function prepareChunks(load: Load, seed: number, seconds: number) {
  const count = Math.ceil(CHUNKS_A_SECOND * seconds);
  const reply = await load.ask({ ask: "prepare", what: "chunks", count, seed, secret: SECRET });
  return { count, meanBytes: "prepared" in reply ? reply.prepared.meanBytes : 0 };
}

function require200({ failure }: LoadResult, what: string): void {
  if (failure !== null) throw new VoidRun(`terrarium, ${what} beside chunks: ${failure}`);
}

function checksOf(small: number, chunks: number): Check[] {
  return [
    {
      what: "deliveries stored and applied",
      sql: "select count(*) from deliveries where state = 'APPLIED'",
      wanted: small + chunks,
    },
    {
      what: "records",
      sql: "select count(*) from dailies where steps is not null",
      wanted: Math.min(small, RECORDS) + chunks * DAYS_OF_CHUNK,
    },
  ];
}
