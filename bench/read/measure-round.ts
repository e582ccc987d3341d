/** One round of one reader and question. */
import type { Figures } from "../figures.ts";
import { type Load, send } from "../load/load.ts";
import { cpuOfEach, cpuUsed } from "../machine/cpu-used.ts";
import type { Server } from "../machine/server.ts";
import { VoidRun } from "../void-run.ts";
import type { AnswerBytes } from "./agree.ts";
import { type Asked, askedOf, PATH, type Question, type ReaderName, requestOf } from "./questions.ts";
import type { Case, Reader } from "./reader.ts";

export type Round = Case &
  Figures & {
    reader: ReaderName;
    round: number;
    requests: number;
    answerBytes: number;
  };

export type RoundPlan = Case & { people: number; round: number; leadSeconds: number; seconds: number };

/** So many different requests, which come round again. */
const POSTS: Record<Question, number> = { A: 1000, B: 200 };
const MOST_A_SECOND = 20_000;
/** How far the mean size of a round's answers may be from that of the answers that were compared. */
const TOLERANCE = 0.05;

/** @throws VoidRun */
export async function measureRound(
  server: Server,
  load: Load,
  reader: Reader,
  { question, connections, people, round, leadSeconds, seconds }: RoundPlan,
  compared: AnswerBytes,
): Promise<Round> {
  await load.ask({
    ask: "prepare",
    what: "posts",
    path: PATH,
    posts: await posts(reader.name, question, askedOf(people, question, 1000 + round)),
    count: Math.ceil(MOST_A_SECOND * (leadSeconds + seconds)),
  });
  const plan = { port: reader.port, connections, leadSeconds, seconds, answersBegin: '{"data":{"user' };
  const before = cpuUsed(server, reader.pid);
  const result = await send(load, plan);
  const after = cpuUsed(server, reader.pid);
  if (result.failure !== null) throw new VoidRun(`${reader.name}, ${question}: ${result.failure}`);
  const answerBytes = result.answerBytes ?? 0;
  requireSize(reader.name, question, answerBytes, compared);
  return {
    reader: reader.name,
    question,
    connections,
    round,
    requests: result.answered,
    perSecond: result.inTime / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    ...cpuOfEach(before, after, result.answered),
    loadMicros: result.loadMicros,
    answerBytes,
  };
}

// The same people in the same order for every reader.
function posts(reader: ReaderName, question: Question, next: () => string[]): Promise<Asked[]> {
  return Promise.all(Array.from({ length: POSTS[question] }, () => requestOf(reader, question, next())));
}

// An answer with less in it would be quicker.
function requireSize(reader: ReaderName, question: Question, bytes: number, compared: AnswerBytes): void {
  const wanted = compared.get(reader) ?? 0;
  if (Math.abs(bytes / wanted - 1) <= TOLERANCE) return;
  throw new VoidRun(
    `${reader}, ${question}: answers of ${Math.round(wanted)} bytes were compared, and in the round they have ${Math.round(bytes)}`,
  );
}
