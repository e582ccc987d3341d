/** One round of one reader and question. */
import type { LoadQuestion, LoadReply } from "../load/load-process.ts";
import type { Child } from "../machine/child.ts";
import { cpuMicros, familyCpuMicros } from "../machine/cpu.ts";
import type { Server } from "../machine/server.ts";
import { VoidRun } from "../void-run.ts";
import type { AnswerBytes } from "./agree.ts";
import { askedOf, bodyOf, HEADERS, PATH, type Question, type ReaderName } from "./questions.ts";
import type { Case, Reader } from "./reader.ts";

export type Round = Case & {
  reader: ReaderName;
  round: number;
  requests: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Of CPU time, for one request; null where the system does not tell. */
  processMicros: number | null;
  postgresMicros: number | null;
  loadMicros: number | null;
  answerBytes: number;
};

export type RoundPlan = Case & { people: number; round: number; leadSeconds: number; seconds: number };

/** So many different requests, which come round again. */
const BODIES: Record<Question, number> = { A: 1000, B: 200 };
const MOST_A_SECOND = 20_000;
/** How far the mean size of a round's answers may be from that of the answers that were compared. */
const TOLERANCE = 0.05;

/** @throws VoidRun */
export async function measureRound(
  server: Server,
  load: Child<LoadQuestion, LoadReply>,
  reader: Reader,
  { question, connections, people, round, leadSeconds, seconds }: RoundPlan,
  compared: AnswerBytes,
): Promise<Round> {
  await load.ask({
    ask: "prepare",
    what: "posts",
    path: PATH,
    headers: HEADERS,
    bodies: bodies(reader.name, question, askedOf(people, question, 1000 + round)),
    count: Math.ceil(MOST_A_SECOND * (leadSeconds + seconds)),
  });
  const plan = { port: reader.port, connections, leadSeconds, seconds, answersBegin: '{"data":{"user' };
  const before = usedBy(server, reader);
  const reply = await load.ask({ ask: "send", ...plan });
  const after = usedBy(server, reader);
  if (!("result" in reply)) throw new Error("the load process was asked for a result");
  const { result } = reply;
  if (result.failure !== null) throw new VoidRun(`${reader.name}, ${question}: ${result.failure}`);
  const answerBytes = result.answerBytes ?? 0;
  requireSize(reader.name, question, answerBytes, compared);
  const each = (from: number | null, to: number | null) =>
    from === null || to === null ? null : (to - from) / result.answered;
  return {
    reader: reader.name,
    question,
    connections,
    round,
    requests: result.answered,
    perSecond: result.inTime / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    processMicros: each(before.process, after.process),
    postgresMicros: each(before.postgres, after.postgres),
    loadMicros: result.loadMicros,
    answerBytes,
  };
}

// The same people in the same order for every reader.
function bodies(reader: ReaderName, question: Question, next: () => string[]): string[] {
  return Array.from({ length: BODIES[question] }, () => bodyOf(reader, question, next()));
}

function usedBy(server: Server, { pid }: Reader) {
  return { process: cpuMicros(pid), postgres: server.pid === null ? null : familyCpuMicros(server.pid) };
}

// An answer with less in it would be quicker.
function requireSize(reader: ReaderName, question: Question, bytes: number, compared: AnswerBytes): void {
  const wanted = compared.get(reader) ?? 0;
  if (Math.abs(bytes / wanted - 1) <= TOLERANCE) return;
  throw new VoidRun(
    `${reader}, ${question}: answers of ${Math.round(wanted)} bytes were compared, and in the round they have ${Math.round(bytes)}`,
  );
}
