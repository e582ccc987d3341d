/** Whether all readers give the same answers, before anything is timed. */
import { isDeepStrictEqual } from "node:util";
import { PROVIDERS } from "../terra/history.ts";
import { VoidRun } from "../void-run.ts";
import {
  askedOf,
  CONNECTION,
  DAYS,
  DAYS_ASKED,
  LATEST,
  PATH,
  PEOPLE_ASKED,
  type Question,
  type ReaderName,
  requestOf,
} from "./questions.ts";
import type { Reader } from "./reader.ts";

/** The mean size of an answer's body in bytes, by reader. */
export type AnswerBytes = Map<ReaderName, number>;

const SAMPLES: Record<Question, number> = { A: 50, B: 10 };
const SEED = 7;

/** @throws VoidRun when an answer is not whole, or not that of the first reader. */
export async function requireAgreement(
  readers: readonly Reader[],
  question: Question,
  everybody: number,
): Promise<AnswerBytes> {
  const next = askedOf(everybody, question, SEED);
  const totals = new Map<ReaderName, number>();
  for (let sample = 0; sample < SAMPLES[question]; sample++) {
    const people = next();
    const answers = await Promise.all(readers.map((reader) => ask(reader, question, people)));
    for (const { name, text, data } of answers) {
      totals.set(name, (totals.get(name) ?? 0) + Buffer.byteLength(text));
      requireWhole(name, question, data);
      if (!isDeepStrictEqual(data, answers[0]?.data)) throw new VoidRun(difference(question, answers));
    }
  }
  return new Map([...totals].map(([name, bytes]) => [name, bytes / SAMPLES[question]]));
}

type Answer = { name: ReaderName; text: string; data: unknown };

async function ask({ name, port }: Reader, question: Question, people: string[]): Promise<Answer> {
  const { headers, body } = await requestOf(name, question, people);
  const pairs = headers.map((line) => line.split(": ", 2) as [string, string]);
  const response = await fetch(`http://127.0.0.1:${port}${PATH}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...Object.fromEntries(pairs) },
    body,
  });
  const text = await response.text();
  const { data, errors }: { data?: unknown; errors?: unknown } = JSON.parse(text);
  if (response.status === 200 && errors === undefined) return { name, text, data: withoutNodes(data) };
  throw new VoidRun(`${name}, ${question}: answered ${response.status}: ${text.slice(0, 500)}`);
}

// A list is a list, whether in `nodes` or not.
function withoutNodes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNodes);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === "nodes") return withoutNodes(only[1]);
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutNodes(inner)]));
}

function requireWhole(name: ReaderName, question: Question, data: unknown): void {
  const values = valuesOf(data);
  const perConnection =
    question === "A"
      ? DAYS_ASKED * DAYS.fields.length
      : LATEST.reduce((sum, { fields }) => sum + fields.length, 0);
  const wanted = PEOPLE_ASKED[question] * (1 + PROVIDERS.length * (CONNECTION.length + perConnection));
  const found = values.filter((value) => value !== null).length;
  if (found !== wanted)
    throw new VoidRun(`${name}, ${question}: ${wanted} values were wanted, ${found} came`);
}

function valuesOf(data: unknown): unknown[] {
  return data !== null && typeof data === "object" ? Object.values(data).flatMap(valuesOf) : [data];
}

function difference(question: Question, answers: readonly Answer[]): string {
  const shown = answers.map(({ name, data }) => `${name}: ${JSON.stringify(data).slice(0, 600)}`);
  return `${question}: the answers differ\n${shown.join("\n")}`;
}
