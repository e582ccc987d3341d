/** Every contender warmed up, then rounds in turn, the order reversed every other time. */
import type { Server } from "../machine/server.ts";
import type { Options } from "../options.ts";
import type { Progress } from "../progress.ts";
import type { Contender } from "./contender.ts";
import { measureRound, type Round } from "./measure-round.ts";

export type Conditions = {
  /** As the progress names them. */
  name: string;
  sizeKb: number;
  connections: number;
  /** What is added to every sync of PostgreSQL's. */
  slowedByMs: number;
};

export function stepsOfRounds(options: Options, contenders: number): number {
  return contenders * (options.rounds + 1);
}

/** @throws VoidRun */
export async function runRounds(
  server: Server,
  options: Options,
  contenders: readonly Contender[],
  { name, sizeKb, connections, slowedByMs }: Conditions,
  progress: Progress,
): Promise<Round[]> {
  const bytes = sizeKb * 1024;
  const rates = new Map<Contender, number>();
  const measure = async (contender: Contender, round: number, seconds: number) => {
    const leadSeconds = leadOf(seconds);
    const count = enough(bytes, leadSeconds + seconds, rates.get(contender));
    const seed = sizeKb * 1000 + round;
    const plan = { bytes, count, seed, leadSeconds, seconds, connections };
    const measured = await measureRound(server, contender, plan, { sizeKb, round, slowedByMs });
    rates.set(contender, Math.max(measured.perSecond, rates.get(contender) ?? 0));
    return measured;
  };
  for (const contender of contenders) {
    progress.step(`${name}, warming up ${contender.name}`);
    await measure(contender, 0, options.warmUpSeconds);
  }
  const rounds: Round[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    for (const contender of round % 2 === 1 ? contenders : contenders.toReversed()) {
      const measured = await measure(contender, round, options.seconds);
      rounds.push(measured);
      progress.step(`${name}, round ${round}: ${contender.name} ${Math.round(measured.perSecond)} a second`);
    }
  }
  return rounds;
}

/** How long the load runs before the time that counts: as long as the slowest keeps a request waiting, about. */
export function leadOf(seconds: number): number {
  return Math.min(0.8, seconds / 2);
}

const BYTES_A_SECOND = 120e6;
const MOST_PREPARED_BYTES = 1e9;

// Twice what a round took at most until now, so that a contender does not run out of requests; at first a guess.
function enough(bytes: number, seconds: number, rate = BYTES_A_SECOND / 2 / (bytes + 3000)): number {
  const heads = MOST_PREPARED_BYTES / 1500;
  return Math.ceil(Math.min(heads, rate * seconds * 2) + 200);
}
