/** The front door of the simulation: what was asked for, the history, the live part, and an orderly end. */
import { CannotPlay } from "./cannot-play.ts";
import { historyOf, type Stretch } from "./days.ts";
import { endOnSignals } from "./end-on-signals.ts";
import { endWithoutReader } from "./end-without-reader.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { playHistory } from "./play-history.ts";
import { playLive } from "./play-live.ts";
import type { Played } from "./played.ts";
import { summaryOf } from "./summary.ts";
import { createTally } from "./tally.ts";
import { findTarget, requireGateway, type Target } from "./target.ts";
import { createWorld } from "./world/world.ts";

/** Long enough for a gateway to be started again. */
const patienceMs = 60_000;
const cutShort = "It was stopped before its end: run it again for the rest, nothing doubles.";

endWithoutReader();
try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) say(USAGE);
  else process.exitCode = await simulate(options);
} catch (error) {
  refuse(error);
}

async function simulate(options: Options): Promise<number> {
  const target = await findTarget(options);
  await requireGateway(target);
  const tally = createTally(Date.now());
  const end = endOnSignals();
  const { concurrency: atOnce, faults: kinds, seed } = options;
  await play(options, { target, tally, kinds, seed, end, atOnce, patienceMs });
  if (tally.total.deliveries > 0) say(summaryOf(tally, { nowMs: Date.now(), url: target.url, options }));
  if (end.signal.reason instanceof Error) throw end.signal.reason;
  if (end.signal.aborted && !options.live) throw new CannotPlay(cutShort);
  return tally.refused > 0 ? 1 : 0;
}

async function play(options: Options, played: Played): Promise<void> {
  const world = createWorld(options);
  const history = historyOf(options, Date.now());
  say(`${titleOf(options, history, played.target)}\n`);
  await playHistory(world, history, played);
  if (!options.live || played.end.signal.aborted) return;
  const pace = options.speed > 1 ? `${options.speed} times as fast as life until now` : "in real time";
  say(`\nLive from ${minuteOf(history.toMs)} on, ${pace}. Ctrl-C ends it.\n`);
  await playLive(world, { fromMs: history.toMs, speed: options.speed, say }, played);
}

function titleOf({ users, seed }: Options, { fromMs, toMs }: Stretch, { url }: Target): string {
  const people = `${users} ${users === 1 ? "person" : "people"} of seed ${seed}`;
  return `${people}, ${minuteOf(fromMs)} to ${minuteOf(toMs)}, to ${url}`;
}

function minuteOf(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function say(text: string): void {
  process.stdout.write(text);
}

function refuse(error: unknown): void {
  const line =
    error instanceof CannotPlay ? error.message : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
