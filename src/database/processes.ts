/** What the system says of a process that is not our child. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Whether the process runs; one that has ended and only waits to be collected does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return statOf(pid)?.[0] !== "Z";
}

/** Tells a process from a later one with the same id; empty where the system does not say. */
export function startStamp(pid: number): string {
  if (existsSync("/proc/self/stat")) return statOf(pid)?.[19] ?? "";
  return listed(pid, "lstart=");
}

/** The command line of a process; empty where the system does not say. */
export function commandOf(pid: number): string {
  if (!existsSync("/proc/self/stat")) return listed(pid, "command=");
  return contents(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
}

// The fields of proc(5) from the third, the state, on: the second is a name in brackets that may hold anything.
function statOf(pid: number): string[] | undefined {
  const text = contents(`/proc/${pid}/stat`);
  return text === "" ? undefined : text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function contents(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function listed(pid: number, format: string): string {
  return spawnSync("ps", ["-o", format, "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}
