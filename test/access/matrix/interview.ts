/** One viewer who is asked everything, over HTTP and then over a socket, and what came of it beside what was to come. */
import type { Failure, Outcome } from "../../graphql/transports.ts";
import { type Asker, askOverHttp, askOverSocket } from "./asking.ts";
import { type Comparison, comparisonFor } from "./comparison.ts";
import type { Facts } from "./facts.ts";
import { type Everything, isForViewer, type Question, type Questions, rowsOf } from "./questions.ts";
import { isRow, type Row, valuesOf } from "./row.ts";
import type { KindOfViewer, Rights } from "./viewers.ts";

export type Interview = {
  viewer: KindOfViewer;
  bearer: string;
  /** Null of whoever is not let in. */
  comparison: Comparison | null;
  /** What differs from what was to come. */
  mismatches: string[];
  /** All answers, as texts. */
  answers: string[];
  /** The pages that it got, by root field. */
  pages: Map<string, Row>;
  /** Of the last event that it was told of. */
  cursor: string | null;
};

export type Known = { everything: Everything; facts: Facts; questions: Questions };

export function beginInterview(viewer: KindOfViewer, bearer: string, { facts }: Known): Interview {
  const comparison = viewer.rights && comparisonFor(viewer.rights, facts);
  return {
    viewer,
    bearer,
    comparison,
    mismatches: comparison?.mismatches ?? [],
    answers: [],
    pages: new Map(),
    cursor: null,
  };
}

export async function interview(url: string, one: Interview, known: Known): Promise<void> {
  for (const open of [askOverHttp, askOverSocket]) {
    await using asker = open(url, one.bearer);
    await askAll(asker, one, known);
  }
}

async function askAll(asker: Asker, one: Interview, { everything, questions }: Known): Promise<void> {
  for (const root of questions.lists) {
    const wanted = { [root]: everything.get(root) };
    await put(asker, one, { root, query: questions.ofList(root), wanted }, everything);
  }
  const names = one.comparison?.pseudonyms;
  for (const question of questions.ofRows(everything, (id) => names?.get(id) ?? id))
    await put(asker, one, question, everything);
}

async function put(asker: Asker, one: Interview, question: Question, everything: Everything): Promise<void> {
  const { viewer, comparison } = one;
  const { root, query, variables, wanted } = question;
  const outcome = await asker.ask(query, variables);
  one.answers.push(JSON.stringify(outcome));
  const path = `${asker.transport}: ${root}`;
  if (comparison === null || viewer.rights === null) return isRefused(one, path, outcome, "UNAUTHENTICATED");
  if (!isForViewer(viewer.rights, root)) return isRefused(one, path, outcome, "FORBIDDEN");
  comparison.note("Query", root, "as it is");
  comparison.refused.length = 0;
  if (variables === undefined && isRow(outcome.data?.[root])) one.pages.set(root, outcome.data[root]);
  for (const [name, row] of Object.entries(wanted))
    if (root === "viewer") isItself(one, path, outcome.data?.[name], everything);
    else comparison.compare(`${path}.${name}`, row, outcome.data?.[name]);
  isRefusedAt(one, path, comparison.refused.length, outcome.errors ?? []);
}

function isRefused(one: Interview, path: string, { data, errors = [] }: Outcome, code: string): void {
  const codes = [...new Set(errors.map(({ extensions }) => extensions["code"]))].join();
  const isEmpty = Object.values(data ?? {}).every((value) => value === null);
  if (codes !== code || !isEmpty)
    one.mismatches.push(
      `${path}: wanted ${code} alone, got ${codes} and ${JSON.stringify(data)?.slice(0, 200)}`,
    );
}

function isRefusedAt(one: Interview, path: string, wanted: number, errors: readonly Failure[]): void {
  const codes = errors.map(({ extensions }) => extensions["code"]);
  if (errors.length !== wanted || codes.some((code) => code !== "FORBIDDEN"))
    one.mismatches.push(
      `${path}: wanted ${wanted} fields FORBIDDEN, got ${JSON.stringify(errors).slice(0, 300)}`,
    );
}

function isItself(one: Interview, path: string, actual: unknown, everything: Everything): void {
  const { says, rights } = one.viewer;
  const { user, ...rest } = (actual ?? {}) as Record<string, unknown>;
  const wanted = JSON.stringify(Object.entries({ __typename: "Viewer", ...says }).sort());
  const came = JSON.stringify(
    Object.entries(rest)
      .map(([name, value]) => [name, sameInstant(value)])
      .sort(),
  );
  if (wanted !== came) one.mismatches.push(`${path}: wanted ${wanted}, got ${came}`);
  for (const name of Object.keys(says)) one.comparison?.note("Viewer", name, "as it is");
  const own = rowsOf(everything, "users").find(
    ({ referenceId }) => says["kind"] === "USER" && isOwn(rights, referenceId),
  );
  if (own) one.comparison?.note("Viewer", "user", "as it is");
  one.comparison?.compare(`${path}.user`, own ? valuesOf(own) : null, user);
}

function isOwn(rights: Rights | null, referenceId?: string | null): boolean {
  return rights?.people?.some((person) => referenceId?.startsWith(`${person}@`)) === true;
}

function sameInstant(value: unknown): unknown {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value;
}
