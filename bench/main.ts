/** The front door of the benchmarks. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "./build.ts";
import { ingestResults } from "./ingest/report.ts";
import { runIngest } from "./ingest/run-ingest.ts";
import { syncP50Ms } from "./machine/disk.ts";
import { describeMachine, type Machine } from "./machine/machine.ts";
import { openServer, type Server } from "./machine/server.ts";
import { type Options, readOptions, type ServedBenchmark, USAGE } from "./options.ts";
import { prepareFigures } from "./prepare/prepare-figures.ts";
import { profileText } from "./profile/report.ts";
import { runProfile } from "./profile/run-profile.ts";
import { LOGGING_FLAGS } from "./profile/server-statements.ts";
import { readResults } from "./read/report.ts";
import { runRead } from "./read/run-read.ts";
import { VoidRun } from "./void-run.ts";
import { type Results, writeResults } from "./write-results.ts";

type Run = (
  server: Server,
  machine: Machine,
  options: Options,
  running: AsyncDisposableStack,
) => Promise<Results | string>;

const benchmarks: Record<ServedBenchmark, Run> = {
  ingest: async (server, machine, options, running) =>
    ingestResults(machine, options, await runIngest(server, options, running)),
  read: async (server, machine, options, running) =>
    readResults(machine, options, await runRead(server, options, running)),
  profile: async (server, machine, options, running) =>
    profileText(machine, await runProfile(server, options, running)),
};

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
  const missing = ["fastify", "postgraphile"].find(
    (name) => !existsSync(join(import.meta.dirname, "node_modules", name)),
  );
  if (missing) throw new Error(`${missing}, a peer, is not installed: run \`npm ci\` in bench.`);
  if (options.build) await build();
  for (const name of options.benchmarks) {
    if (name === "prepare") process.stdout.write(`\n${await prepareFigures(options.sizesKb)}\n\n`);
    else await measure(name, options);
  }
}

// Each on a server of its own, with nothing of the last one left running.
async function measure(name: ServedBenchmark, options: Options): Promise<void> {
  const own = running.use(new AsyncDisposableStack());
  const folder = join(options.folder, `run-${process.pid}`);
  own.defer(() => rm(folder, { recursive: true, force: true }));
  const server = await openServer(
    folder,
    (text) => process.stderr.write(`${text}\n`),
    name === "profile" ? LOGGING_FLAGS : [],
  );
  own.adopt(server, ({ close }) => close());
  const machine = await describeMachine(server, await syncP50Ms(server.folder));
  const results = await benchmarks[name](server, machine, options, own);
  await own.disposeAsync();
  process.stdout.write(`\n${typeof results === "string" ? results : results.text}\n\n`);
  // A profile is for whoever reads it now.
  if (typeof results === "string") return;
  if (options.out === null)
    process.stdout.write("Nothing was written: only a whole run is, or one with --out.\n");
  else await writeResults(options.out, results);
}

function say(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const usage = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  process.stderr.write(
    `\n${error instanceof VoidRun ? "VOID: " : ""}${text}\n${usage ? `\n${USAGE}\n` : ""}`,
  );
}
