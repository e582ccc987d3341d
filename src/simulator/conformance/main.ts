/** The front door of the conformance kit: what was asked for, the cases, the result. */
import { randomBytes } from "node:crypto";
import { CannotPlay } from "../cannot-play.ts";
import { endWithoutReader } from "../end-without-reader.ts";
import { ALL_CASES } from "./all-cases.ts";
import type { Case } from "./case.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { findReceiver } from "./receiver.ts";
import { countsOf, jsonOf, listOf, type Result, tableOf } from "./report.ts";
import { runCases, timesOf } from "./run-cases.ts";

endWithoutReader();
try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) say(USAGE);
  else if (options.list) say(listOf(casesFor(options)));
  else process.exitCode = await hold(options);
} catch (error) {
  refuse(error);
}

async function hold(options: Options): Promise<number> {
  const receiver = await findReceiver(options);
  const run = `conf-${Date.now().toString(36)}${randomBytes(2).toString("hex")}`;
  const verdicts = await runCases(receiver, casesFor(options), { run, atOnce: options.concurrency });
  const result: Result = {
    url: receiver.target.url,
    run,
    read: receiver.reader !== null,
    verdicts: verdicts.toSorted((one, other) => one.rule - other.rule),
    answers: timesOf(receiver.times),
  };
  say(options.json ? jsonOf(result) : tableOf(result));
  return countsOf(verdicts).broken > 0 ? 1 : 0;
}

function casesFor({ only }: Options): readonly Case[] {
  return only.length === 0 ? ALL_CASES : ALL_CASES.filter(({ rule }) => only.includes(rule));
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
