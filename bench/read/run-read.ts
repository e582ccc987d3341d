/** The whole comparison: data, agreement, then each question with every reader in turn, the order reversed every other round. */
import { type Load, startLoad } from "../load/load.ts";
import type { Server } from "../machine/server.ts";
import type { Options } from "../options.ts";
import { type Progress, showProgress } from "../progress.ts";
import { type AnswerBytes, requireAgreement } from "./agree.ts";
import { fill, fillSteps } from "./fill.ts";
import { measureRound, type Round } from "./measure-round.ts";
import { preparePostgraphile } from "./postgraphile.ts";
import { isAsked, READERS } from "./questions.ts";
import type { Case, Reader } from "./reader.ts";
import { readers as starts } from "./readers.ts";

const CONNECTIONS = 16;
const MANY_CONNECTIONS = 64;
const LEAD_SECONDS = 0.5;

type Run = { server: Server; load: Load; options: Options; progress: Progress };

/** @throws VoidRun; Error when a reader does not start. */
export async function runRead(
  server: Server,
  options: Options,
  running: AsyncDisposableStack,
): Promise<Round[]> {
  const chosen = READERS.filter((name) => options.contenders?.includes(name) ?? true);
  if (chosen.length === 0) throw new Error(`--contenders of read wants some of ${READERS.join(", ")}.`);
  const cases = casesOf(options);
  const turns = cases.flatMap(({ question }) => chosen.filter((name) => isAsked(name, question))).length;
  const progress = showProgress(fillSteps(options.people) + turns * (options.rounds + 1));
  running.defer(() => progress.end());
  const load = running.adopt(startLoad(), ({ stop }) => stop());
  const database = await server.createDatabase("terrarium_read");
  await fill(server, database, load, options.people, progress);
  await preparePostgraphile(database.client);
  const readers: Reader[] = [];
  for (const name of chosen) {
    progress.say(`${name}: starting`);
    readers.push(running.adopt(await starts[name](server, database.url), ({ stop }) => stop()));
  }
  const rounds: Round[] = [];
  for (const one of cases) rounds.push(...(await runCase({ server, load, options, progress }, readers, one)));
  return rounds;
}

function casesOf({ connections }: Options): Case[] {
  const both: Case[] = (["A", "B"] as const).map((question) => ({
    question,
    connections: connections ?? CONNECTIONS,
  }));
  return connections === null ? [...both, { question: "A", connections: MANY_CONNECTIONS }] : both;
}

async function runCase(run: Run, all: readonly Reader[], one: Case): Promise<Round[]> {
  const { options, progress } = run;
  const readers = all.filter(({ name }) => isAsked(name, one.question));
  const compared = await requireAgreement(readers, one.question, options.people);
  const name = `${one.question}, ${one.connections} connections`;
  for (const reader of readers) {
    progress.step(`${name}: warming up ${reader.name}`);
    await measure(run, reader, { ...one, round: 0, seconds: options.warmUpSeconds }, compared);
  }
  const rounds: Round[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    for (const reader of round % 2 === 1 ? readers : readers.toReversed()) {
      const plan = { ...one, round, seconds: options.seconds };
      const measured = await measure(run, reader, plan, compared);
      rounds.push(measured);
      progress.step(`${name}, round ${round}: ${reader.name} ${Math.round(measured.perSecond)} a second`);
    }
  }
  return rounds;
}

function measure(
  { server, load, options: { people } }: Run,
  reader: Reader,
  plan: Case & { round: number; seconds: number },
  compared: AnswerBytes,
): Promise<Round> {
  return measureRound(server, load, reader, { ...plan, people, leadSeconds: LEAD_SECONDS }, compared);
}
