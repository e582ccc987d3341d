/** The whole comparison: every size, every contender warmed up, then rounds in turn, the order reversed every other time. */
import { startLoad } from "../load/load.ts";
import type { Server } from "../machine/server.ts";
import type { Options } from "../options.ts";
import { type Progress, showProgress } from "../progress.ts";
import { startBareLimit } from "./bare-limit.ts";
import { type Contender, type ContenderName, connectionsOf } from "./contender.ts";
import { type HttpLoad, httpLoad } from "./http-load.ts";
import { measureRound, type Round } from "./measure-round.ts";
import { startOrdinary } from "./ordinary.ts";
import { startTerrarium } from "./terrarium.ts";

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
): Promise<Round[]> {
  const chosen = Object.entries(starts).filter(([name]) => options.contenders?.includes(name) ?? true);
  if (chosen.length === 0)
    throw new Error(`--contenders of ingest wants some of ${Object.keys(starts).join(", ")}.`);
  const steps = options.sizesKb.length * chosen.length * (options.rounds + 1);
  const progress = showProgress(steps);
  running.defer(() => progress.end());
  const load = httpLoad(running.adopt(startLoad(), ({ stop }) => stop()));
  const contenders: Contender[] = [];
  for (const [name, start] of chosen) {
    progress.say(`${name}: starting`);
    contenders.push(running.adopt(await start(server, load, connectionsOf(options)), ({ stop }) => stop()));
  }
  const rounds: Round[] = [];
  for (const sizeKb of options.sizesKb)
    rounds.push(...(await runSize(server, options, contenders, sizeKb, progress)));
  return rounds;
}

async function runSize(
  server: Server,
  options: Options,
  contenders: readonly Contender[],
  sizeKb: number,
  progress: Progress,
): Promise<Round[]> {
  const bytes = sizeKb * 1024;
  const rates = new Map<Contender, number>();
  const measure = async (contender: Contender, round: number, seconds: number) => {
    const leadSeconds = Math.min(LONGEST_LEAD_SECONDS, seconds / 2);
    const count = enough(bytes, leadSeconds + seconds, rates.get(contender));
    const seed = sizeKb * 1000 + round;
    const plan = { bytes, count, seed, leadSeconds, seconds, connections: connectionsOf(options) };
    const measured = await measureRound(server, contender, plan, { sizeKb, round });
    rates.set(contender, Math.max(measured.perSecond, rates.get(contender) ?? 0));
    return measured;
  };
  for (const contender of contenders) {
    progress.step(`${sizeKb} KB, warming up ${contender.name}`);
    await measure(contender, 0, options.warmUpSeconds);
  }
  const rounds: Round[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    for (const contender of round % 2 === 1 ? contenders : contenders.toReversed()) {
      const measured = await measure(contender, round, options.seconds);
      rounds.push(measured);
      progress.step(
        `${sizeKb} KB, round ${round}: ${contender.name} ${Math.round(measured.perSecond)} a second`,
      );
    }
  }
  return rounds;
}

/** As long as the slowest keeps a request waiting, about. */
const LONGEST_LEAD_SECONDS = 0.8;
const BYTES_A_SECOND = 120e6;
const MOST_PREPARED_BYTES = 1e9;

// Twice what a round took at most until now, so that a contender does not run out of requests; at first a guess.
function enough(bytes: number, seconds: number, rate = BYTES_A_SECOND / 2 / (bytes + 3000)): number {
  const heads = MOST_PREPARED_BYTES / 1500;
  return Math.ceil(Math.min(heads, rate * seconds * 2) + 200);
}
