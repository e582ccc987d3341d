/** How much memory a process holds, in the course of time. */
import { readFileSync } from "node:fs";

export type Memory = {
  /** Of one process, in MB, in the order of time. */
  samples: number[];
  stop(): void;
};

const EVERY_MS = 500;

export function watchMemory(pid: () => number): Memory {
  const samples: number[] = [];
  const timer = setInterval(() => {
    const mb = residentMb(pid());
    if (mb !== null) samples.push(mb);
  }, EVERY_MS);
  return { samples, stop: () => clearInterval(timer) };
}

/** Null where the process is gone, or the system does not say. */
export function residentMb(pid: number): number | null {
  try {
    const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kb === undefined ? null : Number(kb) / 1024;
  } catch {
    return null;
  }
}

/**
 * By how much of its mean the second half grew from its begin to its end, by the straight line that fits it best.
 * Garbage is collected in steps, so that single samples say little.
 */
export function growthOf(samples: readonly number[]): number {
  const half = samples.slice(Math.floor(samples.length / 2));
  const mean = half.reduce((sum, mb) => sum + mb, 0) / half.length;
  const middle = (half.length - 1) / 2;
  const sums = half.map((mb, i) => [(i - middle) * (mb - mean), (i - middle) ** 2] as const);
  const slope = sums.reduce((sum, [xy]) => sum + xy, 0) / sums.reduce((sum, [, xx]) => sum + xx, 0);
  return (slope * (half.length - 1)) / mean;
}

/** Flat is what grows by less than this. */
export const FLAT = 0.1;
