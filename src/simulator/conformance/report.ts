/** What is said of a run: for people a table by rule, for machines the same as JSON. */
import { styleText } from "node:util";
import { type Case, RULES } from "./case.ts";
import { textOf } from "./matches.ts";
import type { Verdict } from "./play-case.ts";

export type Result = {
  url: string;
  /** What all ids of this run begin with. */
  run: string;
  /** Whether the state could be read back. */
  read: boolean;
  verdicts: readonly Verdict[];
  answers: { deliveries: number; p50Ms: number; p99Ms: number; slowestMs: number };
};

const MARKS = { kept: "kept  ", broken: "BROKEN", unseen: "unseen" } as const;
const STYLES = { kept: "green", broken: "red", unseen: "dim" } as const;

export function tableOf({ verdicts, ...result }: Result): string {
  const byRule = Map.groupBy(verdicts, ({ rule }) => rule);
  const lines = [...byRule].flatMap(([rule, own]) => [
    "",
    `${rule}. ${RULES[rule]}`,
    ...own.flatMap(linesOf),
  ]);
  return [...lines, "", ...summaryOf({ verdicts, ...result }), ""].join("\n");
}

export function jsonOf(result: Result): string {
  // A RegExp and a function would be {} and nothing.
  const verdicts = result.verdicts.map(({ wanted, found, ...verdict }) =>
    verdict.outcome === "broken" ? { ...verdict, wanted: textOf(wanted), found: textOf(found) } : verdict,
  );
  return `${JSON.stringify({ ...result, ...countsOf(result.verdicts), verdicts }, null, 2)}\n`;
}

export function listOf(cases: readonly Case[]): string {
  const byRule = Map.groupBy(cases, ({ rule }) => rule);
  return [...byRule]
    .map(([rule, own]) => `${rule}. ${RULES[rule]}\n${own.map(({ claim }) => `   ${claim}\n`).join("")}`)
    .join("\n");
}

export function countsOf(verdicts: readonly Verdict[]): { kept: number; broken: number; unseen: number } {
  const count = (wanted: Verdict["outcome"]) => verdicts.filter(({ outcome }) => outcome === wanted).length;
  return { kept: count("kept"), broken: count("broken"), unseen: count("unseen") };
}

function linesOf({ outcome, claim, own, sent = [], wanted, found }: Verdict): string[] {
  const line = `   ${styleText(STYLES[outcome], MARKS[outcome])}  ${claim}`;
  if (outcome !== "broken") return [line];
  return [
    line,
    ...sent.map((one) => `             sent    ${one}`),
    ...(own === undefined ? [] : [`             %       ${own}`]),
    `             wanted  ${textOf(wanted)}`,
    `             found   ${textOf(found)}`,
  ];
}

function summaryOf({ url, run, read, verdicts, answers }: Result): string[] {
  const { kept, broken, unseen } = countsOf(verdicts);
  const outside = read
    ? ""
    : ", which cannot be seen from outside: with GraphQL and its admin key (--key) the state is read back";
  const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  return [
    `${verdicts.length} cases: ${kept} kept, ${broken} broken, ${unseen} unseen${unseen > 0 ? outside : ""}.`,
    `${answers.deliveries.toLocaleString("en")} deliveries to ${url}, under ids that begin with ${run}; answered in ` +
      `${ms(answers.p50Ms)} (p50), ${ms(answers.p99Ms)} (p99), ${ms(answers.slowestMs)} (the slowest).`,
  ];
}
