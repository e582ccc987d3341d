/** The command as somebody runs it: a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export type Simulation = {
  child: ChildProcess;
  out(): string;
  err(): string;
  ended: Promise<number | null>;
};

export type Ended = { code: number | null; out: string; err: string };

const main = fileURLToPath(new URL("../../src/simulator/main.ts", import.meta.url));

export function startSimulation(
  given: readonly string[],
  { env = {}, cwd }: { env?: Record<string, string>; cwd?: string } = {},
): Simulation {
  const child = spawn(process.execPath, [main, ...given], {
    env: { PATH: "/usr/bin:/bin", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(cwd === undefined ? {} : { cwd }),
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  const ended = once(child, "close").then(([code]: (number | null)[]) => code ?? null);
  return { child, out: () => out, err: () => err, ended };
}

export async function runSimulation(...given: Parameters<typeof startSimulation>): Promise<Ended> {
  const simulation = startSimulation(...given);
  const code = await simulation.ended;
  return { code, out: simulation.out(), err: simulation.err() };
}
