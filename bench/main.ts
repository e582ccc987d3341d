/** The front door of the benchmarks. Today there is one: ingest. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "./build.ts";
import { VoidRun } from "./ingest/measure-round.ts";
import { reportOf, writeResults } from "./ingest/report.ts";
import { runIngest } from "./ingest/run-ingest.ts";
import { syncP50Ms } from "./machine/disk.ts";
import { describeMachine } from "./machine/machine.ts";
import { openServer } from "./machine/server.ts";
import { type Options, readOptions, USAGE } from "./options.ts";

const running = new AsyncDisposableStack();
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  process.once(signal, () => void running.disposeAsync().finally(() => process.exit(code)));
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(`${USAGE}\n`);
  else await bench(options);
} catch (error) {
  if (!running.disposed) say(error);
  process.exitCode = 1;
} finally {
  await running.disposeAsync();
}

async function bench(options: Options): Promise<void> {
  if (!existsSync(join(import.meta.dirname, "node_modules/fastify"))) {
    throw new Error("The peers are not installed: run `npm ci` in bench.");
  }
  if (options.build) await build();
  const folder = join(options.folder, `run-${process.pid}`);
  running.defer(() => rm(folder, { recursive: true, force: true }));
  const server = await openServer(folder, (text) => process.stderr.write(`${text}\n`));
  running.adopt(server, ({ close }) => close());
  const machine = await describeMachine(server, await syncP50Ms(server.folder));
  const rounds = await runIngest(server, options, running);
  process.stdout.write(`\n${reportOf(machine, options, rounds)}\n\n`);
  if (options.out === null)
    process.stdout.write("Nothing was written: only a whole run is, or one with --out.\n");
  else await writeResults(options.out, machine, options, rounds);
}

function say(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const usage = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  process.stderr.write(
    `\n${error instanceof VoidRun ? "VOID: " : ""}${text}\n${usage ? `\n${USAGE}\n` : ""}`,
  );
}
