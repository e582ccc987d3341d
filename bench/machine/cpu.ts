/** CPU time of processes, from /proc; null on systems without it. */
import { readdirSync, readFileSync } from "node:fs";

const MICROS_A_TICK = 10_000;

type Times = { parent: number; own: number; ofEndedChildren: number };

/** What the process has used since its start, in microseconds, all its threads together. */
export function cpuMicros(pid: number): number | null {
  return timesOf(pid)?.own ?? null;
}

/** The process, its children, and its children that have ended: of PostgreSQL the whole server. */
export function familyCpuMicros(pid: number): number | null {
  const parent = timesOf(pid);
  if (parent === null) return null;
  const others = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const children = others
    .flatMap((name) => timesOf(Number(name)) ?? [])
    .filter((times) => times.parent === pid);
  return children.reduce(
    (sum, { own, ofEndedChildren }) => sum + own + ofEndedChildren,
    parent.own + parent.ofEndedChildren,
  );
}

/** One thread of a process. */
export function threadMicros(pid: number, thread: number): { name: string; micros: number } {
  const path = `/proc/${pid}/task/${thread}`;
  return { name: nameIn(path), micros: timesIn(path)?.own ?? 0 };
}

export function parentOf(pid: number): number | null {
  return timesOf(pid)?.parent ?? null;
}

function timesOf(pid: number): Times | null {
  return timesIn(`/proc/${pid}`);
}

function timesIn(path: string): Times | null {
  const fields = statIn(path)?.split(" ");
  if (!fields) return null;
  const ticks = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) * MICROS_A_TICK;
  return { parent: Number(fields[1]), own: ticks(11), ofEndedChildren: ticks(13) };
}

// The second field is the program's name in brackets, in which there may be anything.
function nameIn(path: string): string {
  try {
    return readFileSync(`${path}/comm`, "utf8").trim();
  } catch {
    return "ended";
  }
}

function statIn(path: string): string | null {
  try {
    const text = readFileSync(`${path}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2);
  } catch {
    return null;
  }
}
