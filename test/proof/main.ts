/** The command line of the proofs: runs one, says its counts, and ends with 1 where its claim does not hold. */
import { join } from "node:path";
import { inspect, parseArgs } from "node:util";
import { crash } from "./crash/crash.ts";
import { deadlock } from "./deadlock/deadlock.ts";
import { fuzz } from "./fuzz/fuzz.ts";
import { hostile } from "./hostile/hostile.ts";
import { overload } from "./overload/overload.ts";
import { openProgress } from "./progress.ts";
import type { Proof, Verdict } from "./proof.ts";
import { soak } from "./soak/soak.ts";

const proofs: Record<string, Proof> = { crash, deadlock, overload, hostile, fuzz, soak };
const mostBrokenShown = 20;

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...rest]: string[]): Promise<number> {
  const proof = proofs[name ?? ""];
  if (name === undefined || name === "--help") return say(usage(), 0);
  if (proof === undefined) return say(`There is no proof named ${name}.\n\n${usage()}`, 1);
  const options = readOptions(proof, rest);
  if (typeof options === "string") return say(`${options}\n\n${usage()}`, 1);
  return await prove(name, proof, options);
}

async function prove(name: string, proof: Proof, options: Record<string, number>): Promise<number> {
  say(
    `${proof.claim}.\n${Object.entries(options)
      .map((pair) => pair.join(" "))
      .join(", ")}`,
  );
  const opened = new AsyncDisposableStack();
  const started = performance.now();
  endOnSignals(opened);
  const run = {
    opened,
    gateway: [join("dist", "src", "main.js")],
    say,
    progress: (total: number, what: string) => openProgress(total, what, opened),
  };
  try {
    const verdict = await proof.run(run, options);
    return say(
      reportOf(name, verdict, (performance.now() - started) / 1000),
      verdict.broken.length > 0 ? 1 : 0,
    );
  } catch (error) {
    return say(`${name} could not be run to its end: ${inspect(error)}`, 1);
  } finally {
    await opened.disposeAsync();
  }
}

// Everything that was started is ended first; a second signal does not wait for that.
function endOnSignals(opened: AsyncDisposableStack): void {
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, async () => {
      if (asked) return;
      asked = true;
      await opened.disposeAsync().catch(() => undefined);
      process.exit(130);
    });
  }
}

function readOptions(proof: Proof, args: string[]): Record<string, number> | string {
  const names = Object.keys(proof.options);
  try {
    const { values } = parseArgs({
      args,
      options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
    });
    const given = names.map((name) => [name, Number(values[name] ?? proof.options[name]?.default)] as const);
    const wrong = given.find(([, value]) => !Number.isInteger(value) || value < 0);
    return wrong ? `--${wrong[0]} wants a whole number.` : Object.fromEntries(given);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function reportOf(name: string, { counts, broken }: Verdict, seconds: number): string {
  const lines = Object.entries(counts).map(([what, count]) => `  ${what}: ${count}`);
  const shown = broken.slice(0, mostBrokenShown).map((line) => `  - ${line}`);
  const verdict =
    broken.length === 0 ? "The claim holds." : `The claim does NOT hold, ${broken.length} contradictions:`;
  return [`${name}, ${Math.round(seconds)} s`, ...lines, verdict, ...shown].join("\n");
}

function usage(): string {
  const lines = Object.entries(proofs).flatMap(([name, { claim, options }]) => [
    `  ${name}: ${claim}`,
    ...Object.entries(options).map(
      ([option, { default: value, meaning }]) => `      --${option} ${value}`.padEnd(32) + meaning,
    ),
  ]);
  return ["npm run proof -- <name> [options]", "", ...lines].join("\n");
}

function say(text: string, code = 0): number {
  process.stdout.write(`${text}\n`);
  return code;
}
